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
_TAKES = frozenset({"capture", "net", "nab"})
"""What is done to enemies too: whoever is captured after an act is suspected of it only where that is told."""
_UNKNOWN = frozenset({"unknown", "unidentified", "no", "any"})
_MARKS, _COMPLEMENTS = frozenset({"case", "mark"}), frozenset({"obl", "nmod", "advcl", "acl"})
_TIES = frozenset({"connection", "relation"})
_SOUGHT = frozenset("want seek question interview interrogate hold detain arrest charge jail custody suspect".split())
"""What is done with those who are thought to have had a part "in connection with" an act."""
_POINTING = frozenset("it this that which act attack crime incident blast explosion involvement responsibility".split())
"""What an accusation is of where it is of the act told before ("accused the rebels of the attack")."""
_WHOEVER = frozenset(
    "gunman shooter attacker assailant killer murderer bomber robber arsonist perpetrator culprit author".split()
)
"""Nouns of whoever did it: to believe something of "the gunman" says not who that was."""
_BELIEVES = frozenset({"believe", "suspect", "think", "presume", "allege"})
_SUSPECTS = frozenset({"suspect", "suspects", "suspected"})
_LAID = {"blame": "on", "pin": "on", "attribute": "to", "ascribe": "to", "link": "to"}
"""Verbs that lay an act at somebody's door, each with the preposition before who that is."""
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
        if words & _DOUBTS and not _is_bare(analysis, tokens):
            yield Suspicion(act.mention, party(argument), argument.quote)
        before = [each for each in range(max(0, tokens[0] - 3), tokens[0]) if analysis.words[each].lower() in _HEDGES]
        for hedge in (*before, *hedges)[:1]:
            if analysis.sentence_of[hedge] == analysis.sentence_of[tokens[0]] == act.sentence:
                yield Suspicion(act.mention, party(argument), quote(document.text, analysis.span(hedge, hedge + 1)))


def _is_bare(analysis: Analysis, tokens: Sequence[int]) -> bool:
    """True for "the suspect" and "two suspects": the report's word for whoever did it, and nothing that tells who."""
    plain = {"DT", "CD", "PRP$", "JJR", "IN"}
    rest = [each for each in tokens if analysis.lemmas[each].lower() != "suspect"]
    return len(rest) < len(tokens) and all(analysis.tags[each] in plain for each in rest)


def _believed(document: Document, analysis: Analysis, act: Act) -> Iterator[Suspicion]:
    """ "Police believe that a student fired the shot", "the bomb is believed to have been planted by smugglers"."""
    doers = [each for each in act.mention.of("perpetrator", "participant") if not _is_whoever(analysis, each)]
    if not doers:
        return
    for token in (act.token, *analysis.ancestors(act.token)):
        above = analysis.heads[token]
        if analysis.deps[token] in {"ccomp", "xcomp"} and analysis.lemmas[above] in _BELIEVES:
            yield Suspicion(act.mention, party(doers[0]), quote(document.text, analysis.span(above, above + 1)))
            return
        if analysis.deps[token] not in {"ccomp", "xcomp", "conj", "obj", "obl", "nsubj", "nsubj:pass"}:
            return


def _is_whoever(analysis: Analysis, doer: Argument) -> bool:
    head = analysis.token_at(doer.head)
    return head is not None and analysis.lemmas[head] in _WHOEVER


def _accused(analysis: Analysis, acts: Acts, mention: Mention, token: int) -> Iterator[Suspicion]:
    lemma = analysis.lemmas[token]
    if lemma in _LAID and _laid_at(analysis, acts, token)[1] is not None:
        return  # "blamed it on the rebels": told by the word
    who = _whom(analysis, mention, token)
    if lemma in _CHARGES:
        act = acts.spoken_of(token, FAR)
    elif lemma in _ACCUSES:
        act = _meant(analysis, acts, token)
    else:
        act = None
    if act is not None and act.mention.concept not in _MANY_SIDED:
        yield Suspicion(act.mention, party(who), mention.trigger)


def _whom(analysis: Analysis, mention: Mention, accusation: int) -> Argument | None:
    """Who is accused: the one whom the grammar has as the object, else the first told; never a place."""
    told = [each for each in mention.of("target", "addressee") if not _is_at_place(analysis, each)]
    objects = {analysis.starts[each] for each in analysis.children[accusation] if analysis.deps[each] in _OBJECTS}
    return next((each for each in told if each.head in objects), next(iter(told), None))


def _is_at_place(analysis: Analysis, argument: Argument) -> bool:
    head = analysis.token_at(argument.head)
    return head is not None and _label(analysis, head) == "Location"


_OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})


def _meant(analysis: Analysis, acts: Acts, accusation: int) -> Act | None:
    """The act that an accusation is of: the one told in what it says ("accused of burning the school"), where it says
    anything, else the one that its sentence or the one before tells."""
    said = _said(analysis, accusation)
    if said is None and analysis.lemmas[accusation] == "allege":
        said = next((each for each in analysis.children[accusation] if analysis.deps[each] == "obj"), None)
    if said is None:
        return acts.spoken_of(accusation, 1)
    within = (act for act in acts.after(accusation) if said in (act.token, *analysis.ancestors(act.token)))
    pointing = analysis.lemmas[said] in _POINTING
    return next(within, None) or (acts.before(accusation, 1) if pointing else None)


def _said(analysis: Analysis, accusation: int) -> int | None:
    """The head of what somebody is accused of, or of what is alleged to be so."""
    for above in (accusation, *analysis.children[accusation]):
        for child in analysis.children[above]:
            marks = {analysis.lemmas[each] for each in analysis.children[child] if analysis.deps[each] in _MARKS}
            clause = above == accusation and analysis.deps[child] == "ccomp"
            if clause or (child > accusation and "of" in marks and analysis.deps[child] in _COMPLEMENTS):
                return child
    return None


def _arrested(analysis: Analysis, acts: Acts, mention: Mention, token: int) -> Iterator[Suspicion]:
    """ "Held in connection with the bombing", and an arrest told after an act.

    What stands beside the arrest is none: "arrested 30 and burned houses", "arrested a journalist covering a protest".
    """
    who = next(iter(mention.of("target", "victim")), None)
    if who is None:
        within = (act for act in acts.after(token) if _is_in(analysis, act.token, token))
        yield from (Suspicion(act.mention, None, mention.trigger) for act in within)  # "an arrest in the death of"
        return
    if _are_many(analysis, who):
        return
    later = [act for act in acts.after(token) if not _beside(analysis, act.token, token)]
    loose = analysis.lemmas[token] in _TAKES or _over_another(analysis, acts, token)
    before = None if loose else acts.before(token, FAR)
    for act in later or ([before] if before else []):
        if act.mention.concept not in _MANY_SIDED:
            yield Suspicion(act.mention, party(who), mention.trigger)


def _over_another(analysis: Analysis, acts: Acts, arrest: int) -> bool:
    """True for an arrest "in connection with" what is no act told ("detained in connection with the find")."""
    for child in analysis.children[arrest]:
        if analysis.lemmas[child] in _TIES and _hanging_on(analysis, acts, child) is None:
            return not any(analysis.lemmas[each] in _POINTING for each in analysis.children[child])
    return False


def _is_in(analysis: Analysis, deed: int, arrest: int) -> bool:
    """True for a deed in what an arrest is told to be made in or over ("made an arrest in the death of")."""
    path = [deed, *analysis.ancestors(deed)]
    made = arrest if arrest in path[1:] else analysis.heads[arrest]
    if made not in path[1:] or not analysis.tags[arrest].startswith("NN") or deed < arrest:
        return False
    below = path[path.index(made) - 1]
    return any(analysis.lemmas[each] in {"in", "over", "for"} for each in analysis.children[below])


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
            act = _suspected_of(analysis, acts, token)
        elif analysis.lemmas[token] == "blame" and _is_to_blame(analysis, token):
            act, who = _hanging_on(analysis, acts, token), _subject(analysis, token)
        elif analysis.lemmas[token] == "link" and tag == "VBN" and _hanging_on(analysis, acts, token) is not None:
            act, who = _hanging_on(analysis, acts, token), _patient(analysis, token)
        elif analysis.lemmas[token] in _LAID and tag.startswith("VB"):
            act, who = _laid_at(analysis, acts, token)
        elif word in _SUSPECTS and tag.startswith("VB") and tag != "VBN":
            who = _one_of(analysis, token, "obj")
            act = acts.before(token, _NEAR) if who is not None and _are_people(analysis, who) else None
        elif analysis.lemmas[token] == "charge" and tag.startswith("NN") and _faced(analysis, token):
            act, who = acts.spoken_of(token, FAR), _charged(analysis, token)
        elif word in {"responsible", "behind"}:
            act, who = _answers(analysis, acts, token)
        elif analysis.lemmas[token] in _TIES and analysis.lemmas[analysis.heads[token]] in _SOUGHT:
            act, who = _hanging_on(analysis, acts, token), _patient(analysis, analysis.heads[token])
        elif analysis.lemmas[token] == "implicate" and tag.startswith("VB"):
            act, who = acts.spoken_of(token, _NEAR), _patient(analysis, token)
        if act is None or act.mention.concept in _MANY_SIDED or _denied(analysis, token):
            continue
        by = None if who is None else at(document, analysis, who)
        yield Suspicion(act.mention, by, quote(document.text, analysis.span(token, token + 1)))


def _suspected_of(analysis: Analysis, acts: Acts, suspect: int) -> Act | None:
    """The act that a suspect is told to be one of: what hangs on the word ("a suspect in the killing"), else of one who
    is named the one told before; not another that the suspect only tells of or does ("the suspect told of a killing").
    """
    if analysis.tags[suspect] != "NN":
        return acts.spoken_of(suspect, _NEAR)
    own = next((act for act in acts.all if suspect in analysis.ancestors(act.token)), None)
    if own is not None:
        return own
    return acts.before(suspect, _NEAR) if _is_somebody(analysis, suspect) else None


def _is_somebody(analysis: Analysis, suspect: int) -> bool:
    """True for a suspect who is named ("the suspect, Ana Diaz", "Ana Diaz is a suspect"), not just whoever did it."""
    named = [suspect, analysis.heads[suspect], *analysis.children[suspect]]
    return any(_label(analysis, each) == "Person" for each in named)


def _label(analysis: Analysis, token: int) -> str | None:
    index = analysis.entity_of[token]
    return analysis.entities[index].label if index >= 0 else None


def _laid_at(analysis: Analysis, acts: Acts, token: int) -> tuple[Act | None, int | None]:
    """The act that is blamed on somebody or attributed to them, and whom ("a raid blamed on rebels", "attributed it to
    the army")."""
    about = _one_of(analysis, token, "obj", "nsubj:pass")
    if about is None and analysis.deps[token].startswith("acl"):
        about = analysis.heads[token]
    if about is None:
        return None, None
    mark = _LAID[analysis.lemmas[token]]
    below = [each for above in (token, about) for each in analysis.children[above] if each > token]
    who = next((each for each in below if any(analysis.lemmas[case] == mark for case in analysis.children[each])), None)
    if who is None or not analysis.tags[who].startswith("NN"):
        return None, None
    own = next((act for act in acts.all if act.token == about), None)
    return own or (acts.before(token, 1) if analysis.lemmas[about] in _POINTING else None), who


def _are_people(analysis: Analysis, token: int) -> bool:
    """True for a plural and a name, of which somebody may be suspected; not for "foul play"."""
    return analysis.tags[token] in {"NNS", "NNP", "NNPS"} or analysis.entity_of[token] >= 0


def _one_of(analysis: Analysis, token: int, *deps: str) -> int | None:
    """A noun or pronoun that hangs on the token so."""
    for child in analysis.children[token]:
        if analysis.deps[child] in deps and analysis.tags[child].startswith(("NN", "PRP", "WDT")):
            return child
    return None


def _answers(analysis: Analysis, acts: Acts, token: int) -> tuple[Act | None, int | None]:
    """The act that somebody is "responsible" for or "behind", and who; of the one before where none is told after
    ("the rebels are responsible", "the rebels are behind it")."""
    head = analysis.heads[token] if analysis.words[token].lower() == "behind" else token
    who = _subject(analysis, head)
    if who is None:
        return None, None
    later = [each for each in acts.after(token) if head == token or each.token == head]
    if later:
        return later[0], who
    named = [head] if head != token else [each for each in analysis.children[token] if each > token]
    nouns = [each for each in named if analysis.tags[each].startswith(("NN", "PRP", "DT", "VB"))]
    pointing = all(analysis.lemmas[each] in _POINTING for each in nouns)
    return (acts.before(token, 1) if pointing else None), who


def _hanging_on(analysis: Analysis, acts: Acts, tie: int) -> Act | None:
    """The act that somebody is sought "in connection with", linked to or to blame for."""
    return next((act for act in acts.after(tie) if tie in analysis.ancestors(act.token)), None)


def _is_to_blame(analysis: Analysis, token: int) -> bool:
    """True for "the army is to blame for"."""
    before = [analysis.words[each].lower() for each in analysis.children[token] if each < token]
    return "to" in before and analysis.lemmas[analysis.heads[token]] != "want" and _subject(analysis, token) is not None


def _patient(analysis: Analysis, verb: int) -> int | None:
    """Whom somebody or something implicates, seeks or holds: a noun, else None."""
    found = [each for each in analysis.children[verb] if analysis.deps[each] in {"obj", "nsubj:pass"}]
    above = found[0] if found else analysis.heads[verb] if analysis.deps[verb].startswith("acl") else None
    return above if above is not None and analysis.tags[above].startswith("NN") else None


def _is_unknown(analysis: Analysis, token: int) -> bool:
    """True for "an unknown suspect": the report's word for whoever did it."""
    return any(analysis.words[child].lower() in _UNKNOWN for child in analysis.children[token])


def _subject(analysis: Analysis, token: int) -> int | None:
    """The subject of a predicate, where it names somebody ("the rebels are behind the attack", not "who is")."""
    for child in analysis.children[token]:
        if analysis.deps[child].startswith("nsubj") and analysis.tags[child].startswith("NN"):
            return child
    return None


def _charged(analysis: Analysis, charge: int) -> int | None:
    """Who faces the charges, or against whom they are brought; not whoever brings them."""
    above = analysis.heads[charge]
    if analysis.lemmas[above] not in {"file", "bring"}:
        return _subject(analysis, above)
    for each in (*analysis.children[charge], *analysis.children[above]):
        if any(analysis.lemmas[case] == "against" for case in analysis.children[each]):
            return each if analysis.tags[each].startswith("NN") else None
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
