"""Governments called by their country or capital: "Baghdad said", "Turkey launched air strikes"."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.knowledge.actor_names import loose
from gesta.knowledge.countries import country as country_record
from gesta.resolve.actor_page import Found, Named, Page


def governments(page: Page, taken: set[int]) -> Iterator[Found]:
    """Countries and capitals that speak, deal or fight: the government there; capitals only where they speak."""
    for named in page.named.values():
        if named.by == "demonym" or named.first in taken:
            continue
        verb = _acting_verb(page, named)
        lexicon = page.people
        if verb is None or not (verb in lexicon.speaking or (named.by == "name" and verb in lexicon.fighting)):
            continue
        record = country_record(named.code)
        actor = page.base.get(f"{named.code.lower()}.government")
        if record is None or actor is None:
            continue
        basis = f"{'capital' if named.by == 'capital' else 'country'} as subject of {verb!r}"
        head = page.head_of(named.first, named.end)
        name, lemma = actor.name, loose(record.name)
        yield Found(
            named.first, named.end, head, "metonym", name, lemma, "government", named.code, actor, "group", basis=basis
        )


def _acting_verb(page: Page, named: Named) -> str | None:
    """The verb whose agent the name is, as a lemma."""
    analysis = page.analysis
    head = page.head_of(named.first, named.end)
    verb, dep = analysis.heads[head], analysis.deps[head]
    marks = {analysis.lemmas[child] for child in analysis.children[head] if analysis.deps[child] == "case"}
    if not analysis.tags[verb].startswith("VB"):
        return None
    passive = any(analysis.deps[child] in {"aux:pass", "nsubj:pass"} for child in analysis.children[verb])
    if (dep == "nsubj" and not passive) or (dep.startswith("obl") and marks == {"by"} and passive):
        return analysis.lemmas[verb]
    return None
