"""What is told only as the content of a report that is called false, denied or withdrawn.

"Reports that rebels had killed ten were false, the ministry said": alleged, for one party doubts what another tells.
Where nobody but the outlet calls its report wrong, it takes back what it told: negated.
"""

from __future__ import annotations

from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.readers import lexicon as lx
from gesta.readers.realis_clause import Decision, own
from gesta.readers.syntax import cases, dependents, is_verb

_TELLINGS = frozenset(
    "report claim rumour rumor statement allegation accusation story suggestion assertion announcement post".split()
)
_FALSE = frozenset(
    "false wrong untrue incorrect inaccurate baseless unfounded groundless fake fabricated bogus erroneous".split()
)
_DISMISSED = lx.DENY | {"debunk", "retract", "withdraw"}
_DOUBTED_BY_ALL = frozenset({"retract", "withdraw"})


def doubted(analysis: Analysis, trigger: int) -> Decision | None:
    """Alleged or negated, with the word that says so, where the act is what a doubted report tells."""
    if (wrong := _in_false_report(analysis, trigger)) is not None:
        return "negated", wrong
    if _known(analysis, trigger):
        return None
    below = trigger
    for noun in analysis.ancestors(trigger):
        described, below = analysis.deps[below].startswith("acl"), noun
        if analysis.lemmas[noun] not in _TELLINGS or trigger < noun:
            if described:
                return None  # "denied reports about the two who were arrested": the arrest is not what is doubted
            continue
        for word in _judged(analysis, noun):
            if own(analysis, word) is None and not _in_part(analysis, word):
                taken_back = analysis.lemmas[word] in _FALSE | _DOUBTED_BY_ALL and not _attributed(analysis, word)
                return ("negated" if taken_back else "alleged"), analysis.words[word].lower()
    return None


_STEPS = 5


def _in_false_report(analysis: Analysis, trigger: int) -> str | None:
    """The adjective by which a report of the act is called wrong ("the erroneous report on her injury")."""
    first = analysis.sentences[analysis.sentence_of[trigger]][0]
    for token in range(trigger - 1, max(first, trigger - _STEPS), -1):
        if analysis.tags[token] == "IN":
            noun = token - 1
            told = analysis.lemmas[token] in {"of", "on", "about"} and analysis.lemmas[noun] in _TELLINGS
            wrong = (each for each in dependents(analysis, noun, "amod") if analysis.lemmas[each] in _FALSE)
            return next((analysis.words[each].lower() for each in wrong), None) if told else None
        if analysis.tags[token] not in {"DT", "PRP$", "JJ", "NN", "NNP", "CD"}:
            return None
    return None


def _known(analysis: Analysis, trigger: int) -> bool:
    """True for an act named as known ("a statement that it had carried out the attack"): only its doer is in doubt."""
    named = dependents(analysis, trigger, "nmod:poss") or any(
        analysis.words[each].lower() in {"the", "this", "that"} for each in dependents(analysis, trigger, "det")
    )
    return bool(named) and not is_verb(analysis, trigger) and is_verb(analysis, analysis.heads[trigger])


def _judged(analysis: Analysis, noun: int) -> Iterator[int]:
    """The words that call the report false: its predicate, or the verb that denies it."""
    head, dep = analysis.heads[noun], analysis.deps[noun]
    if dep in {"nsubj", "nsubj:pass", "obj"}:
        if analysis.lemmas[head] in _FALSE or (dep != "nsubj" and analysis.lemmas[head] in _DISMISSED):
            yield head
        yield from (each for each in dependents(analysis, head, "xcomp", "obl") if analysis.lemmas[each] in _FALSE)
    # "A report which said that ... was wrong": parsers hang the predicate of the report on its own verb.
    for clause in dependents(analysis, noun, "acl:relcl", "acl"):
        for each in dependents(analysis, clause, "ccomp"):
            if analysis.lemmas[each] in _FALSE and not dependents(analysis, each, "nsubj"):
                yield each


def _in_part(analysis: Analysis, word: int) -> bool:
    """True for "wrong about the date": the rest of the report stands."""
    return any(cases(analysis, each) & {"about", "in", "on"} for each in dependents(analysis, word, "obl"))


def _attributed(analysis: Analysis, word: int) -> bool:
    """True where somebody is told to say that the report is false."""
    _, end = analysis.sentences[analysis.sentence_of[word]]
    says = [each for each in range(word + 1, end) if analysis.lemmas[each] in lx.REPORT and is_verb(analysis, each)]
    governing = analysis.deps[word] == "ccomp" and not analysis.deps[analysis.heads[word]].startswith("acl")
    called = analysis.deps[word] in {"xcomp", "obl"} and analysis.lemmas[analysis.heads[word]] not in {"turn", "prove"}
    return bool(says) or governing or called
