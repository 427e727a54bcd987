"""The site of an invented project."""

from __future__ import annotations

from tests.site import own_stories, site, stories

__all__ = ["own_stories", "site", "stories"]
