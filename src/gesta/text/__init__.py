"""Reports to documents: clean text, blocks, sentences, language and publication time (design, section 2)."""

from gesta.text.documents import document

__all__ = ["document"]
