"""Blocks to sentences, by rules; offsets are those of the text, nothing is normalised."""

from __future__ import annotations

import re

from gesta.model.documents import Block
from gesta.model.spans import Span

LONGEST = 1500
"""Characters; a longer sentence is cut at a semicolon or a space so that no later stage meets a monster."""

_TERMINAL = re.compile(r"(?P<mark>\.(?:\s?\.)+|[.!?…]+)(?P<close>[\"”’»)\]]*|'+(?!\w))(?P<space>\s*)")
_WORD = re.compile(r"[\w'’&.-]*$")
_OPENERS = "\"“‘'«([{-–—*•¿¡"

_TITLES = frozenset(
    """
    mr mrs ms messrs dr prof gen col lt sgt maj capt cpl pvt cmdr adm brig rep reps sen sens gov pres rev hon
    fr supt insp det asst sgts st mt ft vs viz cf al-haj sr.ins ofc spc pfc msgt dep atty amb eng engr cllr
    ald ven alh hajj mme mlle pte lcpl sqn wg cdr ltc cst pc dy addl jt ssp dsp asi
    """.split()
)
"""Abbreviations that a name or word always follows: never an end."""
_NUMBERED = frozenset("no nos art sec fig vol ch pp p para par ex sr approx ca est".split())
"""Abbreviations that a number follows: no end before a digit."""
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_MAYBE = frozenset(
    """
    inc ltd co corp jr sr bros etc dept univ assn ave blvd rd hwy sq ste apt bldg ala ariz ark calif colo
    conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash
    wis wyo esq phd llc plc gmbh pty intl govt natl mon tue tues wed thu thur thurs fri sat sun
    """.split()
)
"""Abbreviations that may end a sentence: an end only before a word that opens sentences."""
_STARTERS = frozenset(
    """
    the a an he she it they we i you this that these those there his her its their our in on at after before
    when while as but and so if no one two three some many most all both police officials witnesses according
    meanwhile however since during for with by from to what who why how where earlier later last now another
    more several authorities officers investigators residents president prime minister state local government
    troops soldiers nobody none not also then among under about over despite although because until once yet
    still other
    """.split()
)
_AFTER_CLOCK = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
    wed thu thurs fri sat sun est edt et pst pdt pt cst cdt ct mst mdt gmt utc bst eat cat wat ist local
    """.split()
)
_SAYS = re.compile(
    r"(?:[A-Z][\w'’.-]*\s+){0,4}(?:said|says|asked|asks|told|added|adds|wrote|writes|shouted|cried|replied|tweeted|exclaimed)\b"
)
_DOMAIN = re.compile(r"(?:[a-z]{1,30}\.)?(?:com|org|net|co)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_LIST_MARK = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})$")


def sentences(text: str, blocks: tuple[Block, ...]) -> tuple[Span, ...]:
    """The sentences of every headline and body block, in order; a headline is one sentence."""
    found: list[Span] = []
    for block in blocks:
        if block.kind == "headline":
            found.extend(_bounded(text, Span(block.start, block.end)))
        elif block.kind == "body":
            for sentence in _split(text, block.start, block.end):
                found.extend(_bounded(text, sentence))
    return tuple(found)


def _split(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    cased = any(map(str.isupper, text[start:end]))
    position = start
    for match in _TERMINAL.finditer(text, start, end):
        if match.end() >= end or match.start() < position:
            continue
        if _is_end(text, match, position, end, cased):
            cut = match.end("close")
            found.append(Span(position, cut))
            position = match.end()
    if position < end:
        found.append(Span(position, end))
    return [s for s in (_stripped(text, Span(s.start, s.end)) for s in found) if s.end > s.start]


def _is_end(text: str, match: re.Match[str], start: int, end: int, cased: bool) -> bool:
    """True when the sentence that began at ``start`` ends at the match."""
    after = match.end()
    if not match["space"]:
        return _glued_end(text, match, start, end)
    while after < end and text[after] in _OPENERS:
        after += 1
    opening = text[after : after + 1]
    if after >= end:
        return False
    if opening.islower():
        return _lower_opens(text, match, start, cased)
    if match["mark"] != ".":
        return not (match["close"] and _SAYS.match(text, match.end(), min(end, match.end() + 80)))
    return bool(match["close"]) or _period_ends(text, match, start, after, end)


def _lower_opens(text: str, match: re.Match[str], start: int, cased: bool) -> bool:
    """True when a sentence begins in lower case: never behind a quotation mark, where the speaker follows."""
    if match["close"] or match["mark"] not in (".", "?"):
        return False
    if match["mark"] == "?":
        return True
    word = _WORD.search(text, max(start, match.start() - 30), match.start())
    long = word is not None and len(word.group()) > 3 and word.group().isalpha() and word.group().islower()
    return (long or not cased) and _plain_word(text, match.start(), start)


def _period_ends(text: str, match: re.Match[str], start: int, after: int, end: int) -> bool:
    """Decides a single period with no quotation mark behind it, by the word before and the word after."""
    before = _WORD.search(text, max(start, match.start() - 30), match.start())
    word = before.group().lstrip("'’-") if before else ""
    low = word.lower()
    opening = re.match(r"[\w'’-]+", text[after : min(end, after + 30)])
    following = opening.group().lower() if opening else ""
    digit = text[after].isdigit()
    if low in _TITLES or (digit and (low in _NUMBERED or low in _MONTHS)):
        return False
    if not text[start : match.start()].strip("([ \n" + word) and _LIST_MARK.match(word):
        return False
    if low in ("a.m", "p.m"):
        return following not in _AFTER_CLOCK
    if _ACRONYM.match(word) or low in _MAYBE or low in _MONTHS:
        return _opens(text, after, following)
    if len(word) == 1 and word.isalpha():
        return word.islower() or _opens(text, after, following)
    return True


def _opens(text: str, after: int, following: str) -> bool:
    """True when the word after an abbreviation is one that opens sentences ("A." is an initial, not the article)."""
    return following in _STARTERS and text[after + len(following) : after + len(following) + 1] != "."


def _plain_word(text: str, position: int, start: int) -> bool:
    before = _WORD.search(text, max(start, position - 30), position)
    word = before.group().lower() if before else ""
    return len(word) > 1 and "." not in word and word not in _TITLES | _MAYBE | _MONTHS | _NUMBERED


def _glued_end(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """True for a lost space ("killed.Police said", "ground.\"Police said"): never inside names, addresses, numbers."""
    after = match.end("close")
    if match["mark"] not in (".", "!", "?") or after >= end:
        return False
    quotes = text.count('"', start, match.start())
    if match["close"] == '"' and quotes % 2 == 0:
        return text[after].isupper() and _lower_before(text, match.start(), start)
    opening = text[after : after + 2]
    if opening[:1] in '“"':
        return text[after + 1 : after + 2].isupper() and _lower_before(text, match.start(), start)
    return (
        opening[:1].isupper()
        and (opening[1:].islower() or opening[1:].isspace())
        and _lower_before(text, match.start(), start)
        and not _DOMAIN.match(text, after)
    )


def _lower_before(text: str, position: int, start: int) -> bool:
    piece = text[max(start, position - 12) : position]
    word = re.search(r"[\w'’]+[)\]]?$", piece)
    return (
        word is not None
        and len(word.group()) > 1
        and (piece[-1:].islower() or piece[-1:].isdigit() or piece[-1:] in ")%")
    )


def _bounded(text: str, sentence: Span) -> list[Span]:
    """The sentence, cut into pieces of at most ``LONGEST`` characters."""
    pieces: list[Span] = []
    start = sentence.start
    while sentence.end - start > LONGEST:
        limit = start + LONGEST
        cut = text.rfind(";", start + LONGEST // 2, limit) + 1
        cut = cut or text.rfind(" ", start + LONGEST // 2, limit) + 1 or limit
        pieces.append(_stripped(text, Span(start, cut)))
        start = cut
    pieces.append(_stripped(text, Span(start, sentence.end)))
    return [piece for piece in pieces if piece.end > piece.start]


def _stripped(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    bare = words.lstrip()
    return Span(span.end - len(bare), span.start + len(words.rstrip())) if bare else Span(span.start, span.start)
