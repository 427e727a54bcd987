"""What stands on a predicate or governs it: negation, modals, conditions, and verbs and nouns such as "threatened to".

The nearest decides, outwards to the first reporting verb.
"""

from __future__ import annotations

from gesta.model.analysis import Analysis
from gesta.model.terms import Realis
from gesta.readers import lexicon as lx
from gesta.readers.syntax import RELATIVE, cases, dependents, is_predicate, is_verb

Decision = tuple[Realis, str]
"""A realis, and the words or rule that decided."""
_MODALS: dict[str, Realis] = {
    "will": "planned",
    "'ll": "planned",
    "’ll": "planned",
    "wo": "planned",
    "shall": "planned",
    "may": "hypothetical",
    "might": "hypothetical",
    "could": "hypothetical",
    "can": "hypothetical",
    "ca": "hypothetical",
    "should": "hypothetical",
    "must": "hypothetical",
    "would": "hypothetical",
    "'d": "hypothetical",
}
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_CONTENT = frozenset({"xcomp", "ccomp", "advcl", "obl", "csubj", "acl"})
_NOT_DONE = frozenset({"without", "instead", "rather"})
"""Prepositions of what was left undone ("instead of attacking")."""
_SOFT_MARKS = frozenset({"from", "of", "with", "for", "to", "on", "about", "against", "into", "at"})
"""Prepositions of a gerund that belongs to its governor ("planning on", "accused of"), not clauses of their own."""
_VERB_DEPS = frozenset({"xcomp", "ccomp", "acl", "csubj", "nmod"})
_ALL = frozenset({"xcomp", "ccomp", "acl", "csubj", "advcl", "obl", "nmod"})
_PROSPECTS = frozenset(
    "likely unlikely able ready possible due bound eager willing prepared necessary important essential easy difficult "
    "hard impossible".split()
)
_OPERATORS: tuple[tuple[frozenset[str], Realis, frozenset[str]], ...] = (
    (lx.THREATEN, "threatened", _VERB_DEPS),
    (lx.ATTEMPT, "attempted", _VERB_DEPS),
    (lx.PREVENT - {"stop"}, "prevented", _ALL - {"acl", "nmod"}),
    (frozenset({"stop"}), "prevented", frozenset({"advcl", "obl"})),
    (lx.REFUSE, "negated", frozenset({"xcomp"})),
    (lx.DENY, "alleged", frozenset({"xcomp", "ccomp"})),
    (frozenset({"claim", "purport"}), "alleged", frozenset({"xcomp"})),
    (lx.ALLEGE, "alleged", frozenset({"advcl", "obl", "xcomp"})),
    (lx.PLAN | lx.PLAN_NOUNS | {"design"}, "planned", frozenset({"xcomp", "acl", "nmod", "advcl"})),
    (frozenset({"aim"}), "planned", frozenset({"obl"})),
    (lx.CALL | lx.CALL_NOUNS, "hypothetical", frozenset({"xcomp", "acl"})),
    ((lx.CALL | lx.CALL_NOUNS) - lx.REPORT, "hypothetical", frozenset({"ccomp"})),
    (lx.FEAR, "hypothetical", frozenset({"ccomp", "acl", "nmod", "xcomp"})),
    (lx.LACK, "negated", frozenset({"nmod"})),
    (_PROSPECTS, "hypothetical", frozenset({"xcomp", "csubj", "advcl", "ccomp"})),
)


def own(analysis: Analysis, predicate: int) -> Decision | None:
    """Negation, modals and conditions that stand on the predicate itself."""
    for child in analysis.children[predicate]:
        lemma, dep = analysis.lemmas[child], analysis.deps[child]
        word = analysis.words[child].lower()
        if lemma in lx.NEGATORS and (dep in {"advmod", "aux", "cc:preconj"} or (dep == "cc" and lemma == "nor")):
            if not _adds(analysis, child):
                return "negated", word
        if dep == "advmod" and lemma in lx.NEARLY and child + 1 == predicate:
            return "attempted", word
        if dep in {"nsubj", "nsubj:pass", "obj"} and _is_nobody(analysis, child):
            return "negated", word
        if dep.startswith("aux") and word in _MODALS:
            return _modal(analysis, predicate, word)
        if dep == "mark" and lemma in _CONDITIONS:
            return "hypothetical", word
        if lemma == "once" and dep in {"advmod", "mark"} and _still_to_come(analysis, predicate, child):
            return "planned", word
        if dep == "advmod" and lemma in lx.ALLEGED_ADVERBS:
            return "alleged", word
        if dep in {"case", "mark", "cc", "advmod"} and lemma in _NOT_DONE and child < predicate:
            return "negated", word
    return None


def _still_to_come(analysis: Analysis, predicate: int, once: int) -> bool:
    """True for what the present or future waits for ("faces trial once extradited", "will go once they have left")."""
    head = analysis.heads[predicate]
    if analysis.deps[predicate] != "advcl" or once > predicate or analysis.tags[predicate] == "VBD":
        return False
    auxiliaries = {analysis.tags[child] for child in dependents(analysis, head, "aux", "aux:pass", "cop")}
    return "VBD" not in auxiliaries and (bool(auxiliaries & {"MD"}) or analysis.tags[head] in {"VBZ", "VBP"})


def _adds(analysis: Analysis, negator: int) -> bool:
    """True for "not only", which denies nothing but that it was all."""
    return negator + 1 < len(analysis) and analysis.words[negator + 1].lower() in _ALONE


_ALONE = frozenset({"only", "just", "merely", "simply"})


def _is_nobody(analysis: Analysis, token: int) -> bool:
    if analysis.lemmas[token] in lx.NOBODY:
        return True
    first = min(analysis.subtree(token))
    if analysis.words[first].lower() == "not" and analysis.words[first + 1].lower() in {"one", "a"}:
        return True
    return any(analysis.words[child].lower() == "no" for child in dependents(analysis, token, "det", "advmod"))


def _modal(analysis: Analysis, predicate: int, word: str) -> Decision:
    """The realis of a modal: threatened under a threat; of "would" planned under a report or plan, else its own."""
    kind = _MODALS[word]
    for ancestor in analysis.ancestors(predicate):
        if analysis.lemmas[ancestor] in lx.THREATEN | {"warn"}:
            return "threatened", f"{analysis.words[ancestor]} … {word}"
        if kind == "hypothetical" and word in {"would", "'d"} and analysis.lemmas[ancestor] in lx.REPORT | lx.PLAN:
            return "planned", f"{analysis.words[ancestor]} … {word}"
    return kind, word


def governed(analysis: Analysis, token: int) -> Decision | None:
    """What governs the predicate, step by step outwards."""
    current = _first_infinitive(analysis, token)
    for _ in range(8):
        head, dep = analysis.heads[current], analysis.deps[current]
        if head == current:
            return None
        infinitive = is_infinitive(analysis, current)
        if dep == "acl:relcl" and analysis.lemmas[head] in lx.ALLEGATIONS and not _has_relative(analysis, current):
            return "alleged", analysis.words[head].lower()
        if dep in {"acl:relcl", "parataxis", "appos", "list"}:
            return None
        decided = _by_word(analysis, current, head, dep)
        if decided:
            return decided
        lemma = analysis.lemmas[head]
        if infinitive and dep in {"advcl", "acl"} and lemma not in lx.IMPLICATIVE:
            return "hypothetical", "purpose"
        if dep == "ccomp" and lemma in lx.REPORT | lx.PERCEIVE:
            return None
        if dep == "acl" and not infinitive:
            return _accused(analysis, current, head)
        if dep == "conj" and subjects_own(analysis, current):
            return None
        if dep == "advcl" and _marked(analysis, current):
            return None
        if is_predicate(analysis, head):
            told = own(analysis, head)
            if told and not (told[0] == "negated" and dep in {"advcl", "conj"}):
                return told
        current = head
    return None


def _first_infinitive(analysis: Analysis, token: int) -> int:
    """The infinitive that a bare one goes on from, where the parser hangs it on a verb of the past ("confirmed the plan
    to board and seize it"); the token itself elsewhere."""
    if analysis.tags[token] != "VB" or analysis.deps[token] != "conj" or dependents(analysis, token, "aux", "mark"):
        return token
    if analysis.tags[analysis.heads[token]] not in {"VBD", "VBN", "VBZ", "VBP"}:
        return token
    between = range(token - 1, analysis.heads[token], -1)
    return next((each for each in between if is_infinitive(analysis, each)), token)


def _accused(analysis: Analysis, verb: int, noun: int) -> Decision | None:
    """ "Accused the rebels of attacking": parsers often hang the gerund on the accused."""
    if analysis.lemmas[noun] in lx.ALLEGATIONS:
        return "alleged", analysis.words[noun].lower()
    governor = analysis.heads[noun]
    if analysis.lemmas[governor] in lx.ALLEGE and cases(analysis, verb) & {"of", "with", "for"}:
        return "alleged", analysis.words[governor].lower()
    return None


def _has_relative(analysis: Analysis, verb: int) -> bool:
    """True for a real relative clause; one without its pronoun after "charges" tells what they say."""
    return any(analysis.lemmas[child] in RELATIVE - {"that"} for child in analysis.children[verb])


def is_infinitive(analysis: Analysis, token: int) -> bool:
    """True for a verb marked with "to"."""
    marks = dependents(analysis, token, "mark")
    return is_verb(analysis, token) and any(analysis.lemmas[child] == "to" for child in marks)


def _achieved(analysis: Analysis, head: int) -> bool:
    """True for "was able to": a past ability that was used."""
    return analysis.lemmas[head] == "able" and any(
        analysis.words[child].lower() in {"was", "were"} for child in dependents(analysis, head, "cop")
    )


def subjects_own(analysis: Analysis, verb: int) -> bool:
    """True when the verb has a subject of its own."""
    return bool(dependents(analysis, verb, "nsubj", "nsubj:pass"))


def _marked(analysis: Analysis, verb: int) -> bool:
    """True for an adverbial clause with its own conjunction ("after", "when"), told on its own authority."""
    return any(analysis.lemmas[child] not in {"to", "by", "in"} for child in dependents(analysis, verb, "mark"))


def _by_word(analysis: Analysis, current: int, head: int, dep: str) -> Decision | None:
    lemma, word = analysis.lemmas[head], analysis.words[head].lower()
    content = dep in _CONTENT or (dep == "nmod" and bool(cases(analysis, current) & {"of", "to", "for", "at"}))
    if not content:
        return None
    own_mark = _marked(analysis, current) if is_verb(analysis, current) else False
    if dep == "advcl" and lemma in _CALLING_FOR and "for" in cases(analysis, current):
        return "hypothetical", f"{word} for"
    if dep == "advcl" and own_mark and not cases(analysis, current) & _SOFT_MARKS:
        return None
    if dep == "advcl" and is_infinitive(analysis, current):
        dep = "xcomp"  # parsers waver between the two for "threatened to attack"
    if dep == "xcomp" and word == "going" and is_infinitive(analysis, current):
        return "planned", "going to"
    if word == "wanted" and head + 1 < len(analysis) and analysis.words[head + 1].lower() in _SOUGHT_FOR:
        return None
    for words, kind, deps in _OPERATORS:
        if lemma in words and dep in deps and not _achieved(analysis, head):
            return stopping(analysis, head) if kind == "prevented" else (kind, word)
    return None


_CALLING_FOR = frozenset({"call", "push", "argue", "lobby", "plead", "advocate"})
"""Verbs of which "for" with a gerund tells what is wanted ("called for using torture")."""
_SOUGHT_FOR = frozenset("in for by on following after since as over regarding".split())
"""Words behind "wanted" of one whom the police look for ("a man wanted in the shooting"): nobody plans anything."""


def stopping(analysis: Analysis, head: int) -> Decision:
    """Prevented where the stopping is told as done; "talks to halt the bombing" stops nothing yet."""
    word = analysis.words[head].lower()
    if not is_verb(analysis, head):
        return "prevented", word
    told, _ = own(analysis, head) or ("actual", "")
    aimed = is_infinitive(analysis, head) and analysis.lemmas[analysis.heads[head]] not in lx.IMPLICATIVE
    return ("generic", f"to {word}") if aimed or told in {"hypothetical", "planned", "negated"} else ("prevented", word)
