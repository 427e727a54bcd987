"""Definite descriptions and words beside a name: "the group", "the cleric", "Ali Hassan, a police spokesman".

A description takes the nearest mention that its noun can mean; what fits nothing is left alone.
"""

from __future__ import annotations

from gesta.model.terms import ActorKind
from gesta.resolve.actor_page import Found, Page
from gesta.resolve.links import Links
from gesta.resolve.same_actor import Group

_GROUP_REACH = 4
"""Sentences before its own in which "the group" finds whom it means."""
_NOUN_REACH = 12
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ARMED_KINDS: frozenset[ActorKind] = frozenset({"rebel", "militia", "terrorist", "gang"})
_EMPLOYERS: frozenset[ActorKind] = frozenset({"media", "ngo", "international", "government", "police", "military"})
_GROUP_KINDS: frozenset[ActorKind] = _ARMED_KINDS | {"party", "unknown", "ngo"}


def apposed(links: Links, index: int) -> int | None:
    """The person that the phrase stands beside: "Ali Hassan, a police spokesman", "the cleric, Ali Hassan"."""
    mention, analysis = links.mentions[index], links.page.analysis
    heads = {links.mentions[other].head: other for other in (index - 1, index + 1) if 0 <= other < len(links.mentions)}
    near = [heads.get(analysis.heads[mention.head])] if analysis.deps[mention.head] == "appos" else []
    near += [heads.get(child) for child in analysis.children[mention.head] if analysis.deps[child] == "appos"]
    if index and links.mentions[index - 1].form == "person":
        gap = range(links.mentions[index - 1].end, mention.first)
        if [analysis.words[token] for token in gap] == [","]:
            near.append(index - 1)
    after = next((i for i in range(index + 1, len(links.mentions)) if links.mentions[i].first >= mention.end), None)
    if after is not None and links.mentions[after].form == "person":
        if _only_country(links.page, mention.end, links.mentions[after].first):
            near.append(after)
    for other in near:
        if other is not None and links.mentions[other].form == "person":
            return other
    return None


def describe_by(group: Group, mention: Found) -> None:
    """Gives the person the role, and where the name told none, the kind and country, of the words beside the name."""
    group.roles |= mention.roles
    if group.actor is None:
        group.kind = mention.kind if group.kind == "unknown" else group.kind
        if mention.basis == "country in the phrase":
            group.country = group.country or mention.country


def employed(links: Links, index: int) -> None:
    """Gives a person of no known kind the kind of the body named straight after: "Ali Hassan of the Daily Courier"."""
    group = links.groups[index]
    if group.kind not in {"unknown", "military"} or group.actor is not None or index + 1 >= len(links.mentions):
        return
    after = links.mentions[index + 1]
    gap = links.page.analysis.lemmas[links.mentions[index].end : after.first]
    if after.form == "body" and gap in {("of",), ("from",), ("with",), ("of", "the"), ("from", "the"), ("with", "the")}:
        kind = links.groups[index + 1].kind
        group.kind = kind if kind in (_EMPLOYERS if group.kind == "unknown" else {"police"}) else group.kind


def _only_country(page: Page, first: int, end: int) -> bool:
    """True when nothing stands between but the country ("president of El Salvador Alfredo Cristiani")."""
    token = first
    while token < end:
        named = page.named.get(token)
        if named is None and page.analysis.lemmas[token] not in {"of", "the", ","}:
            return False
        token = named.end if named is not None else token + 1
    return end - first < 8 and page.analysis.sentence_of[first - 1] == page.analysis.sentence_of[end]


def described(links: Links, index: int) -> int | None:
    """The mention that a definite phrase takes up."""
    mention, lexicon = links.mentions[index], links.page.people
    analysis = links.page.analysis
    determiner = analysis.lemmas[mention.first]
    if determiner not in _DEFINITE or mention.end > mention.head + 1:
        return None
    last = mention.lemma.rsplit(" ", 1)[-1]
    if mention.number == "one":
        return _person_described(links, index, last)
    if mention.number == "group" and mention.lemma in lexicon.groups:
        return links.nearest(index, _GROUP_REACH, lambda other: _is_group(links, other))
    same = links.nearest(index, _NOUN_REACH, lambda other: _same_noun(links, index, other, last))
    if same is not None or last not in lexicon.armed or mention.country is not None:
        return same if same is not None else _body_described(links, index, last)
    return links.nearest(index, _GROUP_REACH, lambda other: _is_armed(links, other))


def _kind(links: Links, index: int) -> ActorKind:
    root = links.root(index)
    return links.groups[root].kind if root in links.groups else links.mentions[root].kind


def _is_group(links: Links, index: int) -> bool:
    root = links.mentions[links.root(index)]
    if root.form == "body":
        return _kind(links, index) in _GROUP_KINDS
    return root.form == "common" and root.lemma in links.page.people.groups


def _is_armed(links: Links, index: int) -> bool:
    root = links.mentions[links.root(index)]
    if root.form == "body":
        return _kind(links, index) in _ARMED_KINDS
    return root.form == "common" and root.lemma.rsplit(" ", 1)[-1] in links.page.people.armed and root.number == "many"


def _same_noun(links: Links, index: int, other: int, last: str) -> bool:
    """True when the other is a phrase of the same noun and number whose country and name do not differ."""
    mention, before = links.mentions[index], links.mentions[other]
    if before.form != "common" or before.lemma.rsplit(" ", 1)[-1] != last or before.number != mention.number:
        return False
    if {mention.country, before.country} - {None} and mention.country != before.country and mention.country is not None:
        return False
    return mention.name == before.name or mention.name == mention.lemma or " " not in mention.name


def _body_described(links: Links, index: int, last: str) -> int | None:
    """A named body whose name has the noun ("the ministry", "the court")."""
    if links.mentions[index].number != "group":
        return None
    return links.nearest(
        index,
        _NOUN_REACH,
        lambda other: (
            links.mentions[other].form == "body"
            and last
            in (*links.mentions[other].name.lower().split()[:1], *links.mentions[other].name.lower().split()[-1:])
        ),
    )


def _person_described(links: Links, index: int, last: str) -> int | None:
    """A person of that role, or the same noun for one person before ("a man ... the man")."""
    plain = " " not in links.mentions[index].name

    def fits(other: int) -> bool:
        root = links.root(other)
        if root in links.groups:
            group, named = links.groups[root], links.mentions[root]
            return named.form == "person" and last in group.roles and plain
        return _same_noun(links, index, other, last)

    return links.nearest(index, _NOUN_REACH, fits)
