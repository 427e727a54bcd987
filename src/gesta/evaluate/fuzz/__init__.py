"""Documents made to break Gesta, and what must hold for each of them: ``python -m gesta.evaluate.fuzz``."""
