"""Review: which question to a person is worth most now, and what a person decides, appended and obeyed ever after."""
