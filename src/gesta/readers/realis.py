"""Whether a mention tells that the event happened.

The nearest operator above the trigger decides: a determiner, adverb, modal or adjective on it, then the words that
govern it, outwards to the first reporting verb. The rules read grammar and the closed word classes of ``lexicon``.
"""

from __future__ import annotations

from gesta.model.analysis import Analysis
from gesta.model.terms import Realis
from gesta.readers import lexicon as lx
from gesta.readers.syntax import RELATIVE, cases, dependents, is_predicate, is_verb, label_of

Decision = tuple[Realis, str]
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


def realis(analysis: Analysis, trigger: int, *, headline: bool = False) -> Decision:
    """The realis of the event told at the trigger, and the words or rule that decided."""
    first = _verbal if is_verb(analysis, trigger) else _nominal
    decided = first(analysis, trigger, headline)
    if decided:
        return decided
    return _question(analysis, trigger) or ("actual", "told as fact")


def _verbal(analysis: Analysis, verb: int, headline: bool) -> Decision | None:
    return (
        _own(analysis, verb)
        or _tense(analysis, verb, headline)
        or _governed(analysis, verb)
        or _as_such(analysis, verb)
        or _habit(analysis, verb, headline)
    )


def _as_such(analysis: Analysis, verb: int) -> Decision | None:
    """A gerund or infinitive that names the act as such: subject of a judgement, object of a feeling."""
    head, dep = analysis.heads[verb], analysis.deps[verb]
    if analysis.tags[verb] not in {"VBG", "VB", "VBN"}:
        return None
    judged = dep == "csubj" and any(
        analysis.tags[child] in {"VBZ", "VBP", "MD"} for child in dependents(analysis, head, "cop", "aux")
    )
    if judged:
        return "generic", f"subject of {analysis.words[head]}"
    if dep == "xcomp" and analysis.lemmas[head] in lx.FEELING and analysis.tags[verb] != "VB":
        return "generic", analysis.words[head].lower()
    return None


def _own(analysis: Analysis, predicate: int) -> Decision | None:
    """Negation, modals and conditions that stand on the predicate itself."""
    for child in analysis.children[predicate]:
        lemma, dep = analysis.lemmas[child], analysis.deps[child]
        word = analysis.words[child].lower()
        if lemma in lx.NEGATORS and (dep in {"advmod", "aux", "cc:preconj"} or (dep == "cc" and lemma == "nor")):
            return "negated", word
        if dep in {"nsubj", "nsubj:pass", "obj"} and _is_nobody(analysis, child):
            return "negated", word
        if dep.startswith("aux") and word in _MODALS:
            return _modal(analysis, predicate, word)
        if dep == "mark" and lemma in _CONDITIONS:
            return "hypothetical", word
        if dep == "advmod" and lemma in lx.ALLEGED_ADVERBS:
            return "alleged", word
        if dep in {"case", "mark", "cc", "advmod"} and lemma in _NOT_DONE and child < predicate:
            return "negated", word
    return None


_NOT_DONE = frozenset({"without", "instead", "rather"})
"""Prepositions of what was left undone ("instead of attacking")."""


def _is_nobody(analysis: Analysis, token: int) -> bool:
    if analysis.lemmas[token] in lx.NOBODY:
        return True
    first = min(analysis.subtree(token))
    if analysis.words[first].lower() == "not" and analysis.words[first + 1].lower() in {"one", "a", "a single"}:
        return True
    return any(analysis.words[child].lower() == "no" for child in dependents(analysis, token, "det", "advmod"))


def _modal(analysis: Analysis, predicate: int, word: str) -> Decision:
    """A modal with a perfect infinitive tells a guess at the past; "would" after a threat or a vow is one."""
    kind = _MODALS[word]
    for ancestor in analysis.ancestors(predicate):
        if analysis.lemmas[ancestor] in lx.THREATEN | {"warn"}:
            return "threatened", f"{analysis.words[ancestor]} … {word}"
        if kind == "hypothetical" and word in {"would", "'d"} and analysis.lemmas[ancestor] in lx.REPORT | lx.PLAN:
            return "planned", f"{analysis.words[ancestor]} … {word}"
    return kind, word


def _tense(analysis: Analysis, verb: int, headline: bool) -> Decision | None:
    infinitive = any(analysis.lemmas[child] == "to" for child in dependents(analysis, verb, "mark", "aux"))
    if infinitive and analysis.deps[verb] in {"root", "ROOT", "conj"} and headline:
        return "planned", "headline infinitive"
    if infinitive and dependents(analysis, verb, "cop"):
        return "hypothetical", "infinitive of a definition"
    if analysis.tags[verb] == "VB" and analysis.deps[verb] in {"root", "ROOT"} and not headline:
        if not dependents(analysis, verb, "aux", "nsubj"):
            return "hypothetical", "imperative"
    return None


def _governed(analysis: Analysis, token: int) -> Decision | None:
    """What governs the predicate, step by step outwards."""
    current = token
    for _ in range(8):
        head, dep = analysis.heads[current], analysis.deps[current]
        if head == current:
            return None
        infinitive = _infinitive(analysis, current)
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
            own = _own(analysis, head)
            if own and not (own[0] == "negated" and dep in {"advcl", "conj"}):
                return own
        current = head
    return None


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


def _infinitive(analysis: Analysis, token: int) -> bool:
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
    if dep == "advcl" and own_mark and not cases(analysis, current) & _SOFT_MARKS:
        return None
    if dep == "advcl" and _infinitive(analysis, current):
        dep = "xcomp"  # parsers waver between the two for "threatened to attack"
    if dep == "xcomp" and word == "going" and _infinitive(analysis, current):
        return "planned", "going to"
    for words, kind, deps in _OPERATORS:
        if lemma in words and dep in deps and not _achieved(analysis, head):
            return _stopping(analysis, head) if kind == "prevented" else (kind, word)
    return None


_SOFT_MARKS = frozenset({"from", "of", "with", "for", "to", "on", "about", "against", "into"})
"""Prepositions of a gerund that belongs to its governor ("planning on", "accused of"), not clauses of their own."""
_VERB_DEPS = frozenset({"xcomp", "ccomp", "acl", "csubj", "nmod"})
_ALL = frozenset({"xcomp", "ccomp", "acl", "csubj", "advcl", "obl", "nmod"})
_OPERATORS: tuple[tuple[frozenset[str], Realis, frozenset[str]], ...] = (
    (lx.THREATEN, "threatened", _VERB_DEPS),
    (lx.ATTEMPT, "attempted", _VERB_DEPS),
    (lx.PREVENT - {"stop"}, "prevented", _ALL - {"acl", "nmod"}),
    (frozenset({"stop"}), "prevented", frozenset({"advcl", "obl"})),
    (lx.REFUSE, "negated", frozenset({"xcomp"})),
    (lx.DENY, "alleged", frozenset({"xcomp", "ccomp"})),
    (frozenset({"claim", "purport"}), "alleged", frozenset({"xcomp"})),
    (lx.ALLEGE, "alleged", frozenset({"advcl", "obl", "xcomp", "ccomp"}) - {"ccomp"}),
    (lx.PLAN | lx.PLAN_NOUNS, "planned", frozenset({"xcomp", "acl", "nmod", "advcl"})),
    (lx.CALL | lx.CALL_NOUNS, "hypothetical", frozenset({"xcomp", "acl"})),
    ((lx.CALL | lx.CALL_NOUNS) - lx.REPORT, "hypothetical", frozenset({"ccomp"})),
    (lx.FEAR, "hypothetical", frozenset({"ccomp", "acl", "nmod", "xcomp"})),
    (lx.LACK, "negated", frozenset({"nmod"})),
    (
        frozenset(
            {
                "likely",
                "unlikely",
                "able",
                "ready",
                "possible",
                "due",
                "bound",
                "eager",
                "willing",
                "prepared",
                "necessary",
                "important",
                "essential",
                "easy",
                "difficult",
                "hard",
                "impossible",
            }
        ),
        "hypothetical",
        frozenset({"xcomp", "csubj", "advcl", "ccomp"}),
    ),
)


def _habit(analysis: Analysis, verb: int, headline: bool) -> Decision | None:
    for child in dependents(analysis, verb, "advmod"):
        if analysis.lemmas[child] in lx.HABITUAL - {"repeatedly"}:
            return "generic", analysis.words[child].lower()
    if _now_and_then(analysis, verb):
        return "generic", "at times"
    if _running_total(analysis, verb):
        return "generic", "running total"
    present = analysis.tags[verb] in {"VBZ", "VBP"} or (
        analysis.tags[verb] == "VBN"
        and any(
            analysis.tags[child] in {"VBZ", "VBP"} and analysis.lemmas[child] == "be"
            for child in dependents(analysis, verb, "aux:pass")
        )
        and not any(analysis.lemmas[child] == "have" for child in dependents(analysis, verb, "aux"))
    )
    if present and not headline and analysis.lemmas[verb] != "be":
        return "generic", "simple present"
    return None


def _now_and_then(analysis: Analysis, verb: int) -> bool:
    """True for "at times", also before the first of two coordinated verbs."""
    first = analysis.heads[verb] if analysis.deps[verb] == "conj" and not subjects_own(analysis, verb) else verb
    return any(
        analysis.words[time].lower() == "times" and not dependents(analysis, time, "nummod", "amod", "det")
        for each in {verb, first}
        for time in dependents(analysis, each, "obl", "obl:unmarked", "nmod")
    )


def _running_total(analysis: Analysis, verb: int) -> bool:
    """True for a sum over time ("50 have been abducted since January", "the war has killed thousands")."""
    if not any(analysis.lemmas[child] == "have" for child in dependents(analysis, verb, "aux")):
        return False
    if any(analysis.lemmas[each] in _LONG for each in dependents(analysis, verb, "nsubj")):
        return True
    first, end = analysis.sentences[analysis.sentence_of[verb]]
    lemmas = analysis.lemmas[first:end]
    told = " ".join(lemmas)
    if {"previously", "repeatedly"} & {analysis.lemmas[child] for child in dependents(analysis, verb, "advmod")}:
        return True
    over_time = "since" in lemmas and not lx.WEEKDAYS & set(lemmas)
    return over_time or "this year" in told or "so far" in told


_LONG = frozenset({"war", "conflict", "insurgency", "crisis", "rebellion", "uprising"})


def _nominal(analysis: Analysis, noun: int, headline: bool) -> Decision | None:
    return (
        (_own(analysis, noun) if dependents(analysis, noun, "cop") else None)
        or _modifiers(analysis, noun)
        or _governor_of_noun(analysis, noun, headline)
        or _bare_plural(analysis, noun, headline)
    )


def _modifiers(analysis: Analysis, noun: int) -> Decision | None:
    plural = analysis.tags[noun] in {"NNS", "NNPS"}
    over = analysis.tags[analysis.heads[noun]] == "VBD"
    for child in dependents(analysis, noun, "det", "amod", "compound", "det:predet", "advmod", "acl", "nmod:desc"):
        word, lemma = analysis.words[child].lower(), analysis.lemmas[child]
        if analysis.deps[child] == "acl" and over:
            continue
        for words, kind in _ADJECTIVES:
            if word in words or lemma in words:
                return kind, word
        if word == "no":
            return "negated", word
        if word == "any" and _own(analysis, analysis.heads[noun]) == ("negated", "not"):
            return "negated", "not any"
        if word in {"any", "every", "each"}:
            return "generic", word
        if plural and word in lx.GENERIC_ADJECTIVES:
            return "generic", word
    return None


_ADJECTIVES: tuple[tuple[frozenset[str], Realis], ...] = (
    (lx.ATTEMPTED_ADJECTIVES, "attempted"),
    (lx.PREVENTED_ADJECTIVES, "prevented"),
    (lx.PLANNED_ADJECTIVES, "planned"),
    (lx.HYPOTHETICAL_ADJECTIVES, "hypothetical"),
    (lx.ALLEGED_ADJECTIVES, "alleged"),
)
_GOVERNORS: tuple[tuple[frozenset[str], Realis], ...] = (
    (lx.THREATEN, "threatened"),
    (lx.PREVENT - lx.REPEL, "prevented"),
    (lx.PLAN - {"announce", "organise", "organize", "decide", "mean", "set"}, "planned"),
    (lx.DENY, "alleged"),
    (lx.FEAR, "hypothetical"),
    (lx.CALL - {"order", "tell", "let", "want"}, "hypothetical"),
    (frozenset({"attempt", "try"}), "attempted"),
    (lx.VOTE, "planned"),
    (lx.CANCEL, "prevented"),
    (lx.LACK | {"avoid", "renounce"}, "negated"),
)


_TRANSPARENT = frozenset(
    "series string wave spate number act case incident report kind campaign sign round possibility risk threat fear "
    "attempt plan plot prospect danger chance likelihood lack absence warning claim allegation outbreak use".split()
)
"""Nouns whose "of" phrase is what they are about, so that what governs them governs the event."""
_TAKING_PART = frozenset({"take", "participate", "engage", "join", "culminate", "result", "end"})
_ABOUT = frozenset({"of", "for", "against", "from"})


def _governor_of_noun(analysis: Analysis, noun: int, headline: bool) -> Decision | None:
    """Operators that govern an event noun: "threatened an attack", "fears of clashes", "no reports of violence"."""
    current = noun
    for _ in range(4):
        head, dep = analysis.heads[current], analysis.deps[current]
        if head == current or dep in {"acl:relcl", "parataxis", "appos"}:
            return None
        if dep != "conj":
            marks = cases(analysis, current)
            core = dep in {"obj", "nsubj", "nsubj:pass"}
            voted = analysis.lemmas[head] in lx.VOTE and marks & {"on", "over", "in"}
            if dep == "obl" and "with" in marks and analysis.lemmas[head] in lx.THREATEN:
                return "threatened", analysis.words[head].lower()
            if dep in {"obj", "nsubj:pass", "compound"} or (dep in {"nmod", "obl"} and (marks & _ABOUT or voted)):
                decided = _by_governor(analysis, head, dep)
                if decided:
                    return decided
                if "for" in marks and analysis.lemmas[head] in _SOUGHT:
                    return "hypothetical", f"{analysis.words[head].lower()} for"
            if dep != "compound" and is_predicate(analysis, head):
                return _from_predicate(analysis, noun, head, core=core)
            if dep not in {"nmod", "compound"} or analysis.lemmas[head] not in _TRANSPARENT:
                return None
            decided = _modifiers(analysis, head)
            if decided:
                return decided
        current = head
    return None


_SOUGHT = frozenset(
    "search hunt operation conduct warrant reward appeal manhunt look campaign pressure target ransom negotiation "
    "negotiate talk plea effort wanted".split()
)
"""What is done for an act still to come ("an operation for the arrest of the killers")."""


def _by_governor(analysis: Analysis, head: int, dep: str) -> Decision | None:
    for words, kind in _GOVERNORS:
        if analysis.lemmas[head] in words and not (dep == "compound" and is_verb(analysis, head)):
            return _stopping(analysis, head) if kind == "prevented" else (kind, analysis.words[head].lower())
    return None


def _stopping(analysis: Analysis, head: int) -> Decision:
    """Prevented where the stopping is told as done; "talks to halt the bombing" stops nothing yet."""
    word = analysis.words[head].lower()
    if not is_verb(analysis, head):
        return "prevented", word
    told, _ = _own(analysis, head) or ("actual", "")
    aimed = _infinitive(analysis, head) and analysis.lemmas[analysis.heads[head]] not in lx.IMPLICATIVE
    return ("generic", f"to {word}") if aimed or told in {"hypothetical", "planned", "negated"} else ("prevented", word)


def _from_predicate(analysis: Analysis, noun: int, head: int, *, core: bool) -> Decision | None:
    """Negation, modals and what governs the clause, for a noun that its verb makes happen."""
    lemma = analysis.lemmas[head]
    happening = lemma in lx.LIGHT | lx.OCCUR | {"occur", "carry", "be"}
    definite = bool(dependents(analysis, noun, "nmod:poss")) or any(
        analysis.words[child].lower() in {"the", "this", "that", "these", "those"}
        for child in dependents(analysis, noun, "det")
    )
    if definite and not happening:
        return None
    if core or lemma in _TAKING_PART:
        return _own(analysis, head) or _governed(analysis, head)
    own = _own(analysis, head)
    return own if own and own[0] in {"planned", "hypothetical"} else None


def _bare_plural(analysis: Analysis, noun: int, headline: bool) -> Decision | None:
    """A plural or mass noun without determiner told as a trend or habit ("attacks have continued for years")."""
    head = analysis.heads[noun]
    if dependents(analysis, noun, "nummod") and analysis.lemmas[head] in _STATISTIC and analysis.deps[noun] == "obj":
        return "generic", f"statistic: {analysis.words[head]}"
    named = any(not analysis.tags[each].startswith(("NNS", "PRP")) for each in dependents(analysis, noun, "nmod:poss"))
    if headline or named or dependents(analysis, noun, "det", "nummod"):
        return None
    if analysis.deps[noun] == "obj" and analysis.lemmas[head] in lx.FACED and not _owned(analysis, noun):
        return "hypothetical", analysis.words[head].lower()
    if analysis.deps[noun] == "nmod" and analysis.lemmas[head] in _MEASURES:
        return "generic", analysis.words[head].lower()
    if cases(analysis, _first_of_list(analysis, noun)) & _EXAMPLES:
        return "generic", "an example of a kind"
    if dependents(analysis, noun, "acl"):
        return None
    plural = analysis.tags[noun] in {"NNS", "NNPS"}
    for verb in _sentence_verbs(analysis, noun):
        auxiliaries = {analysis.tags[child] for child in dependents(analysis, verb, "aux")}
        present = analysis.tags[verb] in {"VBZ", "VBP"} or bool(auxiliaries & {"VBZ", "VBP"})
        governs = verb == head and analysis.deps[noun] in {"nsubj", "nsubj:pass"}
        before = noun < verb and plural and not cases(analysis, noun) - {"of", "on", "against"}
        changed = plural and governs and analysis.lemmas[verb] in lx.CHANGE
        if changed or (present and analysis.lemmas[verb] in lx.TREND and (governs or before)):
            return "generic", f"trend: {analysis.words[verb]}"
        if governs and analysis.tags[verb] in {"VBZ", "VBP"}:
            return "generic", "simple present"
        habits = [c for c in dependents(analysis, verb, "advmod") if analysis.lemmas[c] in lx.HABITUAL]
        if governs and habits:
            return "generic", analysis.words[habits[0]].lower()
    if plural and analysis.lemmas[noun] not in _TRACES and not _anchored(analysis, noun):
        return "generic", "bare plural"
    return None


_EXAMPLES = frozenset({"include", "including", "like", "such", "as"})


def _owned(analysis: Analysis, noun: int) -> bool:
    """True when somebody's ("survived his assassination") or told by an adjective that tells an attempt."""
    return bool(dependents(analysis, noun, "nmod:poss", "amod"))


def _first_of_list(analysis: Analysis, noun: int) -> int:
    """The first of the coordinated nouns it is one of."""
    while analysis.deps[noun] == "conj":
        noun = analysis.heads[noun]
    return noun


_STATISTIC = frozenset({"have", "record", "log", "see", "average", "total", "tally"})
"""Verbs whose counted plural is a figure, not an occurrence ("the city had 50 homicides")."""
_TRACES = frozenset({"wound", "injury", "shot", "gunshot", "casualty", "bullet", "gas", "cannon", "stone"})
"""Plurals that one act leaves behind ("died of gunshot wounds")."""


def _anchored(analysis: Analysis, noun: int) -> bool:
    """True when something ties the plural to a time, a place, or a verb of the past that it is subject or object of."""
    head = analysis.heads[noun]
    core = analysis.deps[noun] in {"nsubj", "nsubj:pass", "obj"}
    if core and (analysis.tags[head] == "VBD" or _past_auxiliary(analysis, head)):
        return True
    near = [noun, *analysis.subtree(noun)]
    if is_predicate(analysis, head):
        near += [
            inner for child in dependents(analysis, head, "obl", "obl:unmarked") for inner in analysis.subtree(child)
        ]
    return any(
        label_of(analysis, token) in {"Date", "Location", "Facility"} or analysis.lemmas[token] in lx.TIME_WORDS
        for token in near
        if token != noun
    )


def _past_auxiliary(analysis: Analysis, verb: int) -> bool:
    return any(analysis.tags[child] == "VBD" for child in dependents(analysis, verb, "aux", "aux:pass"))


_MEASURES = frozenset(
    "number rate level frequency rise increase type kind history pattern percent percentage share proportion majority "
    "average total instance count figure statistic per".split()
)


def _sentence_verbs(analysis: Analysis, token: int) -> list[int]:
    first, end = analysis.sentences[analysis.sentence_of[token]]
    return [each for each in range(first, end) if is_verb(analysis, each)]


def _question(analysis: Analysis, token: int) -> Decision | None:
    first, end = analysis.sentences[analysis.sentence_of[token]]
    asks_whether = not any(analysis.tags[each].startswith("W") for each in range(first, min(first + 4, end)))
    if analysis.words[end - 1] == "?" and asks_whether:
        return "hypothetical", "question"
    return None
