"""Releases: a state of a project frozen under a name, its card and its citation."""

from __future__ import annotations

import msgspec

from gesta.api.shapes import ReleaseCard
from gesta.codebook.records import Codebook
from gesta.export.source import ProjectSource
from gesta.model.filters import Filter
from gesta.model.plain import counted
from gesta.model.releases import Release
from gesta.query import narrowed, read_query, to_query, told
from gesta.store.store import Store


def freeze(store: Store, book: Codebook, name: str, wanted: Filter, *, who: str, at: str, note: str = "") -> Release:
    """The incidents that the filter lets through stand frozen under the name, all of one moment.

    Raises UsageError for a name that is taken or none, and for a type that the codebook does not have.
    """
    with store.transaction():
        versions = dict(sorted(ProjectSource(store, name, book, wanted).versions.items()))
        draft = Release(name, at, who, note, to_query(wanted), versions)
        return store.add_release(draft, store.incidents(narrowed(wanted, book)))


def card(release: Release) -> ReleaseCard:
    """The release with its filter in words."""
    return ReleaseCard(**msgspec.structs.asdict(release), asked=told(read_query(release.query)))


def citation(release: ReleaseCard, project: str) -> str:
    """How the release is cited: what it is, of when, what it holds, and the sum by which its content is known."""
    made = f"Gesta {release.versions['gesta']}" if "gesta" in release.versions else "Gesta"
    return (
        f"{project}, release {release.name} of {release.at[:10]}: {counted(release.incidents, 'incident')}"
        f" ({release.asked}), read from news reports by {made}. SHA-256 {release.sha256}."
    )
