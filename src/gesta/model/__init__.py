"""Frozen records that every stage speaks in (design, sections 2 and 8)."""
