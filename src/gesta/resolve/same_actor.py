"""Which named mentions of one document are the same actor, and who of the knowledge base it is.

Persons are joined by full name, surname and spelling ("Muqdah al-Sadr", "Muqtada al-Sadr"), bodies by name, acronym
and the last word of the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gesta.knowledge.actor_names import fold, is_acronym, loose, similar_spelling
from gesta.knowledge.actors import Actor, Match
from gesta.knowledge.national_bodies import body_of
from gesta.model.terms import ActorKind
from gesta.resolve.actor_offices import titled
from gesta.resolve.actor_page import Found, Page
from gesta.resolve.weak_names import TITLED, WEAK

_SURE = frozenset({WEAK, TITLED})
_KNOWN_ACRONYM = 4
"""Letters from which an acronym is taken for the known actor although the text does not name its country."""
_COMMON = frozenset(
    "national democratic people peoples popular liberation army front party liberal conservative christian "
    "socialist labour labor workers worker united union patriotic movement revolutionary forces force armed "
    "security transitional military council government congress alliance resistance republic republican social "
    "justice development civil defence defense guard police state department special task central command "
    "organization organisation of the and for new good freedom change opposition unity self first committee "
    "committees northern progress general salvation free left right agency service intelligence internal public "
    "counter terrorism supreme assembly guards coalition accord communist islamic unit units corps rangers "
    "ministry secretariat reform order".split()
)
"""Words of names that the bodies of many countries have."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True)
class Group:
    """Named mentions that are one actor: who it is, and the mentions by index, the representative first."""

    words: tuple[str, ...]
    members: list[int] = field(default_factory=list)
    actor: Actor | None = None
    name: str = ""
    kind: ActorKind = "unknown"
    country: str | None = None
    roles: frozenset[str] = frozenset()
    basis: str = "named"
    candidates: tuple[Actor, ...] = ()


def grouped(page: Page, found: Sequence[Found], acronyms: Mapping[str, str]) -> list[Group]:
    """Groups of the named mentions; every person, body, people and metonym is in exactly one."""
    people = [index for index, mention in enumerate(found) if mention.form == "person"]
    others = [index for index, mention in enumerate(found) if mention.form in {"body", "people", "metonym"}]
    groups = [*_persons(page, found, people), *_bodies(page, found, others, acronyms)]
    for group in groups:
        group.members.sort()
        _describe(group, found)
    return groups


def _persons(page: Page, found: Sequence[Found], indexes: Sequence[int]) -> list[Group]:
    groups: list[Group] = []
    words_of = {index: _name_words(found[index].name) for index in indexes}
    for index in indexes:
        words = words_of[index]
        if len(words) > 1:
            group = _same_person(groups, words)
            if group is None:
                group = Group(words)
                groups.append(group)
            group.members.append(index)
            if len(words) > len(group.words):
                group.words = words
    full = tuple(groups)
    for index in indexes:
        words = words_of[index]
        if len(words) == 1:
            group = _by_part(full, words[0], index) or next((other for other in groups if other.words == words), None)
            if group is None:
                group = Group(words)
                groups.append(group)
            group.members.append(index)
    for group in groups:
        _identify_person(page, found, group)
    return _merged_by_actor(groups)


def _name_words(name: str) -> tuple[str, ...]:
    words = tuple(word for word in loose(name).split(" ") if word not in _SUFFIXES)
    return words or (loose(name),)


def _same_person(groups: Sequence[Group], words: tuple[str, ...]) -> Group | None:
    """The group of the same full name, else the only one whose name may be a spelling of it."""
    for group in groups:
        if group.words == words:
            return group
    likely = [group for group in groups if _spelling_of(group.words, words)]
    return likely[0] if len(likely) == 1 else None


def _spelling_of(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """True for names with the same surname and a like given name, or one with middle names left out."""
    if first[-1] == second[-1]:
        return similar_spelling(first[0], second[0]) or set(first) <= set(second) or set(second) <= set(first)
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < len(longer) and longer[: len(shorter)] == shorter:
        return True
    long_enough = min(len(first[-1]), len(second[-1])) >= 5
    return first[:-1] == second[:-1] and long_enough and similar_spelling(first[-1], second[-1])


def _by_part(groups: Sequence[Group], word: str, index: int) -> Group | None:
    """The person whose surname, else whose first, else whose other name the word is; of several the last before."""
    found = [
        [group for group in groups if group.words[-1] == word],
        [group for group in groups if group.words[0] == word],
        [group for group in groups if word in group.words],
    ]
    for likely in found:
        if len(likely) == 1:
            return likely[0]
    for likely in found:
        before = [group for group in likely if min(group.members) < index]
        if before:
            return max(before, key=lambda group: max(member for member in group.members if member < index))
    return None


def _identify_person(page: Page, found: Sequence[Found], group: Group) -> None:
    """Looks the person up by every form of the name in the document, the longest first."""
    names = sorted({found[index].name for index in group.members}, key=lambda name: (-len(name.split()), name))
    country = next((found[index].country for index in group.members if found[index].country), None)
    known = {found[index].actor for index in group.members if found[index].basis in _SURE} - {None}
    if len(known) == 1:
        group.actor, group.basis = known.pop(), found[group.members[0]].basis
        return
    mentions = [found[index] for index in group.members]
    for name in names:
        full = len(_name_words(name)) > 1
        if not full and len(group.words) > 1:
            break
        people = _people_called(page, name, full=full)
        holder = titled(page, name, mentions) if len(people) != 1 or not full else None
        actor = holder.actor if holder is not None else _choose(page, people, country, need_country=not full)
        if actor is not None or holder is not None:
            group.actor = actor
            group.basis = f"holder of {holder.basis}" if holder is not None else "name in the knowledge base"
            group.candidates = holder.candidates if holder is not None else ()
            return
    if len(group.words) > 1:
        group.actor = _misspelt(page, group.words, country)
        if group.actor is not None:
            group.basis = f"spelling of {group.actor.name!r}"


def _people_called(page: Page, name: str, *, full: bool) -> list[Match]:
    """Whom the name may mean; of a full name also those whom the base has not as people, where no person has it."""
    found = [match for match in page.base.lookup(name, page.on, rules=False) if match.exactness != "weak"]
    people = [match for match in found if match.actor.kind == "leader"]
    return people or (found if full else [])


def _choose(page: Page, matches: Sequence[Match], country: str | None, *, need_country: bool) -> Actor | None:
    """The one actor that the matches leave: by exactness, by the countries of the report, by its day."""
    if need_country:
        matches = [
            match
            for match in matches
            if match.actor.country is None or match.actor.country in page.countries or match.actor.country == country
        ]
    if not matches:
        return None
    best = [match.actor for match in matches if match.exactness == matches[0].exactness]
    if len(best) > 1:
        here = [actor for actor in best if actor.country in {country, page.leading} and actor.country is not None]
        best = here or [actor for actor in best if actor.country in page.countries] or best
    if len(best) > 1 and page.on is not None:
        day = page.on
        best = _narrowest([actor for actor in best if actor.valid.holds(day)]) or best
    return best[0] if len(best) == 1 else None


def _narrowest(actors: list[Actor]) -> list[Actor]:
    """Those with the shortest validity: who is somebody for a time goes before who always is."""
    shortest = min((actor.valid.days for actor in actors), default=0)
    return [actor for actor in actors if actor.valid.days == shortest]


def _misspelt(page: Page, words: tuple[str, ...], country: str | None) -> Actor | None:
    """The only known person, of a country in the text, of whose full name this may be a spelling."""
    if len(words[0]) == 1:
        return None
    near = {actor.id: actor for part in (words[0], words[-1]) for actor in page.base.people_named(part)}
    likely = [
        actor
        for actor in near.values()
        if actor.country is not None
        and actor.country in page.countries | {country}
        and _spelling_of(_name_words(actor.name), words)
    ]
    return likely[0] if len(likely) == 1 else None


def _merged_by_actor(groups: list[Group]) -> list[Group]:
    merged: list[Group] = []
    by_actor: dict[str, Group] = {}
    for group in groups:
        known = by_actor.get(group.actor.id) if group.actor is not None else None
        if known is not None:
            known.members.extend(group.members)
            continue
        if group.actor is not None:
            by_actor[group.actor.id] = group
        merged.append(group)
    return merged


def _bodies(page: Page, found: Sequence[Found], indexes: Sequence[int], acronyms: Mapping[str, str]) -> list[Group]:
    by_key: dict[str, Group] = {}
    full = {word: loose(name) for word, name in acronyms.items()}
    for index in indexes:
        mention = found[index]
        key = full.get(mention.name) or loose(mention.name)
        if mention.actor is not None:
            key = mention.actor.id
        group = by_key.get(key)
        if group is None:
            group = by_key[key] = Group((*key.split(" "),))
            group.actor = mention.actor
        group.members.append(index)
    groups = list(by_key.values())
    for group in groups:
        if group.actor is None:
            _identify_body(page, found, group)
    return _merged_by_actor(_partial_bodies(groups, found))


def _identify_body(page: Page, found: Sequence[Found], group: Group) -> None:
    """Looks the body up by its names, the longest first; its acronym only where the text does not spell it out."""
    names = sorted({found[index].name for index in group.members}, key=lambda name: (-len(name), name))
    first = found[group.members[0]]
    if first.form == "people":
        return
    spelt_out = any(" " in name for name in names)
    for name in names:
        short = is_acronym(name)
        if short and spelt_out:
            continue
        matches = [
            match
            for match in page.base.lookup(name, page.on)
            if match.actor.kind != "leader" and match.exactness != "weak"
        ]
        unsure = _generic(name) or (short and len(name.replace(".", "")) < _KNOWN_ACRONYM)
        actor = _choose(page, matches, first.country, need_country=unsure)
        if actor is not None:
            group.actor = actor
            group.basis = "national body" if matches[0].exactness == "rule" else "name in the knowledge base"
            return
    country = first.country or page.leading or page.country_near(first.first)
    body = next((body for name in names if (body := body_of(fold(name))) is not None), None)
    if body is not None and country is not None:
        group.actor = page.base.get(f"{country.lower()}.{body}")
        told = "the leading country of the report" if page.leading is not None else "the country named shortly before"
        group.basis = "national body" if first.country else f"national body of {told}"


def _generic(name: str) -> bool:
    """True for a name of common words that many countries have ("Democratic Party", "National Liberation Army")."""
    words = loose(name).split(" ")
    return len(words) > 1 and _COMMON.issuperset(words)


def _partial_bodies(groups: Sequence[Group], found: Sequence[Found]) -> list[Group]:
    """One-word names that are the last word of the only longer name before them, joined to it ("the Brotherhood")."""
    long = [group for group in groups if len(group.words) > 1 and found[group.members[0]].form == "body"]
    kept: list[Group] = []
    for group in groups:
        if len(group.words) == 1 and group.actor is None and found[group.members[0]].form == "body":
            owners = [
                other for other in long if other.words[-1] == group.words[0] and other.members[0] < group.members[0]
            ]
            if len(owners) == 1:
                owners[0].members.extend(group.members)
                continue
        kept.append(group)
    return kept


def _describe(group: Group, found: Sequence[Found]) -> None:
    """Name, kind, country and roles of the group, from the knowledge base first, then from its mentions."""
    mentions = [found[index] for index in group.members]
    longest = max(mentions, key=lambda mention: (len(mention.name.split()), -mention.first))
    kinds = Counter(mention.kind for mention in mentions if mention.kind != "unknown")
    countries = Counter(mention.country for mention in mentions if mention.country is not None)
    group.roles = frozenset().union(*(mention.roles for mention in mentions))
    group.name, group.kind = longest.name, kinds.most_common(1)[0][0] if kinds else "unknown"
    group.country = countries.most_common(1)[0][0] if len(countries) == 1 else None
    if group.actor is not None:
        if not group.basis.startswith("national body") and longest.form != "metonym":
            group.name = group.actor.name
        group.kind = group.actor.kind if group.actor.kind != "unknown" else group.kind
        group.country = group.actor.country
        group.roles |= frozenset(loose(group.actor.note).split(" "))
    if group.basis == "named":
        group.basis = longest.basis
