"""Where a codebook's triggers stand in an analysis, one concept a place.

What each constraint of a trigger demands is defined in ``gesta.codebook.load``; here it is read off the parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gesta.codebook.preference import preferred
from gesta.codebook.records import Codebook, Trigger, Words
from gesta.model.analysis import Analysis
from gesta.model.terms import ConceptId
from gesta.readers.lexicon import CROWD, PERSON_NOUNS, STATIVE_HEADS, TIME_WORDS
from gesta.readers.syntax import (
    agents,
    dependents,
    is_noun,
    is_verb,
    label_of,
    obliques,
    patients,
    possessor,
)

_LABEL_LEMMAS: dict[str, tuple[str, ...]] = {
    "Person": ("person", "man", "people"),
    "NORP": ("people", "person", "group"),
    "Location": ("town", "city", "area"),
    "Facility": ("building",),
    "Organization": ("group", "organisation", "organization"),
    "Weapon": ("weapon",),
}
"""An entity stands for the common nouns of its label, so that "shot Ali" meets a constraint for people."""
_PERSON_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "who", "i", "we", "us", "me", "whom", "you"})
_NOMINAL_DEPS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "root", "ROOT", "appos", "conj", "compound"})


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger at a token. ``first``/``end``: its tokens; ``token``: the head that the parse hangs roles on."""

    trigger: Trigger
    token: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around the tokens of a document, each read once for all the triggers that stand there."""

    analysis: Analysis
    _heads: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    _words: dict[int, dict[str, frozenset[str]]] = field(default_factory=dict)
    _sentences: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    def heads(self, token: int) -> dict[str, list[int]]:
        """Heads of the words that a trigger at the token governs, by the name constraints use for them."""
        if token not in self._heads:
            self._heads[token] = _governed(self.analysis, token)
        return self._heads[token]

    def words(self, token: int) -> dict[str, frozenset[str]]:
        """Lemmas of those words by the same name, and of all of them as "any"."""
        if token not in self._words:
            found = {name: _lemmas(self.analysis, heads) for name, heads in self.heads(token).items()}
            self._words[token] = {**found, "any": frozenset().union(*found.values())}
        return self._words[token]

    def sentence(self, match: Match) -> frozenset[str]:
        """Words and pairs of lemmas of the sentence without those of the match."""
        place = match.first, match.end
        if place not in self._sentences:
            self._sentences[place] = _sentence_lemmas(self.analysis, match)
        return self._sentences[place]


def matches(analysis: Analysis, codebook: Codebook) -> tuple[Match, ...]:
    """The best trigger at each place, in text order; a shorter match inside a longer one is left out."""
    found: dict[int, list[Match]] = {}
    forms = [word.lower() for word in analysis.words]
    said = {*analysis.lemmas, *forms}
    first, around = codebook.by_lemma.keys(), Surroundings(analysis)
    for token, (lemma, form) in enumerate(zip(analysis.lemmas, forms, strict=True)):
        if lemma in first or form in first or form == "shot":
            for match in _at(around, codebook, token, said):
                found.setdefault(match.token, []).append(match)
    best = [_best(codebook, rivals) for rivals in found.values()]
    kept = sorted(best, key=lambda match: (match.first, -match.end, match.token))
    return tuple(match for match in kept if not any(_covers(other, match) for other in kept))


def _best(codebook: Codebook, rivals: list[Match]) -> Match:
    """The match of the preferred trigger; of two places for one phrase the first."""
    if len(rivals) == 1:
        return rivals[0]
    wanted = preferred(codebook, [each.trigger for each in rivals])
    return min((each for each in rivals if each.trigger is wanted), key=lambda match: (match.first, match.end))


def _covers(outer: Match, inner: Match) -> bool:
    longer = len(outer.trigger.lemmas) > len(inner.trigger.lemmas)
    return longer and outer.first <= inner.first and inner.end <= outer.end


def _at(around: Surroundings, codebook: Codebook, token: int, said: set[str]) -> Iterator[Match]:
    """The triggers that stand at the token; ``said``: every lemma and word of the text, which alone can follow."""
    analysis = around.analysis
    keys = {analysis.lemmas[token], analysis.words[token].lower()}
    if counted_shot(analysis, token):
        keys = {"shoot"}
    for key in sorted(keys):
        for trigger in codebook.triggers(key):
            placed = place(around, trigger, token) if said.issuperset(trigger.lemmas[1:]) else None
            if placed and right_class(analysis, trigger, placed.token) and meets(around, trigger, placed):
                yield placed


def ruled_out(analysis: Analysis, codebook: Codebook, concept: ConceptId, token: int) -> bool:
    """True for a word by which the codebook names the concept, but for a word that it governs here which rules it out
    ("celebratory gunfire")."""
    around = Surroundings(analysis)
    for key in {analysis.lemmas[token], analysis.words[token].lower()}:
        for trigger in codebook.triggers(key):
            if trigger.concept != concept or len(trigger.lemmas) > 1 or not trigger.exclude:
                continue
            match = Match(trigger, token, token, token + 1)
            free = replace(trigger, exclude=frozenset(), without=trigger.without - trigger.exclude)
            if (
                right_class(analysis, trigger, token)
                and meets(around, free, match)
                and not meets(around, trigger, match)
            ):
                return True
    return False


def place(around: Surroundings, trigger: Trigger, token: int) -> Match | None:
    """The words of the trigger from the token on, or None where its phrase does not stand there."""
    if len(trigger.lemmas) == 1:
        return Match(trigger, token, token, token + 1)
    if trigger.pos == "verb":
        return _verb_phrase(around, trigger, token)
    last = _adjacent(around.analysis, trigger, token)
    return None if last is None else Match(trigger, _noun_head(around.analysis, token, last), token, last + 1)


def _verb_phrase(around: Surroundings, trigger: Trigger, token: int) -> Match | None:
    """The verb with its particle, governed words or prepositions, in any order; the span runs on only to the right."""
    analysis = around.analysis
    near: dict[str, int] = {}
    governed = [head for heads in around.heads(token).values() for head in heads]
    governed = [h for h in governed if analysis.lemmas[h] not in TIME_WORDS and label_of(analysis, h) != "Date"]
    for head in (*governed, *dependents(analysis, token, "compound:prt", "advmod", "xcomp", "advcl", "obj", "case")):
        near.setdefault(analysis.lemmas[head], head)
        near.setdefault(analysis.words[head].lower(), head)
        for case in dependents(analysis, head, "case"):
            near.setdefault(analysis.lemmas[case], case)
    last = token
    for lemma in trigger.lemmas[1:]:
        place = near.get(lemma)
        following = last + 1
        if place is None and following < len(analysis) and _stands(analysis, lemma, following):
            place = following
        if place is None:
            return None
        last = max(last, place)
    end = last + 1 if last - token <= 4 else token + 1
    return Match(trigger, token, token, end)


def _stands(analysis: Analysis, lemma: str, token: int) -> bool:
    """True when the token is the lemma and not the preposition of a time ("fired on June 8")."""
    same = lemma in (analysis.lemmas[token], analysis.words[token].lower())
    head = analysis.heads[token]
    return same and analysis.lemmas[head] not in TIME_WORDS and label_of(analysis, head) != "Date"


def _adjacent(analysis: Analysis, trigger: Trigger, token: int) -> int | None:
    """Last token of the phrase when its words follow one another, hyphens apart."""
    _, sentence_end = analysis.sentences[analysis.sentence_of[token]]
    position = token + 1
    for lemma in trigger.lemmas[1:]:
        while position < sentence_end and analysis.words[position] == "-":
            position += 1
        if position >= sentence_end or lemma not in (analysis.lemmas[position], analysis.words[position].lower()):
            return None
        position += 1
    return position - 1


def _noun_head(analysis: Analysis, first: int, last: int) -> int:
    for candidate in range(first, last + 1):
        if not first <= analysis.heads[candidate] <= last or analysis.heads[candidate] == candidate:
            return candidate
    return last


def counted_shot(analysis: Analysis, token: int) -> bool:
    """True for the participle of "5 shot in Dayton", which taggers take for a noun."""
    first, end = analysis.sentences[analysis.sentence_of[token]]
    if analysis.words[token].lower() != "shot" or not analysis.tags[token].startswith("NN") or token == first:
        return False
    after = token + 1
    goes_on = (
        after >= end or analysis.tags[after] in {"IN", ",", "."} or analysis.words[after].lower() in {"dead", "outside"}
    )
    people = analysis.tags[token - 1] == "CD" or analysis.lemmas[token - 1] in PERSON_NOUNS
    return goes_on and people and analysis.deps[token] in {"root", "ROOT", "conj", "appos", "parataxis"}


def right_class(analysis: Analysis, trigger: Trigger, token: int) -> bool:
    """True when the token is of the trigger's part of speech, and tells an act rather than names somebody by it."""
    tag = analysis.tags[token]
    if trigger.pos == "verb" and counted_shot(analysis, token):
        return True
    if trigger.pos == "verb":
        return tag.startswith("VB") and not _participle_adjective(analysis, token)
    if trigger.pos == "adj":
        return tag.startswith(("JJ", "VBN", "RB"))
    if _in_longer_name(analysis, token):
        return False
    if analysis.deps[token] in {"compound", "nmod:desc"} and _kind_noun(analysis, token):
        return False
    if tag.startswith("NN"):
        return True
    if tag != "VBG" or analysis.deps[token] not in _NOMINAL_DEPS:
        return False
    core = analysis.deps[token] in {"nsubj", "nsubj:pass", "obj"}
    return core or bool(dependents(analysis, token, "det", "amod", "nmod:poss", "case"))


def _in_longer_name(analysis: Analysis, token: int) -> bool:
    index = analysis.entity_of[token]
    if index < 0:
        return False
    entity = analysis.entities[index]
    if entity.label in {"Date", "Money", "Weapon"}:
        return False
    return entity.end - entity.first > 1 or entity.label in {"Person", "Organization", "Location"}


def _participle_adjective(analysis: Analysis, token: int) -> bool:
    """True for a participle before its noun ("the wounded man"): it names whom, it does not tell the act.

    Of the gravest acts even such a participle tells that the act took place ("the murdered priests").
    """
    if analysis.deps[token] != "amod" or analysis.heads[token] <= token:
        return False
    named = any(analysis.words[c].lower() in {"the", "these", "those"} or analysis.deps[c] == "nmod:poss"
                for c in analysis.children[analysis.heads[token]])  # fmt: skip
    return not (named and analysis.lemmas[token] in _GRAVE)


_GRAVE = frozenset({"murder", "kidnap", "abduct", "assassinate", "slay", "execute", "behead", "hijack", "lynch"})


def _kind_noun(analysis: Analysis, token: int) -> bool:
    """True for a modifier that names a kind, not an occurrence ("riot police", "attack helicopter")."""
    head = analysis.heads[token]
    return bool({analysis.lemmas[head], analysis.words[head].lower()} & STATIVE_HEADS)


def meets(around: Surroundings, trigger: Trigger, match: Match) -> bool:
    """True when the words around the match are as every condition of the trigger asks."""
    if trigger.object or trigger.subject or trigger.modifier or trigger.any or trigger.exclude:
        if not _governs(around, trigger, match):
            return False
    if trigger.together or trigger.without:
        sentence = around.sentence(match)
        return (not trigger.together or bool(trigger.together & sentence)) and not trigger.without & sentence
    return True


def _governs(around: Surroundings, trigger: Trigger, match: Match) -> bool:
    """True when the words that the match governs are as asked, and none around it rules the trigger out."""
    words = around.words(match.token)
    demands: tuple[tuple[Words, frozenset[str]], ...] = (
        (trigger.object, words["object"]),
        (trigger.subject, words["subject"]),
        (trigger.modifier, words["modifier"]),
        (trigger.any, words["any"]),
    )
    if any(demand and not demand & found for demand, found in demands):
        return False
    return not (trigger.exclude and trigger.exclude & _around(around.analysis, match, words["any"]))


def _around(analysis: Analysis, match: Match, governed: frozenset[str]) -> frozenset[str]:
    """Lemmas that may rule the trigger out: governed words, modifiers and the governor."""
    token = match.token
    modifiers = dependents(analysis, token, "amod", "compound", "nmod:desc", "advmod", "compound:prt", "nmod:poss")
    near = [*modifiers]
    if analysis.deps[token] in {"obj", "compound", "nmod", "nmod:desc", "amod", "obl"}:
        near.append(analysis.heads[token])
    found = _lemmas(analysis, [head for head in near if not match.first <= head < match.end])
    return governed | found


_OBJECT_CASES = frozenset({"of", "on", "against", "at", "in", "to", "upon"})
_SUBJECT_CASES = frozenset({"by", "from"})


def _governed(analysis: Analysis, token: int) -> dict[str, list[int]]:
    """Heads of the words that the trigger governs, by the name constraints use for them."""
    if is_verb(analysis, token):
        oblique = [head for head, _ in obliques(analysis, token)]
        doers = [*agents(analysis, token)]
        if not doers and analysis.tags[token] == "VBN" and not dependents(analysis, token, "aux:pass", "nsubj:pass"):
            # "reported three rockets landed": taggers take a bare past tense for a participle; either may be meant.
            doers = [*patients(analysis, token)]
        return {
            "object": [*patients(analysis, token), *dependents(analysis, token, "iobj")],
            "subject": doers,
            "modifier": [],
            "other": [*oblique, *dependents(analysis, token, "xcomp", "compound:prt")],
        }
    if counted_shot(analysis, token):
        return {"object": [token - 1], "subject": [], "modifier": [], "other": []}
    modifiers = [*dependents(analysis, token, "compound", "amod", "nmod:desc"), *possessor(analysis, token)]
    if analysis.deps[token] in {"compound", "nmod:desc"}:
        modifiers.append(analysis.heads[token])
    phrases = [(head, marks) for head, marks in obliques(analysis, token)]
    return {
        "object": [head for head, marks in phrases if marks & _OBJECT_CASES],
        "subject": [*possessor(analysis, token), *(head for head, marks in phrases if marks & _SUBJECT_CASES)],
        "modifier": modifiers,
        "other": [head for head, marks in phrases if not marks & (_OBJECT_CASES | _SUBJECT_CASES)],
    }


def _lemmas(analysis: Analysis, heads: list[int]) -> frozenset[str]:
    found: set[str] = set()
    for head in heads:
        lemma, word = analysis.lemmas[head], analysis.words[head].lower()
        found.update((lemma, word, word.removesuffix("s")))
        if lemma in CROWD or analysis.tags[head] == "CD":
            # "dozens of rockets": the counted thing is what is governed.
            counted = [child for child in dependents(analysis, head, "nmod") if child > head]
            found.update(analysis.lemmas[child] for child in counted)
        for modifier in dependents(analysis, head, "compound", "amod", "flat", "nmod:desc", "case"):
            found.add(f"{analysis.lemmas[modifier]} {lemma}")
        label = label_of(analysis, head)
        if label and (is_noun(analysis, head) or label == "NORP"):
            found.update((f"<{label.lower()}>", *_LABEL_LEMMAS.get(label, ())))
        if lemma in _PERSON_PRONOUNS:
            found.update(_LABEL_LEMMAS["Person"])
        if analysis.tags[head] == "CD" or (lemma in PERSON_NOUNS and is_noun(analysis, head)):
            found.update(("person", "people"))
    return frozenset(found)


def _sentence_lemmas(analysis: Analysis, match: Match) -> frozenset[str]:
    first, end = analysis.sentences[analysis.sentence_of[match.token]]
    tokens = [token for token in range(first, end) if not match.first <= token < match.end]
    pairs = {f"{analysis.lemmas[token]} {analysis.lemmas[token + 1]}" for token in tokens if token + 1 < end}
    return frozenset({analysis.lemmas[t] for t in tokens} | {analysis.words[t].lower() for t in tokens} | pairs)
