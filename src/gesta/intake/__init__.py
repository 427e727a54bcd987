"""Files, folders, tables, standard input and web addresses to reports (design, sections 2 and 7)."""

from gesta.intake.files import reports

__all__ = ["reports"]
