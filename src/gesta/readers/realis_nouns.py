"""The realis of an event told by a noun: "the planned strike", "fears of clashes", "attacks have continued"."""

from __future__ import annotations

from gesta.model.analysis import Analysis
from gesta.model.terms import Realis
from gesta.readers import lexicon as lx
from gesta.readers.realis_clause import Decision, governed, own, stopping
from gesta.readers.realis_sums import running_total
from gesta.readers.syntax import cases, dependents, is_predicate, is_verb, label_of

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
    (lx.PLAN - {"announce", "organise", "organize", "decide", "mean", "set", "aim"}, "planned"),
    (lx.DENY, "alleged"),
    (lx.FEAR, "hypothetical"),
    (lx.CALL - {"order", "tell", "let", "want"}, "hypothetical"),
    (frozenset({"attempt", "try", "bid"}), "attempted"),
    (lx.VOTE, "planned"),
    (lx.CANCEL, "prevented"),
    (lx.LACK | {"avoid", "renounce"}, "negated"),
)
_TRANSPARENT = frozenset(
    "series string wave spate number act case incident report kind campaign sign round possibility risk threat fear "
    "attempt plan plot prospect danger chance likelihood lack absence warning claim allegation outbreak use mention "
    "evidence hint trace".split()
)
"""Nouns whose "of" phrase is what they are about, so that what governs them governs the event."""
_TAKING_PART = frozenset({"take", "participate", "engage", "join", "culminate", "result", "end"})
_ABOUT = frozenset({"of", "for", "against", "from"})
_SOUGHT = frozenset(
    "search hunt operation conduct warrant reward appeal manhunt look campaign pressure target ransom negotiation "
    "negotiate talk plea effort wanted".split()
)
"""What is done for an act still to come ("an operation for the arrest of the killers")."""
_EXAMPLES = frozenset({"include", "including", "like", "such", "as"})
_STATISTIC = frozenset({"have", "record", "log", "see", "average", "total", "tally"})
"""Verbs whose counted plural is a figure, not an occurrence ("the city had 50 homicides")."""
_TRACES = frozenset({"wound", "injury", "shot", "gunshot", "casualty", "bullet", "gas", "cannon", "stone"})
"""Plurals that one act leaves behind ("died of gunshot wounds")."""
_LASTING = frozenset({"clash", "fighting", "battle", "combat", "shelling", "bombardment", "looting"})
"""What goes on for hours or days, so that the present tense may tell one occurrence ("clashes continue in Goma")."""
FALLING = frozenset({"die", "kill", "injure", "wound", "hurt", "arrest", "detain"})
_MANY = frozenset({"thousands", "millions", "hundreds"})
"""Numbers of a war, not of an occurrence."""
_LONG_SPANS = frozenset({"year", "month", "decade", "since", "across"})
_MEASURES = frozenset(
    "number rate level frequency rise increase type kind history pattern percent percentage share proportion majority "
    "average total instance count figure statistic per".split()
)


def nominal(analysis: Analysis, noun: int, headline: bool) -> Decision | None:
    """What decides for a noun: its own modifiers first, then what governs it, then its being a bare plural."""
    return (
        _motive(analysis, noun)
        or _likened(analysis, noun)
        or (own(analysis, noun) if dependents(analysis, noun, "cop") else None)
        or _modifiers(analysis, noun)
        or _attempt(analysis, noun)
        or _ordered(analysis, noun)
        or _governor_of_noun(analysis, noun, headline)
        or _bare_plural(analysis, noun, headline)
    )


def _motive(analysis: Analysis, noun: int) -> Decision | None:
    """A kind of act weighed as the motive of another ("robbery was not the motive", "ruled out robbery as a motive").

    "That" before it may be the conjunction ("said that robbery was not ...").
    """
    told = {analysis.words[each].lower() for each in dependents(analysis, noun, "det", "nmod:poss")}
    if analysis.tags[noun] != "NN" or told - {"that"}:
        return None
    head = analysis.heads[noun]
    beside = (head, *dependents(analysis, noun, "nsubj", "nmod"), *dependents(analysis, head, "obl", "xcomp", "obj"))
    return next((("hypothetical", "motive") for each in beside if analysis.lemmas[each] == "motive"), None)


_CALLING = frozenset("regard see view describe denounce condemn consider brand portray label decry perceive".split())
_MEASURES_TAKEN = frozenset(
    "decision move vote ruling measure law bill election reform impeachment trial dismissal suspension plan proposal "
    "policy process budget cut".split()
)


def _likened(analysis: Analysis, noun: int) -> Decision | None:
    """What an act of politics is only called ("regarded the ruling as a coup")."""
    verb = analysis.heads[noun]
    if analysis.lemmas[verb] not in _CALLING or "as" not in cases(analysis, noun):
        return None
    called = dependents(analysis, verb, "obj", "nsubj:pass")
    likened = any(analysis.lemmas[each] in _MEASURES_TAKEN for each in called)
    return ("generic", f"{analysis.words[verb].lower()} as") if likened else None


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
        if word == "any" and own(analysis, analysis.heads[noun]) == ("negated", "not"):
            return "negated", "not any"
        if word in {"any", "every", "each"}:
            return "generic", word
        if plural and word in lx.GENERIC_ADJECTIVES:
            return "generic", word
    return None


def _attempt(analysis: Analysis, noun: int) -> Decision | None:
    """An act told by the word for trying it ("a coup attempt", "an attempt on his life"), unless it was stopped."""
    lemma, head = analysis.lemmas[noun], analysis.heads[noun]
    if lemma not in {"attempt", "bid"}:
        return None
    if analysis.deps[noun] in {"obj", "nsubj:pass"} and analysis.lemmas[head] in lx.PREVENT:
        return stopping(analysis, head)
    return "attempted", lemma


def _ordered(analysis: Analysis, noun: int) -> Decision | None:
    """What a warrant or order is for, wherever the parser hangs it ("issued an order for his arrest")."""
    marks = [child for child in dependents(analysis, noun, "case") if analysis.lemmas[child] == "for"]
    for mark in marks:
        for before in range(mark - 1, max(mark - 6, -1), -1):
            if is_verb(analysis, before) or not analysis.words[before][0].isalnum():
                break
            if analysis.lemmas[before] in {"warrant", "order"}:
                return "hypothetical", f"{analysis.words[before].lower()} for"
    return None


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
            if presupposed(analysis, noun) and _is_named(analysis, noun, head):
                return None
            if dep in {"obj", "nsubj:pass", "compound"} or (dep in {"nmod", "obl"} and (marks & _ABOUT or voted)):
                decided = _by_governor(analysis, head, dep)
                if decided:
                    return decided
                if "for" in marks and analysis.lemmas[head] in _SOUGHT:
                    return "hypothetical", f"{analysis.words[head].lower()} for"
            if dep in {"nmod", "obl"} and "to" in marks and analysis.lemmas[head] == "close":
                return "hypothetical", "close to"
            if dep != "compound" and is_predicate(analysis, head):
                return _from_predicate(analysis, noun, head, core=core)
            if dep not in {"nmod", "compound"} or analysis.lemmas[head] not in _TRANSPARENT:
                return None
            decided = _modifiers(analysis, head)
            if decided:
                return decided
        current = head
    return None


def presupposed(analysis: Analysis, noun: int) -> bool:
    """True for an act named as known to the reader ("the attack", "his killing"), whatever is asked or said of it.

    The existential presupposition of definite descriptions (Strawson 1950), which questions, modals and judgements
    leave standing.
    """
    return bool(dependents(analysis, noun, "nmod:poss")) or any(
        analysis.words[child].lower() in {"the", "this", "that", "these", "those"}
        for child in dependents(analysis, noun, "det")
    )


def _is_named(analysis: Analysis, noun: int, verb: int) -> bool:
    """True for what is given a name ("called the shooting an execution"), not what is called for."""
    complements = dependents(analysis, verb, "obj", "xcomp")
    return analysis.lemmas[verb] == "call" and noun in complements and any(each > noun for each in complements)


def _by_governor(analysis: Analysis, head: int, dep: str) -> Decision | None:
    for words, kind in _GOVERNORS:
        if analysis.lemmas[head] in words and not (dep == "compound" and is_verb(analysis, head)):
            return stopping(analysis, head) if kind == "prevented" else (kind, analysis.words[head].lower())
    return None


def _from_predicate(analysis: Analysis, noun: int, head: int, *, core: bool) -> Decision | None:
    """Negation, modals and what governs the clause, for a noun that its verb makes happen."""
    lemma = analysis.lemmas[head]
    happening = lemma in lx.LIGHT | lx.OCCUR | {"occur", "carry", "be", "include", "involve", "entail"}
    if presupposed(analysis, noun) and not happening:
        return None
    if core or lemma in _TAKING_PART:
        return own(analysis, head) or governed(analysis, head)
    told = own(analysis, head)
    return told if told and told[0] in {"planned", "hypothetical"} else None


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
    if cases(analysis, noun) & {"in", "during"} and is_verb(analysis, head) and running_total(analysis, head):
        return "generic", "running total"
    if dependents(analysis, noun, "acl"):
        return None
    plural = analysis.tags[noun] in {"NNS", "NNPS"}
    if _goes_on(analysis, noun):
        return None
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
    return ("generic", BARE_PLURAL) if plural and bare_plural(analysis, noun) else None


BARE_PLURAL = "bare plural"


def bare_plural(analysis: Analysis, noun: int) -> bool:
    """True for acts in the plural, no traces of one, that nothing ties to a time, a place or those who fell in them."""
    told = analysis.tags[noun] in {"NNS", "NNPS"} and not dependents(analysis, noun, "det", "nummod")
    return told and analysis.lemmas[noun] not in _TRACES and not _anchored(analysis, noun)


def _goes_on(analysis: Analysis, noun: int) -> bool:
    """True for fighting told in the present as going on at a place or hour ("clashes are continuing in Goma")."""
    verb = analysis.heads[noun]
    if analysis.lemmas[noun] not in _LASTING or analysis.deps[noun] not in {"nsubj", "nsubj:pass"}:
        return False
    clause = list(analysis.subtree(verb))
    lemmas = {analysis.lemmas[each] for each in clause}
    if lemmas & (_LONG_SPANS | lx.HABITUAL) or analysis.lemmas[verb] in lx.CHANGE:
        return False
    return any(label_of(analysis, each) in {"Location", "Facility"} for each in clause) or "tonight" in lemmas


def _owned(analysis: Analysis, noun: int) -> bool:
    """True when somebody's ("survived his assassination") or told by an adjective that tells an attempt."""
    return bool(dependents(analysis, noun, "nmod:poss", "amod"))


def _first_of_list(analysis: Analysis, noun: int) -> int:
    """The first of the coordinated nouns it is one of."""
    while analysis.deps[noun] == "conj":
        noun = analysis.heads[noun]
    return noun


def _anchored(analysis: Analysis, noun: int) -> bool:
    """True when something ties the plural to a time, a place, counted victims, or a verb of the past that it is subject
    or object of."""
    head = analysis.heads[noun]
    core = analysis.deps[noun] in {"nsubj", "nsubj:pass", "obj"}
    past = analysis.tags[head] == "VBD" or _past_auxiliary(analysis, head)
    if past and (core or _victims_counted(analysis, noun, head)):
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


def _victims_counted(analysis: Analysis, noun: int, verb: int) -> bool:
    """True for what a number of people fell victim to ("two were killed in clashes", "a woman died in attacks")."""
    if analysis.lemmas[verb] not in FALLING or not cases(analysis, noun) & {"in", "during"}:
        return False
    return any(_is_counted(analysis, each) for each in dependents(analysis, verb, "nsubj", "nsubj:pass"))


def _is_counted(analysis: Analysis, people: int) -> bool:
    """True for a number of people, or one of them, not thousands of a war."""
    if analysis.tags[people] == "CD":
        return True
    told = {analysis.words[each].lower() for each in dependents(analysis, people, "det", "nummod")}
    counted = {analysis.words[each].lower() for each in dependents(analysis, people, "nummod")} - _MANY
    return bool(counted) or (analysis.tags[people] == "NN" and bool(told & {"a", "an", "one"}))


def _past_auxiliary(analysis: Analysis, verb: int) -> bool:
    return any(analysis.tags[child] == "VBD" for child in dependents(analysis, verb, "aux", "aux:pass"))


def _sentence_verbs(analysis: Analysis, token: int) -> list[int]:
    first, end = analysis.sentences[analysis.sentence_of[token]]
    return [each for each in range(first, end) if is_verb(analysis, each)]
