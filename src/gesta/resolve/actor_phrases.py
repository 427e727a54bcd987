"""Common-noun phrases for people and bodies: "four masked gunmen", "riot police", "Turkish troops", "the ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gesta.knowledge.actor_names import fold
from gesta.knowledge.actors import Actor
from gesta.knowledge.national_bodies import body_of
from gesta.model.terms import ActorKind
from gesta.resolve.actor_page import Found, Gender, Number, Page

_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod", "det:predet", "nmod:desc", "advmod"}
)
_NOT_NAMED = frozenset({"DT", "CD", "PRP$", "PDT", "WDT", "WP$", "RB", "RBR", "IN", "POS", "JJR", "JJS"})
_QUANTIFIERS = frozenset(
    "at some several many few other another more most all both any such numerous various least dozen hundred thousand "
    "million least about around nearly same first second last late".split()
)
_LEADING = "leading country of the report"
_NEAR = "country named shortly before"
_EDGES = frozenset({",", ":", "-LRB-", "-RRB-", "-LSB-", "-RSB-", ".", "''", "``"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_NOT_OURS = frozenset(
    {"back", "lead", "link", "align", "support", "fund", "train", "make", "born", "bear", "run", "style"}
)
"""What follows the hyphen where a demonym is not the country of the phrase ("Iranian-backed militias")."""
_APART = frozenset(
    {"former", "ex", "rebel", "pro", "anti", "ex-", "retired", "mutinous", "renegade", "foreign", "dissident"}
)
_AT_HOME: frozenset[ActorKind] = frozenset({"government", "police", "protesters", "rioters", "party", "civilians"})
_AWAY = frozenset(
    "ambassador embassy consul consulate envoy diplomat attaché attache tourist refugee migrant immigrant expatriate "
    "foreigner traveller traveler pilgrim national citizen passenger".split()
)
"""Nouns for those who are mostly not of the country they are in."""
_BODIES: frozenset[ActorKind] = frozenset({"military", "police", "rebel", "militia", "terrorist", "gang"})
_RANKS = frozenset({"boss", "capo", "chief", "commander", "member", "personnel", "operative"})
"""Nouns for somebody of a body that say no more than that."""
_ANYBODY = frozenset({"man", "woman", "person", "people", "male", "youth"})
_FACELESS = frozenset({"unidentified", "unknown", "armed", "masked", "hooded"})
_MODIFYING = frozenset({"compound", "amod", "nmod:desc", "nmod:poss"})


def phrases(page: Page, names: Mapping[int, Found]) -> list[Found]:
    """Every phrase for people or a body whose head the lexicon has; ``names``: named mentions by their tokens."""
    found: list[Found] = []
    for token, tag in enumerate(page.analysis.tags):
        if tag.startswith("NN") and (token not in names or names[token].form == "people"):
            head = _head_noun(page, token)
            if head is not None and not _modifies(page, token, names):
                found.append(_phrase(page, token, *head, names))
    return found


def _head_noun(page: Page, token: int) -> tuple[str, ActorKind] | None:
    """The longest phrase of the lexicon that ends at the token, with its kind."""
    analysis, lexicon = page.analysis, page.people
    lemma = _lemma(page, token)
    before = page.analysis.lemmas[token - 1] if token else ""
    if before == "-" and token > 1:
        before = f"{analysis.lemmas[token - 2]}-{lemma}"
        if before in lexicon.kinds:
            return before, lexicon.kinds[before]
    two_before = analysis.lemmas[token - 2] if token > 1 else ""
    plural = analysis.tags[token] in {"NNS", "NNPS"}
    for words in (f"{two_before} {before} {lemma}", f"{before} {lemma}", lemma):
        kind = lexicon.kinds.get(words)
        if kind is not None:
            if words in lexicon.plural_only and not plural:
                return None
            return words, kind
    return None


def _lemma(page: Page, token: int) -> str:
    lemma = page.analysis.lemmas[token]
    if lemma in page.people.kinds:
        return lemma
    word = fold(page.analysis.words[token])
    if word.endswith("men") and f"{word[:-3]}man" in page.people.kinds:
        return f"{word[:-3]}man"
    return word.removesuffix("s") if word.removesuffix("s") in page.people.kinds else lemma


def _modifies(page: Page, token: int, names: Mapping[int, Found]) -> bool:
    """True for a noun that only describes the next one ("police station") or stands as a title before a name."""
    analysis = page.analysis
    following = token + 1
    if following >= len(analysis) or analysis.sentence_of[following] != analysis.sentence_of[token]:
        return False
    if following in names and names[following].form == "person" and analysis.tags[token] in {"NN", "NNP"}:
        return True
    if analysis.words[following] in {"-", "‐"} and analysis.starts[following] == analysis.ends[token]:
        return True
    head = analysis.heads[token]
    if not token < head <= token + 4 or analysis.deps[token] not in _MODIFYING:
        return False
    if analysis.tags[token] == "NNS" and not analysis.tags[following].startswith(("NN", "POS")):
        return False  # a plural before an adjective is the subject of a participle that the parse took for one
    return not any(analysis.lemmas[between] == "'s" for between in range(token + 1, head))


def _phrase(page: Page, head: int, lemma: str, kind: ActorKind, names: Mapping[int, Found]) -> Found:
    analysis, lexicon = page.analysis, page.people
    first = _left_edge(page, head)
    first = min(first, head - lemma.count(" "))
    owner, end = _owner(page, head, names)
    plural = analysis.tags[head] in {"NNS", "NNPS"} or analysis.words[head].lower().endswith("men")
    collective = lemma in lexicon.collective or lemma.rsplit(" ", 1)[-1] in lexicon.collective
    number: Number = "many" if plural else "group" if collective else "one"
    country, basis = _country(page, first, head, lemma, owner, names)
    if number == "one" and basis in {_LEADING, _NEAR}:
        country, basis = None, "head noun"
    actor = _armed_body(page, first, head, lemma, number, names)
    if actor is None and country is not None and number != "one":
        actor = _national(page, first, head, country)
        kind = actor.kind if actor is not None and kind == "unknown" else kind
    if kind == "unknown" and (after := _body_after(page, head)) is not None:
        kind, end = after
    if kind == "unknown" and lemma == "force" and _of_states(page, first, head):
        kind = "military"
    if lemma in lexicon.members and owner is not None and owner.form == "body" and number != "one":
        kind = owner.kind if kind == "unknown" or owner.kind in {"terrorist", "gang", "militia"} else kind
    if kind == "unknown" and lemma.rsplit(" ", 1)[-1] in lexicon.members | _RANKS:
        kind = _of_body(page, first, head, owner, names) or kind
    if kind == "civilians" and lemma in _ANYBODY and _is_unknown(page, first, head):
        kind = "unknown"
    if lemma == "deputy" and kind == "government" and "sheriff" in analysis.lemmas:
        kind = "police"
    name = _clean_name(page, first, head)
    if end > head + 1 and (lemma in lexicon.members or lemma == "ministry"):
        name = f"{name} of {owner.name}" if owner is not None else page.spelt(first, end)
    definite = any(analysis.lemmas[token] in _DEFINITE for token in range(first, head))
    roles = frozenset({lemma, lemma.rsplit(" ", 1)[-1]})
    return Found(
        first,
        end,
        head,
        "common",
        name,
        lemma,
        kind,
        country,
        actor,
        number,
        _gender(page, lemma),
        roles,
        definite,
        basis,
    )


def _of_body(page: Page, first: int, head: int, owner: Found | None, names: Mapping[int, Found]) -> ActorKind | None:
    """The kind of the armed body that the phrase puts somebody in ("army members", "a boss of the River Cartel"); None
    where it names none, or two of different kinds."""
    kinds = {owner.kind} if owner is not None else set()
    for token in range(first, head):
        named = names.get(token)
        if named is not None and named.form == "body":
            kinds.add(named.kind)
        elif (kind := page.people.kinds.get(page.analysis.lemmas[token].lower())) in _BODIES:
            kinds.add(kind)
    kinds &= _BODIES
    return kinds.pop() if len(kinds) == 1 else None


def _is_unknown(page: Page, first: int, head: int) -> bool:
    """True for "unidentified persons" and "two armed and masked men": nobody knows what they are."""
    return any(page.analysis.words[token].lower() in _FACELESS for token in range(first, head))


def _left_edge(page: Page, head: int) -> int:
    """The first token of the modifiers that stand without a gap before the head."""
    analysis = page.analysis
    inside = {head}
    stack = [head]
    while stack:
        current = stack.pop()
        for child in analysis.children[current]:
            if child >= head:
                continue
            dep = analysis.deps[child]
            if current != head or dep in _LEFT or (dep == "punct" and analysis.tags[child] == "HYPH"):
                inside.add(child)
                stack.append(child)
    first = head
    while first - 1 in inside and analysis.tags[first - 1] not in _EDGES:
        first -= 1
    if first and analysis.lemmas[first] in {"least", "most"} and analysis.lemmas[first - 1] == "at":
        return first - 1
    while first < head and (analysis.tags[first] in {"IN", "CC", "WRB", ",", ":", "``", "''", "."}):
        first += 1
    return first


def _owner(page: Page, head: int, names: Mapping[int, Found]) -> tuple[Found | None, int]:
    """The named body after "of" ("members of the PKK") and the end of the phrase with it."""
    analysis = page.analysis
    token = head + 1
    if token < len(analysis) and analysis.lemmas[token] == "of":
        token += 1
        while token < len(analysis) and token not in names and analysis.tags[token] in {"DT", "JJ"}:
            token += 1
        owner = names.get(token)
        if owner is not None and owner.first == token and owner.form == "body":
            return owner, owner.end
    return None, head + 1


def _country(
    page: Page, first: int, head: int, lemma: str, owner: Found | None, names: Mapping[int, Found]
) -> tuple[str | None, str]:
    """The country of the phrase and what it was worked out from; None where it names two or nothing tells it."""
    codes: set[str] = set()
    for token in range(first, head):
        named = page.named.get(token)
        if named is not None and not _only_backed(page, named.end):
            codes.add(named.code)
    if not codes:
        after = _country_after(page, head, lemma)
        if after is not None:
            codes.add(after)
    if len(codes) == 1:
        return codes.pop(), "country in the phrase"
    inside = {names[token].country for token in range(first, head) if token in names and names[token].form == "body"}
    if owner is not None:
        inside.add(owner.country)
    known = inside - {None}
    if not codes and len(known) == 1:
        return known.pop(), "country of the body named in the phrase"
    state = lemma in page.people.state and not inside and not _qualified(page, first, head - lemma.count(" "))
    if codes or not state:
        return None, "head noun"
    if page.leading is not None:
        return page.leading, _LEADING
    near = page.country_near(first)
    return (near, _NEAR) if near is not None else (None, "head noun")


def _body_after(page: Page, head: int) -> tuple[ActorKind, int] | None:
    """The kind of the body after "of", and the end of its noun ("chief of police", "commander of the army")."""
    analysis = page.analysis
    if head + 2 >= len(analysis) or analysis.lemmas[head + 1] != "of":
        return None
    body = head + 3 if analysis.tags[head + 2] in {"DT", "PRP$"} and head + 3 < len(analysis) else head + 2
    known = _head_noun(page, body) if analysis.tags[body].startswith("NN") else None
    return (known[1], body + 1) if known is not None and known[0] in page.people.collective else None


def _of_states(page: Page, first: int, head: int) -> bool:
    """True for a phrase that names countries as the owners, one or several ("U.S. and Afghan forces")."""
    return any(token in page.named and not _only_backed(page, page.named[token].end) for token in range(first, head))


def _country_after(page: Page, head: int, lemma: str) -> str | None:
    """The country named after "of" or "from", and after "in" for those who are mostly of the country they are in."""
    analysis = page.analysis
    after = head + 1
    if after + 1 >= len(analysis):
        return None
    here = page.people.kinds.get(lemma) in _AT_HOME and lemma.rsplit(" ", 1)[-1] not in _AWAY
    if analysis.lemmas[after] not in ({"of", "from", "in"} if here else {"of", "from"}):
        return None
    named = page.named.get(after + 2 if analysis.tags[after + 1] == "DT" else after + 1)
    return named.code if named is not None and named.by != "demonym" else None


def _qualified(page: Page, first: int, head: int) -> bool:
    """True when a name or a word such as "former" says that the body is not simply that of the country."""
    for token in range(first, head):
        if page.analysis.tags[token].startswith("NNP") or page.label(token) in {"NORP", "Organization", "Location"}:
            return True
    return _foreign(page, first, head)


def _only_backed(page: Page, after: int) -> bool:
    analysis = page.analysis
    return (
        after + 1 < len(analysis)
        and analysis.words[after] in {"-", "‐", "–"}
        and (analysis.lemmas[after + 1] in _NOT_OURS or analysis.tags[after + 1] in {"VBN", "VBD"})
    )


def _foreign(page: Page, first: int, head: int) -> bool:
    return any(page.analysis.lemmas[token] in _APART for token in range(first, head))


def _armed_body(
    page: Page, first: int, head: int, lemma: str, number: Number, names: Mapping[int, Found]
) -> Actor | None:
    """The known body whose members the phrase means: "Hezbollah fighters", "members of the FARC"."""
    if number == "one" or lemma.rsplit(" ", 1)[-1] not in page.people.members:
        return None
    owner, _ = _owner(page, head, names)
    inside = [owner] if owner is not None else [names[token] for token in range(first, head) if token in names]
    if not inside and first > 1 and page.analysis.words[first - 1] in {")", "]"} and first - 2 in names:
        inside = [names[first - 2]]
    known = {found.actor.id: found.actor for found in inside if found.form == "body" and found.actor is not None}
    if len(known) != 1 or _foreign(page, first, head):
        return None
    for token in range(first, head):
        if token in names and _only_backed(page, names[token].end):
            return None
    return next(iter(known.values()))


def _national(page: Page, first: int, head: int, country: str) -> Actor | None:
    """The national body that the words name when nothing else than the country describes them."""
    analysis = page.analysis
    words: list[str] = []
    token = first
    while token <= head:
        named = page.named.get(token)
        if named is not None:
            token = named.end
            continue
        if analysis.tags[token] not in _NOT_NAMED and analysis.lemmas[token] not in _QUANTIFIERS:
            words.append(analysis.words[token].lower())
        token += 1
    body = body_of(fold(" ".join(words)))
    return None if body is None else page.base.get(f"{country.lower()}.{body}")


def _clean_name(page: Page, first: int, head: int) -> str:
    """The words of the phrase without determiners, numbers and quantities at its start."""
    analysis = page.analysis
    while first < head:
        tag, lemma = analysis.tags[first], analysis.lemmas[first]
        if analysis.words[first + 1] in {"-", "–"}:
            break  # "27-year-old woman"
        joined = tag == "CC" and analysis.tags[first + 1] == "CD"  # "between five and six men"
        joined |= page.label(first) == "Date"  # "On Monday gunmen ..."
        if joined or tag in _NOT_NAMED or lemma in _QUANTIFIERS or not analysis.words[first][0].isalnum():
            first += 1
            continue
        break
    return page.spelt(first, head + 1)


def _gender(page: Page, lemma: str) -> Gender:
    last = lemma.rsplit(" ", 1)[-1]
    if last in page.people.female:
        return "female"
    return "male" if last in page.people.male else None


def measured(page: Page, found: list[Found]) -> Iterator[Found]:
    """The phrases with "a group of", "dozens of" before them taken in, and the measure itself left out."""
    heads = {mention.head: mention for mention in found}
    absorbed: set[int] = set()
    for mention in found:
        measure = _measure(page, mention)
        if measure is not None:
            outer = heads.get(measure)
            if outer is not None:
                absorbed.add(measure)
    for mention in found:
        if mention.head not in absorbed:
            yield mention


def _measure(page: Page, mention: Found) -> int | None:
    """The head of the measure before a plural phrase ("group" in "a group of gunmen")."""
    analysis = page.analysis
    before = mention.first - 1
    if mention.number != "many" or before < 1 or analysis.lemmas[before] != "of":
        return None
    return before - 1 if analysis.lemmas[before - 1] in page.people.measures else None
