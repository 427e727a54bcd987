"""Who in the text tells what a token tells: the speaker of its clause, or of the quotation it stands in."""

from __future__ import annotations

from collections.abc import Mapping

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Attribution
from gesta.model.spans import quote
from gesta.model.terms import SpeakerKind
from gesta.readers.lexicon import REPORT
from gesta.readers.syntax import agents, cases, dependents, is_verb, phrase, phrase_tokens, subjects

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
_TELL_OF = frozenset({"report", "announce", "confirm", "describe", "recall", "witness", "acknowledge", "admit"})
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
_NO_SPEAKERS = frozenset({"it", "this", "that", "which", "there", "what", "one", "nobody", "none"})


def attribution(document: Document, analysis: Analysis, token: int) -> Attribution | None:
    """The nearest speaker over the token: its reporting verb, an "according to", or the quotation around it."""
    return _governing(document, analysis, token) or _according(document, analysis, token)


def _governing(document: Document, analysis: Analysis, token: int) -> Attribution | None:
    current = token
    for ancestor in analysis.ancestors(token):
        dep = analysis.deps[current]
        if (
            analysis.lemmas[ancestor] in REPORT
            and is_verb(analysis, ancestor)
            and dep in {"ccomp", "xcomp", "obj", "nsubj:pass", "parataxis", "obl", "advcl"}
        ):
            if dep in {"ccomp", "parataxis", "xcomp"} or analysis.lemmas[ancestor] in _TELL_OF:
                spoken = _speaker(document, analysis, ancestor)
                if spoken:
                    return spoken
        current = ancestor
    # "Three died, police said": the parser hangs the reporting clause below the told one as parataxis.
    for predicate in (token, *analysis.ancestors(token)):
        for child in dependents(analysis, predicate, "parataxis", "ccomp", "advcl"):
            if analysis.lemmas[child] in REPORT and is_verb(analysis, child) and child > token:
                if dependents(analysis, child, "ccomp", "obj") and analysis.lemmas[child] not in {"say", "tell"}:
                    continue
                spoken = _speaker(document, analysis, child)
                if spoken:
                    return spoken
    return None


def _speaker(document: Document, analysis: Analysis, verb: int) -> Attribution | None:
    speakers = agents(analysis, verb)
    if not speakers and not dependents(analysis, verb, "nsubj:pass"):
        speakers = subjects(analysis, verb)
    for speaker in speakers[:1]:
        if analysis.lemmas[speaker] in _NO_SPEAKERS:
            continue
        return attributed(document, analysis, speaker, verb)
    return None


def _according(document: Document, analysis: Analysis, token: int) -> Attribution | None:
    first, end = analysis.sentences[analysis.sentence_of[token]]
    for position in range(first, end - 1):
        if analysis.lemmas[position] in {"accord", "according"} and analysis.words[position + 1].lower() == "to":
            for head in range(position + 2, min(position + 12, end)):
                marks = cases(analysis, head)
                if analysis.tags[head].startswith(("NN", "PRP")) and (marks & {"to", "accord", "according"}):
                    return attributed(document, analysis, head, position)
    return None


def attributed(document: Document, analysis: Analysis, speaker: int, cue: int) -> Attribution:
    return Attribution(
        quote(document.text, phrase(analysis, speaker)),
        speaker_kind(analysis, speaker),
        quote(document.text, analysis.span(cue, cue + 1)),
    )


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
