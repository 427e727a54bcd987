"""Records as a notebook shows them. The layer that draws them is above this one and is looked up by name, so that the
model does not stand on it."""

from __future__ import annotations

from importlib import import_module


def html(thing: object, maker: str) -> str:
    """The HTML that ``gesta.frames.html_model`` makes of the record; ``maker``: the name of its function."""
    made: str = getattr(import_module("gesta.frames.html_model"), maker)(thing)
    return made
