"""Who is suspected of an act: the words for suspicion, and the act that each of them speaks of.

The words are those of criminal procedure and of news: "the suspect", "charged with", "arrested", "blamed on", "police
believe". A suspicion is of what its sentence tells after it, else before it, else of the act told last before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Argument, Mention
from gesta.model.spans import Quote, quote

_OFFICIAL = frozenset(
    "arrest release deportation emergency_measures security_operation investigation conviction sanction agreement "
    "ceasefire mobilization protest strike hunger_strike boycott aid withdrawal weapons_disruption surrender "
    "concession group_change base_established censorship displacement protest_intervention territory_transfer".split()
)
"""Acts that are done in the open by those who may do them: nobody claims, denies or is suspected of them."""
_MANY_SIDED = frozenset({"riot", "armed_clash", "mob_violence", "coup", "territory_seizure"})
"""Acts of crowds and armies: who is arrested or accused during one is not suspected of the whole."""
_HAPPENED = frozenset({"actual", "alleged", "attempted", "prevented"})
_CHARGES = frozenset({"charge", "indict"})
_ACCUSES = frozenset({"accuse", "blame", "allege", "accusation", "allegation"})
_SUSPECT = frozenset({("suspect", "NN"), ("suspected", "VBN")})
_DOUBTS = frozenset({"suspect", "suspects", "suspected", "alleged", "accused", "presumed"})
"""Words of a phrase that names somebody as the supposed doer ("the suspect", "alleged members of the group")."""
_HEDGES = frozenset({"apparently", "allegedly", "presumably", "supposedly", "purportedly", "probably"})
"""Adverbs by which the doer is only supposed to be the one."""
_UNKNOWN = frozenset({"unknown", "unidentified", "no", "any"})
_BELIEVES = frozenset({"believe", "suspect", "think", "presume", "allege"})
_MANY = frozenset({"dozens", "scores", "hundreds", "thousands", "hundred", "thousand", "several", "many"})
_A_GANG = 20
"""More people than are arrested for one act."""
FAR, _NEAR = 4, 2
"""Sentences back to the act that a charge or an arrest, and that a mere word of suspicion, may speak of."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act that somebody answers for, with its token and sentence."""

    mention: Mention
    token: int
    sentence: int


@dataclass(frozen=True)
class Acts:
    """The acts of a document that somebody answers for, in text order."""

    analysis: Analysis
    mentions: Sequence[Mention]

    @cached_property
    def all(self) -> tuple[Act, ...]:
        found = []
        for mention in self.mentions:
            token = self.analysis.token_at(mention.trigger.start)
            if token is not None and mention.cls == "event" and mention.concept not in _OFFICIAL:
                if mention.realis in _HAPPENED:
                    found.append(Act(mention, token, self.analysis.sentence_of[token]))
        return tuple(found)

    def after(self, token: int) -> tuple[Act, ...]:
        """Those told after the token in its sentence."""
        sentence = self.analysis.sentence_of[token]
        return tuple(act for act in self.all if act.sentence == sentence and act.token > token)

    def before(self, token: int, reach: int) -> Act | None:
        """The last one told before the token, in its sentence or so many before it."""
        sentence = self.analysis.sentence_of[token]
        near = [act for act in self.all if act.token < token and sentence - act.sentence <= reach]
        return near[-1] if near else None

    def spoken_of(self, token: int, reach: int) -> Act | None:
        """The act that a word of claim, denial or suspicion speaks of."""
        later = self.after(token)
        return later[0] if later else self.before(token, reach)


@dataclass(frozen=True, slots=True)
class Party:
    """Words that name somebody, and the character offset of their head."""

    quote: Quote
    head: int


def party(argument: Argument | None) -> Party | None:
    """Whom an argument names."""
    return None if argument is None else Party(argument.quote, argument.head)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """That somebody is suspected of an act: the words that name who, where they do, and the words that say so."""

    act: Mention
    who: Party | None
    words: Quote


def suspicions(document: Document, analysis: Analysis, acts: Acts) -> Iterator[Suspicion]:
    """Every suspicion that the text tells, the surest kinds first."""
    of_one = [act for act in acts.all if act.mention.concept not in _MANY_SIDED]
    for act in of_one:
        yield from _named_so(document, analysis, act)
        yield from _believed(document, analysis, act)
    for mention in acts.mentions:
        token = analysis.token_at(mention.trigger.start)
        if token is None or mention.realis in {"negated", "planned", "hypothetical"}:
            continue
        if mention.concept == "accusation":
            yield from _accused(analysis, acts, mention, token)
        elif mention.concept == "arrest" and mention.realis == "actual":
            yield from _arrested(analysis, acts, mention, token)
    yield from _by_word(document, analysis, acts)


def _named_so(document: Document, analysis: Analysis, act: Act) -> Iterator[Suspicion]:
    """ "Shot by suspected rebels", "killed apparently by rebels", "the rebels allegedly burnt the school"."""
    hedges = [child for child in analysis.children[act.token] if analysis.words[child].lower() in _HEDGES]
    for argument in act.mention.of("perpetrator"):
        tokens = analysis.tokens_in(argument.quote.span)
        words = {analysis.words[each].lower() for each in tokens}
        if words & _UNKNOWN:
            continue
        if words & _DOUBTS:
            yield Suspicion(act.mention, party(argument), argument.quote)
        before = [each for each in range(max(0, tokens[0] - 3), tokens[0]) if analysis.words[each].lower() in _HEDGES]
        for hedge in (*before, *hedges)[:1]:
            if analysis.sentence_of[hedge] == analysis.sentence_of[tokens[0]] == act.sentence:
                yield Suspicion(act.mention, party(argument), quote(document.text, analysis.span(hedge, hedge + 1)))


def _believed(document: Document, analysis: Analysis, act: Act) -> Iterator[Suspicion]:
    """ "Police believe that a student fired the shot", "the bomb is believed to have been planted by smugglers"."""
    doers = act.mention.of("perpetrator", "participant")
    if not doers:
        return
    for token in (act.token, *analysis.ancestors(act.token)):
        above = analysis.heads[token]
        if analysis.deps[token] in {"ccomp", "xcomp"} and analysis.lemmas[above] in _BELIEVES:
            yield Suspicion(act.mention, party(doers[0]), quote(document.text, analysis.span(above, above + 1)))
            return
        if analysis.deps[token] not in {"ccomp", "xcomp", "conj", "obj", "obl", "nsubj", "nsubj:pass"}:
            return


def _accused(analysis: Analysis, acts: Acts, mention: Mention, token: int) -> Iterator[Suspicion]:
    lemma = analysis.lemmas[token]
    who = next(iter(mention.of("target", "addressee")), None)
    if lemma in _CHARGES:
        act = acts.spoken_of(token, FAR)
    elif lemma in _ACCUSES:
        act = acts.spoken_of(token, 1)
    else:
        act = None
    if act is not None and act.mention.concept not in _MANY_SIDED:
        yield Suspicion(act.mention, party(who), mention.trigger)


def _arrested(analysis: Analysis, acts: Acts, mention: Mention, token: int) -> Iterator[Suspicion]:
    """ "Held in connection with the bombing", and an arrest told after an act.

    What stands beside the arrest is none: "arrested 30 and burned houses", "arrested a journalist covering a protest".
    """
    who = next(iter(mention.of("target", "victim")), None)
    if who is None or _are_many(analysis, who):
        return
    later = [act for act in acts.after(token) if not _beside(analysis, act.token, token)]
    before = acts.before(token, FAR)
    for act in later or ([before] if before else []):
        if act.mention.concept not in _MANY_SIDED:
            yield Suspicion(act.mention, party(who), mention.trigger)


def _are_many(analysis: Analysis, who: Argument) -> bool:
    """True for the many that are held in the course of events ("10,000 people", "dozens", "more than 40")."""
    words = [analysis.words[each].lower() for each in analysis.tokens_in(who.quote.span)]
    numbers = [int(digits) for digits in (word.replace(",", "") for word in words) if digits.isdecimal()]
    return bool(_MANY & set(words)) or max(numbers, default=0) > _A_GANG


def _beside(analysis: Analysis, deed: int, arrest: int) -> bool:
    """True for a deed joined to the arrest with "and", and for one that somebody arrested is told to be busy with."""
    path = [deed, *analysis.ancestors(deed)]
    if arrest not in path[1:]:
        return False
    between = path[: path.index(arrest)]
    busy = any(analysis.deps[each] == "acl" and analysis.tags[each] == "VBG" for each in between)
    return analysis.deps[between[-1]] == "conj" or busy


def _by_word(document: Document, analysis: Analysis, acts: Acts) -> Iterator[Suspicion]:
    """A suspect told beside the act or soon after it, charges that somebody faces, and "responsible", "behind"."""
    for token in range(len(analysis)):
        word, tag = analysis.words[token].lower(), analysis.tags[token]
        act: Act | None = None
        who: int | None = None
        if (word, tag) in _SUSPECT and analysis.deps[token] != "amod" and not _is_unknown(analysis, token):
            act = acts.spoken_of(token, _NEAR)
        elif analysis.lemmas[token] == "charge" and tag.startswith("NN") and _faced(analysis, token):
            act, who = acts.spoken_of(token, FAR), _subject(analysis, analysis.heads[token])
        elif word in {"responsible", "behind"}:
            head = token if word == "responsible" else analysis.heads[token]
            who = _subject(analysis, head)
            later = [each for each in acts.after(token) if word == "responsible" or each.token == head]
            act = next(iter(later), None) if who is not None else None
        if act is None or act.mention.concept in _MANY_SIDED or _denied(analysis, token):
            continue
        by = None if who is None else at(document, analysis, who)
        yield Suspicion(act.mention, by, quote(document.text, analysis.span(token, token + 1)))


def _is_unknown(analysis: Analysis, token: int) -> bool:
    """True for "an unknown suspect": the report's word for whoever did it."""
    return any(analysis.words[child].lower() in _UNKNOWN for child in analysis.children[token])


def _subject(analysis: Analysis, token: int) -> int | None:
    """The subject of a predicate, where it names somebody ("the rebels are behind the attack", not "who is")."""
    for child in analysis.children[token]:
        if analysis.deps[child].startswith("nsubj") and analysis.tags[child].startswith("NN"):
            return child
    return None


def _faced(analysis: Analysis, charge: int) -> bool:
    """True for the charges that somebody faces or that are filed ("faces murder charges", "charges against him")."""
    above = analysis.lemmas[analysis.heads[charge]]
    crime = any(analysis.deps[child] in {"compound", "amod"} for child in analysis.children[charge])
    return above in {"face", "file", "bring"} or (crime and above in {"arrest", "hold", "book", "jail", "on", "detain"})


def _denied(analysis: Analysis, token: int) -> bool:
    """True where the word or what governs it is denied ("no suspects", "have not named a suspect")."""
    for each in (token, analysis.heads[token]):
        if any(analysis.lemmas[child] in {"no", "not", "never", "without"} for child in analysis.children[each]):
            return True
    return False


def at(document: Document, analysis: Analysis, head: int) -> Party:
    """The party that a noun names: its name, or the noun with what stands before it."""
    first, end = head, head + 1
    while first - 1 in analysis.children[head] and analysis.deps[first - 1] in {"det", "amod", "compound", "nummod"}:
        first -= 1
    index = analysis.entity_of[head]
    if index >= 0:
        first, end = min(first, analysis.entities[index].first), analysis.entities[index].end
    return Party(quote(document.text, analysis.span(first, end)), analysis.starts[head])
