"""Names of people and bodies: those the model labels, those the knowledge base holds, and governments by their seat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gesta.knowledge.actor_names import fold, is_acronym, loose
from gesta.knowledge.actors import Actor, Match
from gesta.model.terms import ActorKind
from gesta.resolve.actor_page import Form, Found, Number, Page
from gesta.resolve.actor_titles import is_title, person_mention, titles
from gesta.resolve.metonyms import governments
from gesta.resolve.weak_names import TITLED, Piece, in_context, weakly

_DASHES = frozenset("-‐‑–")
_POSSESSIVE = frozenset({"'s", "’s"})
"""What belongs to a name that begins with an owner ("Lord's Resistance Army")."""
_ARTICLES = frozenset({"al", "el", "the", "an", "as", "ash", "ar", "at", "ad"})
_BODY_LABELS = frozenset({"Organization", "Facility", "Misc", "Product", "Location"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nmod:poss", "nmod:desc", "flat", "nummod"})
_OFFICES: frozenset[ActorKind] = frozenset({"government", "unknown", "military"})
_POLICE = frozenset({"police", "sheriff", "sheriffs", "gendarmerie", "constabulary"})
_OFFICIALS: frozenset[ActorKind] = frozenset({"government", "military", "police", "religious", "civilians", "unknown"})


def named_actors(page: Page) -> list[Found]:
    """Every named person, body and people of the document, in text order, none overlapping another."""
    known = in_context(page, _known_names(page))
    pieces = [*known, *_labelled(page, known)]
    found = [mention for piece in pieces for mention in _mention(page, piece)]
    taken = {token for mention in found for token in range(mention.first, mention.end)}
    found.extend(governments(page, taken))
    taken.update(token for named in page.named.values() for token in range(named.first, named.end))
    found = list(_with_surnames(page, found, taken))
    return sorted(found, key=lambda mention: mention.first)


def _with_surnames(page: Page, found: list[Found], taken: set[int]) -> Iterator[Found]:
    """The mentions with surnames of people named in full elsewhere that the model did not label as such
    ("Ambassador Walker")."""
    analysis = page.analysis
    known = {
        analysis.words[mention.end - 1]
        for mention in found
        if mention.form == "person" and mention.end - mention.first > 1 and len(analysis.words[mention.end - 1]) > 2
    }
    basis = "surname of a person named in full"
    for mention in found:
        one = mention.end - mention.first == 1
        if one and mention.form == "body" and mention.basis == "named" and analysis.words[mention.first] in known:
            yield person_mention(page, mention.first, mention.end, basis)
        else:
            yield mention
    for token, word in enumerate(analysis.words):
        if word in known and token not in taken and analysis.tags[token].startswith("NNP"):
            yield person_mention(page, token, token + 1, basis)


def _known_names(page: Page) -> list[Piece]:
    """Names of the base wherever they stand, the longest at each place."""
    analysis = page.analysis
    pieces: list[Piece] = []
    token = 0
    count, text = len(analysis), page.document.text
    while token < count:
        begins = text[analysis.starts[token]]
        dashed = token + 1 < count and analysis.words[token + 1] in _DASHES
        piece = _known_at(page, token) if begins.isupper() or begins.isdigit() or dashed else None
        if piece is not None:
            pieces.append(piece)
        token = piece.end if piece is not None else token + 1
    return pieces


def _known_at(page: Page, first: int) -> Piece | None:
    """The longest name of the base that begins at the token; the article of "al-Sadr" may be left out of the name."""
    analysis = page.analysis
    word = page.raw(first, first + 1)
    dashed = first + 1 < len(analysis) and analysis.words[first + 1] in _DASHES
    if not (word[0].isupper() or word[0].isdigit() or page.capitalised(first) or dashed):
        return None
    key = fold(word)
    reaches = [_reach(page, key, first + 1)]
    if first + 1 < len(analysis) and analysis.words[first + 1] in _POSSESSIVE:
        reaches.append(_reach(page, f"{key}s", first + 2))
    if key in _ARTICLES:
        after = first + 2 if dashed else first + 1
        if after < len(analysis):
            reaches.append(_reach(page, fold(page.raw(after, after + 1)), after + 1))
    elif not word[0].isupper() and not word[0].isdigit() and not page.capitalised(first):
        return None
    longest = max(reaches)
    if longest <= first:
        return None
    for end in range(min(longest, analysis.sentences[analysis.sentence_of[first]][1]), first, -1):
        if not analysis.words[end - 1][0].isalnum() or (end - first == 1 and not _may_stand_alone(page, first)):
            continue
        matches = page.base.lookup(page.words(first, end), rules=False)
        if matches and key == "the" and matches[0].exactness == "loose":
            continue
        if matches and _fits(page, first, end, matches):
            return Piece(first, end, page.label(first), matches)
    return None


def _reach(page: Page, key: str, after: int) -> int:
    """The token up to which a name may run whose first word, before ``after``, is the folded key; 0 for no name."""
    following = page.base.after(key.partition(" ")[0])
    if not following.longest:
        return 0
    analysis = page.analysis
    second = after
    while second < len(analysis) and not analysis.words[second][0].isalnum():
        second += 1
    if " " not in key and following.longest > 1 and second < len(analysis):
        word = fold(page.raw(second, second + 1)).partition(" ")[0]
        if word in following.seconds or word in _ARTICLES:
            return after + 2 * following.longest + 2
    return after if "" in following.seconds or " " in key else 0


def _may_stand_alone(page: Page, token: int) -> bool:
    tag = page.analysis.tags[token]
    return tag.startswith("NN") or page.label(token) is not None or (tag == "JJ" and page.capitalised(token))


def _fits(page: Page, first: int, end: int, matches: tuple[Match, ...]) -> bool:
    """False for part of a longer personal name, a common word and a place that only looks like an alias."""
    analysis = page.analysis
    index = analysis.entity_of[first]
    if not page.capitalised(end - 1) and matches[0].exactness == "loose":
        return False
    if index >= 0:
        entity = analysis.entities[index]
        inside = entity.first <= first and end <= entity.end and entity.end - entity.first > end - first
        people = [match for match in matches if match.actor.kind == "leader"]
        if inside and entity.label == "Person" and (people or end - first == 1):
            return False
        if inside and entity.label in {"Organization", "Facility"} and people and end - first == 1:
            return False
        if end - first == 1 and entity.label == "Person" and not people:
            word = page.raw(first, end)
            return matches[0].exactness == "exact" and (is_acronym(word) or matches[0].actor.name == word)
        if end - first == 1 and entity.label == "Location" and people:
            return False
    return True


def _labelled(page: Page, known: list[Piece]) -> Iterator[Piece]:
    """Entities of the model, less what the base already explains; "Ali Hashem of Al Jazeera" leaves "Ali Hashem"."""
    taken = {token for piece in known for token in range(piece.first, piece.end)}
    for entity in page.analysis.entities:
        if entity.label in {"Date", "Money", "Weapon"}:
            continue
        covered = [token for token in range(entity.first, entity.end) if token in taken]
        if not covered:
            first, end = _trim(page, entity.first, entity.end)
            if first < end:
                yield Piece(first, end, entity.label)
        elif covered[0] - entity.first >= 2 and page.analysis.lemmas[covered[0] - 1] in {"of", "'s", "’s"}:
            first, end = _trim(page, entity.first, covered[0] - 1)
            if first < end and entity.label in {"Person", "Organization"}:
                yield Piece(first, end, "Person")


def _trim(page: Page, first: int, end: int) -> tuple[int, int]:
    """The entity without article, possessive mark and punctuation at its edges."""
    analysis = page.analysis
    while first < end and (analysis.tags[first] in {"DT", "POS", "IN"} or not analysis.words[first][0].isalnum()):
        first += 1
    while first < end and (analysis.tags[end - 1] in {"POS", "IN", "DT"} or not analysis.words[end - 1][0].isalnum()):
        end -= 1
    return first, end


def _mention(page: Page, piece: Piece) -> Iterator[Found]:
    if piece.matches:
        yield _known_mention(page, piece)
    elif piece.label == "Person":
        one = piece.end - piece.first == 1 and page.analysis.tags[piece.first] in {"NN", "NNS"}
        country = page.named.get(piece.first)
        if country is not None and country.end == piece.end:
            return
        if not one or page.analysis.lemmas[piece.first] not in page.people.kinds:
            yield person_mention(page, piece.first, piece.end)
    elif piece.label == "NORP":
        yield from _people_mention(page, piece)
    elif piece.label in _BODY_LABELS:
        yield from _body_mention(page, piece)


def _known_mention(page: Page, piece: Piece) -> Found:
    """A mention of somebody of the base; who it is of several is decided when the whole document is known."""
    basis, actor = _titled(page, piece) or weakly(piece)
    if all(match.actor.kind == "leader" for match in piece.matches) or _other_person(page, piece) or basis == TITLED:
        first = _given_names(page, piece.first) if " " not in loose(page.words(piece.first, piece.end)) else piece.first
        return replace(person_mention(page, first, piece.end, basis), actor=actor)
    last = fold(page.raw(piece.end - 1, piece.end)).split(" ")[-1]
    return Found(
        piece.first,
        piece.end,
        page.head_of(piece.first, piece.end),
        "body",
        page.spelt(piece.first, piece.end),
        page.analysis.lemmas[piece.end - 1],
        page.people.name_kinds.get(last, "unknown"),
        None,
        actor,
        "group",
        basis=basis,
    )


def _titled(page: Page, piece: Piece) -> tuple[str, Actor] | None:
    """The one actor, of no known kind, whose name has a title before it: it is a person."""
    if len(piece.matches) != 1 or piece.matches[0].actor.kind != "unknown" or not titles(page, piece.first)[0]:
        return None
    return TITLED, piece.matches[0].actor


def _other_person(page: Page, piece: Piece) -> bool:
    """True for a full personal name whose owner the base has not as a person, as imported lists do not tell."""
    entity = page.analysis.entity_of[piece.first]
    if entity < 0 or page.analysis.entities[entity].label != "Person":
        return False
    full = " " in loose(page.words(piece.first, piece.end))
    return full and all(match.actor.kind in _OFFICIALS for match in piece.matches)


def _given_names(page: Page, surname: int) -> int:
    """The first of the capitalised names straight before a surname that the model did not label with it."""
    analysis = page.analysis
    first = surname
    start = analysis.sentences[analysis.sentence_of[surname]][0]
    while first > start and surname - first < 2 and analysis.tags[first - 1] == "NNP" and page.capitalised(first - 1):
        if is_title(page, first - 1) or first - 1 in page.named or analysis.lemmas[first - 1] in page.people.kinds:
            break
        first -= 1
    return first


def _people_mention(page: Page, piece: Piece) -> Iterator[Found]:
    """Nationalities, faiths and peoples as people ("Palestinians", "the Kurds"); as mere adjectives they are none."""
    analysis, lexicon = page.analysis, page.people
    token = piece.end - 1
    tag = analysis.tags[token]
    if tag == "JJ" or (analysis.deps[token] in _MODIFIERS and token < analysis.heads[token] <= token + 4):
        return
    named = page.named.get(piece.first)
    word = fold(page.raw(token, token + 1))
    kind: ActorKind = "unknown"
    if named is not None:
        kind = "civilians"
    elif {word, word.removesuffix("s")} & lexicon.religions:
        kind = "religious"
    elif {word, word.removesuffix("s")} & lexicon.peoples:
        kind = "ethnic"
    elif analysis.lemmas[token] in lexicon.kinds or tag not in {"NNS", "NNPS"}:
        return
    number: Number = "many" if tag in {"NNS", "NNPS"} or word.endswith("s") else "one"
    form: Form = "people" if kind != "unknown" else "body"
    code = named.code if named is not None else None
    name = page.spelt(piece.first, piece.end)
    yield Found(piece.first, piece.end, token, form, name, word, kind, code, None, number, basis="named people")


def _body_mention(page: Page, piece: Piece) -> Iterator[Found]:
    """An organization; places and facilities only when their last word is that of a body ("... Liberation Front")."""
    analysis = page.analysis
    last = fold(page.raw(piece.end - 1, piece.end)).split(" ")[-1]
    first = fold(page.raw(piece.first, piece.first + 1))
    kind = page.people.name_kinds.get("ministry" if first == "ministry" else last)
    if piece.label != "Organization" and (kind in {None, "government", "business", "religious"} or _one_word(piece)):
        return
    if kind is None:
        kind = page.people.kinds.get(analysis.lemmas[piece.end - 1]) or page.people.kinds.get(last, "unknown")
    if kind in _OFFICES and first != "ministry" and _is_of_police(page, piece):
        kind = "police"
    if piece.first in page.named and page.named[piece.first].end == piece.end:
        return
    if _one_word(piece) and analysis.lemmas[piece.first] in page.people.kinds and not _acronym(page, piece):
        return
    if kind in {"unknown", "military", "rebel"}:
        rule = page.base.lookup(page.words(piece.first, piece.end))
        kind = rule[0].actor.kind if rule else ("rebel" if _liberation(page, piece) else kind)
    inside = {named.code for token in range(piece.first, piece.end) if (named := page.named.get(token)) is not None}
    country = inside.pop() if len(inside) == 1 else None
    head = page.head_of(piece.first, piece.end)
    name = page.spelt(piece.first, piece.end)
    yield Found(piece.first, piece.end, head, "body", name, last, kind, country, None, "group")


def _is_of_police(page: Page, piece: Piece) -> bool:
    """True for an office that its name calls one of police ("Dogo Police Department", "the Tal County Sheriff's
    Office")."""
    return any(fold(page.analysis.words[token]) in _POLICE for token in range(piece.first, piece.end))


def _one_word(piece: Piece) -> bool:
    return piece.end - piece.first == 1


def _acronym(page: Page, piece: Piece) -> bool:
    return is_acronym(page.raw(piece.first, piece.end)) and is_acronym(page.analysis.words[piece.first])


def _liberation(page: Page, piece: Piece) -> bool:
    words = {fold(page.analysis.words[token]) for token in range(piece.first, piece.end)}
    return bool(words & {"liberation", "resistance", "insurgent", "guerrilla", "mujahideen"})
