"""Who in the text tells what a token tells: the speaker of its clause, or of the quotation it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Attribution
from gesta.model.spans import Span, quote
from gesta.model.terms import SpeakerKind
from gesta.readers.lexicon import EVENT_NOUNS, PATIENT_NOUNS, REPORT
from gesta.readers.roles import is_time
from gesta.readers.syntax import RELATIVE, agents, cases, dependents, is_verb, label_of, phrase, phrase_tokens, subjects

_KINDS: tuple[tuple[SpeakerKind, str], ...] = (
    (
        "police",
        "police policeman sheriff investigator detective constable gendarmerie gendarme deputy trooper cop prosecutor",
    ),
    (
        "media",
        "media television tv newspaper agency radio broadcaster reporter correspondent journalist press "
        "website channel station daily outlet report",
    ),
    ("medical", "hospital doctor medic surgeon clinic nurse paramedic coroner ambulance physician morgue health"),
    ("rescue", "rescuer firefighter rescue redcross fire"),
    (
        "witness",
        "witness resident villager eyewitness bystander survivor local inhabitant neighbour neighbor "
        "passer-by passerby onlooker worker driver shopkeeper student",
    ),
    ("family", "family relative mother father brother sister son daughter wife husband cousin uncle aunt parent"),
    (
        "military",
        "army military navy airforce soldier brigade battalion troop ministry_of_defence armed_forces admiral garrison",
    ),
    ("armed_group", "rebel militant insurgent guerrilla militia faction jihadist separatist taliban gunman"),
    ("expert", "analyst expert professor researcher academic scholar observer historian lecturer"),
    (
        "ngo",
        "activist ngo charity monitor watchdog campaigner group organisation organization observatory lawyer "
        "advocate union",
    ),
    ("international", "un unicef unhcr nato eu envoy mission peacekeeper"),
    (
        "government",
        "government official authority minister ministry president governor mayor spokesman_of "
        "administration parliament lawmaker senator secretary councillor embassy diplomat court judge "
        "commissioner congressman premier chancellor king state",
    ),
)
_KIND_WORDS: Mapping[str, SpeakerKind] = {word: kind for kind, words in _KINDS for word in words.split()}
_CONDEMNS = frozenset({"condemn", "denounce", "deplore", "decry"})
_TELL_OF = _CONDEMNS | {"report", "announce", "confirm", "describe", "recall", "witness", "acknowledge", "admit"}
"""Verbs whose noun object is what they tell ("police reported an attack")."""
_TITLES = frozenset({"spokesman", "spokeswoman", "spokesperson", "chief", "head", "source", "statement", "director"})
_PLAIN: Mapping[str, SpeakerKind] = {
    "official": "government",
    "authority": "government",
    "worker": "witness",
    "officer": "police",
    **dict.fromkeys(("general", "colonel", "major", "captain", "lieutenant", "commander"), "military"),
}
"""Heads that say little: a modifier ("hospital officials", "rescue workers", "police commander") comes first."""
_NO_SPEAKERS = (
    EVENT_NOUNS
    | PATIENT_NOUNS
    | frozenset(
        (
            "it this that which there what one nobody none i we you information refusal denial evidence investigation "
            "finding poll survey percent respondent move fact sign result event tragedy development data belief "
            "autopsy footage video image photograph map"
        ).split()
    )
)
"""Who speaks in the first person is told by the words around the quotation; happenings and findings are no speakers."""
_SAYS = REPORT | _CONDEMNS | {"rule", "reaffirm"}
_FIGURES = frozenset({"toll", "number", "figure"})
"""What somebody puts at a number is that speaker's: "the mayor put the toll at 19"."""
_ADVERBIAL = frozenset({"obl", "obl:unmarked", "advcl"})
_AROUND = frozenset({"after", "before", "since", "following", "when"})
_AWARE = frozenset({"know", "learn", "hear"})
"""Verbs of those who are told: what they know another has said."""


def attribution(document: Document, analysis: Analysis, token: int) -> Attribution | None:
    """The nearest speaker over the token: its reporting verb, an "according to", or the quotation around it."""
    found = (
        _governing(document, analysis, token)
        or _according(document, analysis, token)
        or _quoted(document, analysis, token)
        or _confirmed(document, analysis, token)
    )
    cue = None if found is None else analysis.token_at(found.cue.start)
    if found is None or cue is None or is_when_said(analysis, token, cue):
        return None
    return None if is_of(analysis, token, analysis.tokens_in(found.speaker.span), cue) else found


def is_of(analysis: Analysis, token: int, speakers: Sequence[int], cue: int) -> bool:
    """True for what is told of the speaker beside the name ("Ana Diaz, whose son was killed in the attack, said")."""
    below = token
    for each in analysis.ancestors(token):
        if cue in (below, each):
            return False
        if each in speakers:
            return analysis.deps[below].startswith("acl")
        below = each
    return False


def is_when_said(analysis: Analysis, token: int, verb: int) -> bool:
    """True for what is told to have happened when somebody spoke ("she said two days after the attack")."""
    path = [token, *analysis.ancestors(token)]
    if verb not in path[1:]:
        return False
    below = path[path.index(verb) - 1]
    timed = is_time(analysis, below) or bool(cases(analysis, below) & _AROUND)
    return below > verb and analysis.deps[below] in _ADVERBIAL and timed


def _governing(document: Document, analysis: Analysis, token: int) -> Attribution | None:
    current = token
    for ancestor in analysis.ancestors(token):
        dep = analysis.deps[current]
        if (
            analysis.lemmas[ancestor] in _SAYS
            and is_verb(analysis, ancestor)
            and dep in {"ccomp", "xcomp", "obj", "nsubj:pass", "parataxis", "obl", "advcl"}
        ):
            if dep in {"ccomp", "parataxis", "xcomp"} or analysis.lemmas[ancestor] in _TELL_OF:
                spoken = _speaker(document, analysis, ancestor)
                if spoken:
                    return spoken
        elif analysis.lemmas[ancestor] == "put" and is_verb(analysis, ancestor) and _estimates(analysis, ancestor):
            return _speaker(document, analysis, ancestor)
        current = ancestor
    # "Three died, police said": the parser hangs the reporting clause below the told one as parataxis.
    for predicate in (token, *analysis.ancestors(token)):
        for child in dependents(analysis, predicate, "parataxis", "ccomp", "advcl"):
            if analysis.lemmas[child] in _SAYS and is_verb(analysis, child) and child > token:
                if dependents(analysis, child, "ccomp", "obj") and analysis.lemmas[child] not in {"say", "tell"}:
                    continue
                spoken = _speaker(document, analysis, child)
                if spoken:
                    return spoken
    return None


def _estimates(analysis: Analysis, verb: int) -> bool:
    return any(analysis.lemmas[each] in _FIGURES for each in dependents(analysis, verb, "obj"))


def _speaker(document: Document, analysis: Analysis, verb: int) -> Attribution | None:
    if says_nothing(analysis, verb):
        return None
    speakers = agents(analysis, verb)
    if not speakers and _is_told_of(analysis, verb):
        return None
    if not speakers and not dependents(analysis, verb, "nsubj:pass", "aux:pass"):
        speakers = subjects(analysis, verb)
    for speaker in (_told_about(analysis, verb) or speakers)[:2]:
        if not may_speak(analysis, speaker):
            continue
        return attributed(document, analysis, speaker, verb)
    return None


def _told_about(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """The subjects of a reporting verb in a relative clause beside the pronoun of whom it tells, else none.

    The parser hangs both on the verb ("a man who police said fled").
    """
    own = dependents(analysis, verb, "nsubj")
    others = tuple(each for each in own if analysis.lemmas[each] not in RELATIVE)
    return others if analysis.deps[verb].startswith("acl") and len(others) < len(own) else ()


def _is_told_of(analysis: Analysis, verb: int) -> bool:
    """True for a bare participle of those of whom others speak ("five people, believed to be related, died")."""
    own = dependents(analysis, verb, "nsubj", "aux", "obj", "iobj")
    return analysis.tags[verb] == "VBN" and analysis.deps[verb] in {"acl", "advcl"} and not own


def may_speak(analysis: Analysis, token: int) -> bool:
    """False for words that name no speaker: "it", "I", "no group", a happening, a day, the town of the dateline."""
    named = analysis.lemmas[token] not in _NO_SPEAKERS and label_of(analysis, token) != "Date"
    nobody = any(analysis.lemmas[each] in {"no", "neither"} for each in dependents(analysis, token, "det"))
    return named and not nobody and not _is_dateline(analysis, token)


def _is_dateline(analysis: Analysis, token: int) -> bool:
    """True for the town that a report begins with, which the parser takes for a subject ("DOGO (AP) - Police said")."""
    capitals = analysis.words[token].isupper() and len(analysis.words[token]) > 3
    return capitals and token + 1 < len(analysis) and analysis.words[token + 1] in {"(", "-", "–", "—", "--"}


def says_nothing(analysis: Analysis, verb: int) -> bool:
    """True for what is not said ("did not say how"), for hearers, and for a participle of whom others speak.

    "A device believed to have been planted": who believes it is not told.
    """
    if analysis.lemmas[verb] in _AWARE or _is_due(analysis, verb) or _is_withheld(analysis, verb):
        return True
    above = analysis.heads[verb]
    asked = analysis.deps[verb] == "ccomp" and analysis.lemmas[above] in _SAYS
    if any(_is_denied(analysis, each) for each in (verb, *([above] if asked else []))):
        return True  # "have not said if they believe"
    if analysis.tags[verb] == "VBD" and analysis.deps[verb] == "acl":  # a participle that the tagger took for a past
        return not dependents(analysis, verb, "nsubj") and bool(dependents(analysis, verb, "xcomp"))
    return analysis.tags[verb] == "VBN" and analysis.deps[verb] == "acl" and not agents(analysis, verb)


def _is_withheld(analysis: Analysis, verb: int) -> bool:
    """True for what somebody will not say or has not said yet ("declined to say if", "have yet to confirm")."""
    for each in (verb, *([analysis.heads[verb]] if analysis.deps[verb] == "xcomp" else [])):
        yet = any(analysis.lemmas[child] == "yet" for child in dependents(analysis, each, "advmod"))
        if analysis.lemmas[each] in {"decline", "refuse"} or (analysis.lemmas[each] == "have" and yet):
            return True
    return False


def _is_due(analysis: Analysis, verb: int) -> bool:
    """True for what somebody has still to say ("must say who guarded the house")."""
    return any(analysis.words[child].lower() in {"must", "should"} for child in dependents(analysis, verb, "aux"))


def _is_denied(analysis: Analysis, verb: int) -> bool:
    return any(analysis.lemmas[child] in {"not", "never"} for child in dependents(analysis, verb, "advmod"))


def _according(document: Document, analysis: Analysis, token: int) -> Attribution | None:
    first, end = analysis.sentences[analysis.sentence_of[token]]
    for position in range(first, end - 1):
        if analysis.lemmas[position] in {"accord", "according"} and analysis.words[position + 1].lower() == "to":
            for head in range(position + 2, min(position + 12, end)):
                marks = cases(analysis, head)
                if analysis.tags[head].startswith(("NN", "PRP")) and (marks & {"to", "accord", "according"}):
                    if not may_speak(analysis, head):
                        return None
                    return attributed(document, analysis, head, position)
    return None


def _quoted(document: Document, analysis: Analysis, token: int) -> Attribution | None:
    """Who speaks a quotation of several sentences: the subject of the reporting verb next to its marks."""
    start, end = analysis.starts[token], analysis.ends[token]
    floor = document.text.rfind("\n", max(0, start - _LONGEST), start) + 1
    for found in _QUOTED.finditer(document.text, max(floor, start - _LONGEST), end + _LONGEST):
        if found.start() > start:
            return None
        if found.end() >= end:
            words = Span(found.start(), found.end())
            return _beside(document, analysis, words) or _spoken_on(document, analysis, words)
    return None


def _spoken_on(document: Document, analysis: Analysis, words: Span) -> Attribution | None:
    """The speaker of the quotation right before one that fills its sentences and has no reporting verb of its own."""
    inside = analysis.tokens_in(words)
    first, last = analysis.sentence_of[inside[0]], analysis.sentence_of[inside[-1]]
    if (
        not first
        or inside[0] != analysis.sentences[first][0]
        or analysis.ends[analysis.sentences[last][1] - 1] > (words.end + 1)
    ):
        return None
    start, end = (analysis.starts[each] for each in analysis.sentences[first - 1])
    before = [found for found in _QUOTED.finditer(document.text, max(0, start - _LONGEST), end) if found.end() > start]
    return _beside(document, analysis, Span(before[-1].start(), before[-1].end())) if before else None


def _confirmed(document: Document, analysis: Analysis, token: int) -> Attribution | None:
    """Who confirms or announces in the next sentence what this one tells ("The mayor confirmed this", "Police announced
    the arrests")."""
    after = analysis.sentence_of[token] + 1
    if after >= len(analysis.sentences):
        return None
    for verb in range(*analysis.sentences[after]):
        if analysis.lemmas[verb] in _CONFIRMS and is_verb(analysis, verb):
            for told in dependents(analysis, verb, "obj"):
                word = analysis.lemmas[told].lower()
                the = any(analysis.lemmas[each] in _POINTING for each in dependents(analysis, told, "det"))
                if word in _POINTING or (the and (word in EVENT_NOUNS or word == analysis.lemmas[token])):
                    return _speaker(document, analysis, verb)
    return None


def _beside(document: Document, analysis: Analysis, words: Span) -> Attribution | None:
    """The speaker told after the quotation in the sentence that it ends, else before it in the one that it begins."""
    inside = analysis.tokens_in(words)
    last, first = (
        analysis.sentences[analysis.sentence_of[inside[-1]]],
        analysis.sentences[analysis.sentence_of[inside[0]]],
    )
    around = (*range(inside[-1] + 1, last[1]), *range(inside[0] - 1, first[0] - 1, -1))
    for verb in around:
        if is_verb(analysis, verb) and analysis.lemmas[verb] in _SAYS:
            spoken = _speaker(document, analysis, verb)
            return None if spoken is None or spoken.speaker.span.within(words) else spoken
    return None


_QUOTED = re.compile(r"“[^“”\n]{3,1500}+”|\"[^\"\n]{3,1500}+\"")
_CONFIRMS = frozenset({"confirm", "announce"})
_POINTING = frozenset({"the", "this", "it", "that", "these"})
_PAPERS = frozenset(
    (
        "report statement communique communiqué bulletin release study document letter note message announcement survey"
    ).split()
)
"""What somebody speaks in."""
_ISSUES = frozenset({"issue", "release", "publish", "send", "make", "put", "broadcast"})
_LONGEST = 1500
"""Characters of the longest quotation that is read."""


def attributed(document: Document, analysis: Analysis, speaker: int, cue: int) -> Attribution:
    """The speaker as the words name it; of a paper that speaks, whose it is where the words tell that."""
    speaker = _issuer(analysis, speaker)
    return Attribution(
        quote(document.text, phrase(analysis, speaker)),
        speaker_kind(analysis, speaker),
        quote(document.text, analysis.span(cue, cue + 1)),
    )


def _issuer(analysis: Analysis, speaker: int) -> int:
    """Who speaks in a paper ("a statement by the party", "the army issued a communique that ..."), else the token."""
    if analysis.lemmas[speaker].lower() not in _PAPERS:
        return speaker
    for child in dependents(analysis, speaker, "nmod"):
        marks = cases(analysis, child)
        named = label_of(analysis, child) in {"Organization", "Person"}
        if may_speak(analysis, child) and ("by" in marks or (named and marks & {"from", "of"})):
            return child
    verb = analysis.heads[speaker]
    if analysis.deps[speaker] == "obj" and analysis.lemmas[verb] in _ISSUES:
        return next((each for each in subjects(analysis, verb) if may_speak(analysis, each)), speaker)
    return speaker


def speaker_kind(analysis: Analysis, head: int) -> SpeakerKind:
    """What kind of speaker a phrase names, by its head, then its modifiers from the nearest outwards."""
    near = sorted(phrase_tokens(analysis, head, clauses=True), key=lambda token: abs(token - head))
    plain: SpeakerKind = "unknown"
    for token in near:
        for word in (analysis.lemmas[token], analysis.words[token].lower()):
            if word in _PLAIN:
                plain = _PLAIN[word]
            elif word not in _TITLES and word in _KIND_WORDS:
                return _KIND_WORDS[word]
    return plain
