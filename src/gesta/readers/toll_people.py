"""Which words count people, and where a list of them begins and ends on the surface."""

from __future__ import annotations

import re

from gesta.model.analysis import Analysis
from gesta.readers import lexicon as lx
from gesta.readers.roles import is_time, is_weapon
from gesta.readers.syntax import SUBJECTS, dependents, is_aged, label_of
from gesta.readers.toll_words import STATES, STRUCK

_INSIDE = frozenset({"DT", "PRP$", "CD", "JJ", "JJR", "NN", "NNS", "NNP", "NNPS", "HYPH", "POS", "RB", "VBN"})
_TAKING = frozenset({"JJ", "NN", "NNS"})
_MOST = 14
"""Longer phrases are no headline's."""


def counts_people(analysis: Analysis, head: int) -> bool:
    """True for the head of a phrase for people: a name, a number, a noun for persons, an age, "he"."""
    if is_weapon(analysis, head) or is_time(analysis, head) or _YEAR.fullmatch(analysis.words[head]):
        return False
    if label_of(analysis, head) in {"Person", "NORP"} or is_aged(analysis, head):
        return True
    lemma = analysis.lemmas[head]
    if analysis.tags[head] == "CD" or lemma in lx.PERSON_NOUNS or lemma in lx.NOBODY | _UNNAMED:
        return True
    if lemma in _COUNTED and dependents(analysis, head, "nummod"):
        return True
    if lemma in _ORDINALS and analysis.tags[head] == "JJ":
        return bool(dependents(analysis, head, "det"))
    if label_of(analysis, head) in {"Location", "Facility"}:
        return False
    if any(analysis.lemmas[c] in lx.PERSON_NOUNS for c in dependents(analysis, head, "compound", "nmod")):
        return True
    if analysis.tags[head] in {"PRP"}:
        return lemma in {"he", "she", "him", "her", "i", "me"}
    return analysis.tags[head].startswith("NN") and lemma not in _THINGS and bool(_PERSON_SUFFIX.search(lemma))


def is_name(analysis: Analysis, head: int) -> bool:
    """True for a proper noun that the model labels as nothing: of one who died it is a person's."""
    return analysis.tags[head] == "NNP" and label_of(analysis, head) in {None, "Person"}


_THINGS = frozenset(
    "spree tree knee degree shoulder finger liver corner tower river power border number order center door floor "
    "motor computer letter paper trailer container cooler water fever shelter plant restaurant character matter "
    "quarter".split()
)
"""Nouns that end like those for people and are none."""
_COUNTED = frozenset({"police", "force", "more"})
"""What stands for people only with their number: "four police", "three security forces", "injuring seven more"."""
_UNNAMED = frozenset({"juvenile", "trio", "one", "several", "many", "another", "both", "multiple"})
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERSON_SUFFIX = re.compile(r"(?:man|men|woman|women|er|or|ist|ian|eer|ant|ee)$")


def is_people(analysis: Analysis, token: int) -> bool:
    """True for a word that may end a phrase for people right before what befell them."""
    word = analysis.words[token].lower()
    if word in {"another", "others", "both", "multiple", "several", "olds"}:
        return True
    if word == "old":
        return analysis.words[token - 1] in {"-", "–"}
    if analysis.tags[token] == "CD":
        return not word.isdecimal() or len(word) < 3
    return analysis.tags[token].startswith("NN") and counts_people(analysis, token)


def first_told(analysis: Analysis, head: int, floor: int, most: int = _MOST) -> int:
    """Where the phrase begins, with the people joined to it by commas and "and", about ``most`` words at most."""
    first = own_phrase(analysis, head, floor)
    while first - 2 >= floor and head - first < most:
        joint = first - 1
        if analysis.words[joint].lower() == "and" and analysis.words[joint - 1] == ",":
            joint -= 1
        if analysis.words[joint].lower() not in {",", "and", "&"} or not is_people(analysis, joint - 1):
            break
        begins = own_phrase(analysis, joint - 1, floor)
        aged = (
            "old" in analysis.words[begins:joint]
        )  # "61-year-old Ann Hill, 29-year-old Bo Hill and 40-year-old Jo Li"
        if (label_of(analysis, joint - 1) == "Person" and not aged) or analysis.tags[joint - 1] == "CD":
            break
        if analysis.words[joint] == "," and _is_aside(analysis, begins, floor):
            break
        first = begins
    return first


def people_aged(analysis: Analysis, age: int) -> range | None:
    """The people whose age the number is, with those joined before them, which parsers take for the subject: "two boys
    aged 12 and 14 were killed", "a man aged 34 and a woman aged 30"; None for any other word."""
    floor = analysis.sentences[analysis.sentence_of[age]][0]
    at = age
    while at > floor and (analysis.tags[at] == "CD" or analysis.words[at].lower() in _AGE_LINKS):
        at -= 1
    noun = at - 2 if analysis.words[at - 1] == "," else at - 1
    if at == age or analysis.words[at].lower() != "aged" or noun < floor or not is_people(analysis, noun):
        return None
    first = first_told(analysis, noun, floor)
    joint = first - 2 if analysis.words[first - 2] != "," else first - 3
    before = people_aged(analysis, joint) if joint > floor and analysis.words[first - 1] == "and" else None
    return range(before.start if before else first, age + 1)


_AGE_LINKS = frozenset({"and", "&", ",", "to", "or", "between"})


def _is_aside(analysis: Analysis, first: int, floor: int) -> bool:
    """True for those told before: "four dead, including the gunman, and one injured"."""
    return first > floor and analysis.words[first - 1].lower() == "including"


def own_phrase(analysis: Analysis, head: int, floor: int) -> int:
    """The first token of the one noun phrase that ends at the head."""
    first = head
    while first > floor and analysis.tags[first - 1] in _INSIDE and not _stops(analysis, first - 1):
        first -= 1
    while first < head and analysis.tags[first] in {"RB", "POS", "HYPH"}:
        first += 1
    return first


def _stops(analysis: Analysis, token: int) -> bool:
    """True for a word that ends what stands before: another state, or a participle with no noun after it."""
    if analysis.words[token].lower() in STATES.keys() | STRUCK:
        return True
    follows = analysis.tags[token + 1] if token + 1 < len(analysis) else ""
    return analysis.tags[token] == "VBN" and follows not in _TAKING


def whole_list(analysis: Analysis, head: int, tokens: list[int]) -> list[int]:
    """The phrase with everybody who is listed with it ("a teacher, two students and a guard were killed").

    Parsers take three and more for several subjects, objects or appositions; the commas and the "and" are plain. A
    comma after the last tells appositions ("a man, a student and a father of two, was shot").
    """
    floor, end = analysis.sentences[analysis.sentence_of[head]]
    last = _last_told(analysis, head, tokens[-1], end)
    first = first_told(analysis, last, floor, _LONGEST)
    if first > tokens[0] or (first > floor and _of_something_else(analysis, head, first - 1)):
        first = tokens[0]
    words = [word.lower() for word in analysis.words[first : last + 1]]
    commas = [at for at, word in enumerate(words) if word == "," and words[at + 1] not in {"and", "&"}]
    listed = bool(commas) and bool({"and", "&"} & set(words[commas[0] :]))
    closed = last + 1 < end and analysis.words[last + 1] == "," and analysis.deps[head] in SUBJECTS
    wider = first < tokens[0] or last > tokens[-1]
    return list(range(first, last + 1)) if wider and listed and not closed else tokens


def _of_something_else(analysis: Analysis, head: int, before: int) -> bool:
    """True where the word before the list ties its first to something else: "according to the officer, two men and a
    woman were shot", "they shot a trader, and two men were held"."""
    if analysis.deps[before] in {"case", "fixed"}:
        return True
    return analysis.deps[head] in SUBJECTS and analysis.tags[before].startswith("VB")


_LONGEST = 40
"""Words of a list of people with their ages."""


def _last_told(analysis: Analysis, head: int, last: int, end: int) -> int:
    """Where the list ends: people behind commas and "and" who are no subject of a verb of their own."""
    while last + 2 < end and analysis.words[last + 1].lower() in {",", "and", "&"}:
        first = last + (3 if analysis.words[last + 2].lower() in {"and", "&"} else 2)
        stop = first
        while stop < end and analysis.tags[stop] in _INSIDE and not _stops(analysis, stop):
            stop += 1
        if stop == first or not is_people(analysis, stop - 1) or analysis.tags[stop - 1] == "CD":
            break
        if analysis.deps[stop - 1] in SUBJECTS and analysis.heads[stop - 1] != analysis.heads[head]:
            break
        last = stop - 1
    return last


def joined_before(analysis: Analysis, head: int, tokens: list[int]) -> list[int]:
    """The phrase with whom "and" joins before it, where one is told and the verb is plural ("Mayor Ann Bo and trader Jo
    Li were kidnapped"); parsers take the former for what stands before."""
    first, verb = tokens[0], analysis.heads[head]
    floor = analysis.sentences[analysis.sentence_of[head]][0]
    plural = {analysis.words[each].lower() for each in dependents(analysis, verb, "aux", "aux:pass", "cop")} & _PLURAL
    single = label_of(analysis, head) == "Person" or analysis.tags[head] in {"NN", "NNP"}
    if not plural or not single or analysis.deps[head] not in SUBJECTS or analysis.lemmas[head] in _GROUPS:
        return tokens
    joint = first - 1
    if joint <= floor or analysis.words[joint].lower() != "and" or "and" in analysis.words[first : tokens[-1]]:
        return tokens
    before = joint - 1
    if not (label_of(analysis, before) == "Person" or is_people(analysis, before)):
        return tokens
    return list(range(own_phrase(analysis, before, floor), tokens[-1] + 1))


_PLURAL = frozenset({"were", "are", "have"})
_GROUPS = frozenset({"police", "family", "couple", "crew", "staff", "personnel", "people"})


def across_semicolons(analysis: Analysis, head: int, tokens: list[int]) -> list[int]:
    """The phrase with everybody told beside it between semicolons: "Ann Bo, a trader; Jo Li, a monk; and a worker".

    Without the "and" of a list they part headlines and clauses.
    """
    floor, end = analysis.sentences[analysis.sentence_of[head]]
    words, first, last = analysis.words, tokens[0], tokens[-1]
    verbs = {analysis.heads[head], *dependents(analysis, analysis.heads[head], "aux", "aux:pass", "advmod")}
    while first - 2 > floor:
        semicolon = first - 2 if words[first - 1].lower() == "and" else first - 1
        if words[semicolon] != ";":
            break
        start = max((at + 1 for at in range(floor, semicolon) if words[at] in {";", ":"}), default=floor)
        who = _first_people(analysis, start, semicolon)
        if who is None:
            break
        first = own_phrase(analysis, who, start)
    while last + 2 < end and words[last + 1] == ";":
        stop = next((at for at in range(last + 2, end) if words[at] in {";", "."} or at in verbs), end)
        if _first_people(analysis, last + 2, stop) is None:
            break
        last = stop - 1
    listed = any(words[at] == ";" and words[at + 1].lower() == "and" for at in range(first, last))
    return list(range(first, last + 1)) if listed else tokens


def _first_people(analysis: Analysis, start: int, end: int) -> int | None:
    """The end of the first words for people among the tokens, None where they tell a clause."""
    if any(analysis.tags[at] in {"VBD", "VBZ", "VBP", "MD"} for at in range(start, end)):
        return None
    for at in range(start, end):
        follows = analysis.tags[at + 1].startswith("NN") if at + 1 < end else False
        if not follows and (
            label_of(analysis, at) == "Person" or (is_people(analysis, at) and analysis.tags[at] != "CD")
        ):
            return at
    return None
