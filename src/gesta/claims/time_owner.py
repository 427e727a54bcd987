"""Whose time a time is: that of an act, of the speaking about it, or of what came after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gesta.model.analysis import Analysis
from gesta.model.entities import PlaceEntity, TimeEntity
from gesta.model.spans import Span
from gesta.model.terms import TimePrecision

FINENESS: dict[TimePrecision, int] = {
    "part_of_day": 0, "day": 1, "week": 2, "month": 3, "season": 4, "year": 5, "unknown": 6,
}  # fmt: skip
_SPEECH = frozenset(
    "say tell announce report state add confirm claim publish declare release identify name quote write explain "
    "describe note reveal warn urge condemn speak talk recall learn".split()
)
_DECLARE = frozenset({"announce", "declare"})
"""Verbs of speech that bring about what they name ("declared a curfew on Monday")."""
_STEPS = frozenset(
    "charge arraign indict sentence convict plead appear schedule bury mourn jail extradite order testify vote "
    "spend visit tour inspect console mark commemorate remember honor honour observe celebrate search seek hunt look "
    "investigate interview".split()
)
"""Verbs of what comes after an act: their time is not the act's."""
_PLANS = frozenset("threaten vow pledge promise".split())
"""Verbs whose time is that of the word, where what is meant to be done follows ("threatened to strike again")."""
_ARRESTS = frozenset("arrest book apprehend capture detain nab surrender".split())
_DEATHS = frozenset("die succumb pronounce".split())
_BLOWS = frozenset("shoot stab wound injure hit strike beat batter burn".split())
"""What somebody may die of days later ("a boy who was shot in a robbery died on Friday")."""
_HURTS = frozenset("injury wound".split())
_FROM_HURTS = 12
"""Words from a death to what caused it ("died on Tuesday as a result of the injuries she had suffered")."""
_AT_THE_SCENE = frozenset("scene spot instantly immediately there".split())
_NEAR = 6
"""Words within which "after" follows the time of a death ("died on Friday, three days after the incident")."""
_COURT = frozenset(
    "vigil briefing conference funeral hearing memorial plea deal sentencing trial burial autopsy".split()
)
"""What is held, attended or accepted after an act."""
_TRIALS = frozenset("hearing trial sentencing arraignment inquest testimony verdict court".split())
"""What is before a court, or begins there on a day of its own: "the trial opened", "in court", "Monday's hearing"."""
_BOND = frozenset({"bond", "bail"})
"""What is set, denied or posted after an arrest."""
_HOLD = frozenset("hold attend lead accept enter give make".split())
_AT_ONCE = frozenset("during at amid amidst as when while".split())
"""What marks an act of the same time as the arrest: "arrested at a protest"."""
_MOMENTS = _AT_ONCE | {"until", "till", "after", "before", "since", "because"}
"""What begins a clause that nobody is told to have said."""
_SPEAKER = 8
"""Words that a speaker takes between an opening time and the verb ("On Monday, police in the port city said")."""
_PLACED = 5
"""Words that a place with its time takes before it."""
_CLAIMED = frozenset({"life", "victim"})
"""What an attack claims, not a speaker."""
_TEXTS = frozenset(
    "statement release report email letter message post document paper affidavit complaint lawsuit indictment "
    "warrant".split()
)
_SENDING = frozenset("send issue release publish post file obtain share submit circulate unseal".split())
"""What is done with a text on a day that is not the act's."""
_NAMED_BY = 4
"""Words between a day and the noun of the act that it tells apart ("the May 3 drive-by shooting")."""
_NAMED = frozenset({"obj", "nsubj:pass"})
_CLAUSES = frozenset({"ccomp", "parataxis", "advcl", "advcl:relcl", "acl", "acl:relcl", "csubj"})
_PREMODIFIERS = ("compound", "nmod:poss", "amod", "nummod", "nmod:tmod", "nmod:unmarked", "nmod")
_ABOUT = ("around ", "about ", "approximately ", "just ", "shortly ", "some time ")
"""How an expression begins that nobody uses of the hour of speaking ("told us around 3 p.m. two groups met")."""


def of_another(analysis: Analysis, time: TimeEntity, trigger: int | None) -> bool:
    """True when the time belongs to a reporting verb or a later step that is not the event itself.

    A time behind the event's own words is the event's, whatever verb stands before both ("identified the man whom
    officers shot on Thursday"); a month or year of speaking holds for what is spoken of.
    """
    path = tuple(_path(analysis, time))
    if trigger is not None and (trigger in path or _right_behind(analysis, time, trigger)):
        return False
    if told_by(analysis, time, trigger):
        return False
    if _told_in_passing(analysis, time, path) or (trigger is not None and _of_noun(analysis, time, trigger)):
        return True
    if trigger is not None and _of_late_death(analysis, time, trigger):
        return True
    if (
        _of_court(analysis, time)
        or _of_text(analysis, time)
        or (trigger is not None and _days_apart(analysis, time, trigger))
    ):
        return True
    verb = verb_of(analysis, time)
    if verb is not None and trigger is not None and _beside(analysis, time, trigger, verb):
        return False
    if verb is not None and trigger not in (None, verb) and _of_outcome(analysis, time, verb, trigger):
        return True
    if verb is not None and trigger is not None and _of_step_elsewhere(analysis, verb, trigger):
        return True
    if verb is not None and trigger is not None and _of_others(analysis, verb, trigger):
        return True
    spoken = of_speech(analysis, time) and FINENESS[time.when.precision] not in (FINENESS["month"], FINENESS["year"])
    if verb == trigger is not None or not (spoken or of_step(analysis, time)):
        return False
    if verb is None:
        return True
    if trigger is not None and _declares(analysis, verb, trigger):
        return False
    return trigger is None or not verb < trigger < analysis.tokens_in(Span(time.start, time.end)).start


def _declares(analysis: Analysis, verb: int, trigger: int) -> bool:
    """True for what somebody brings about by saying so: the object of "declare", the subject of "was announced", but
    not the killing in "announced an arrest in the killing"."""
    named = _branch(analysis, verb, trigger)
    if named is None or analysis.lemmas[verb].lower() not in _DECLARE or analysis.deps[named] not in _NAMED:
        return False
    above = (trigger, *analysis.ancestors(trigger))
    below = [child for token in above[: above.index(named)] for child in analysis.children[token]]
    return all(analysis.lemmas[child].lower() == "of" for child in below if analysis.deps[child] == "case")


def stands_with(analysis: Analysis, time: TimeEntity, trigger: int) -> bool:
    """True for a time whose first verb or noun of the act above it is the trigger."""
    return trigger in _path(analysis, time) or verb_of(analysis, time) == trigger


def told_by(analysis: Analysis, time: TimeEntity, trigger: int | None) -> bool:
    """True for a time that is told by the act itself ("since 3 May, when the rebels attacked", "a fight last month that
    left one dead")."""
    tokens = analysis.tokens_in(Span(time.start, time.end))
    for clause in (trigger, *above(analysis, trigger)):
        if clause is None:
            return False
        if analysis.heads[clause] in tokens and analysis.deps[clause] == "acl:relcl":
            return True
        opening = (child for child in analysis.children[clause] if child in (tokens.stop, tokens.stop + 1))
        if any(analysis.lemmas[child].lower() == "when" for child in opening):
            return True
    return False


def ends_or_begins(analysis: Analysis, time: TimeEntity) -> bool:
    """True for a time of what something lasted until, or went on since ("until a truce was signed in 1994")."""
    verb = verb_of(analysis, time)
    marks = set() if verb is None else _marks(analysis, verb)
    return bool(marks & {"until", "till", "since"})


def _told_in_passing(analysis: Analysis, time: TimeEntity, path: Sequence[int]) -> bool:
    """True for the time that something is measured by or told in: "since the May 3 attacks", "according to a report on
    Monday"."""
    head = _head(analysis, time)
    nouns = path if head is None else (head, *path)
    cases = {analysis.lemmas[child].lower() for noun in nouns for child in analysis.children[noun]
             if analysis.deps[child] in {"case", "mark"}}  # fmt: skip
    return bool(cases & {"since", "according", "accord"})


def _of_noun(analysis: Analysis, time: TimeEntity, trigger: int) -> bool:
    """True for a step beside the time of a noun: in "charged in Friday's shooting" Friday dates no charge."""
    lemma = analysis.lemmas[trigger].lower()
    head = _head(analysis, time)
    if head is None or lemma not in _STEPS | _ARRESTS:
        return False
    noun = analysis.heads[head]
    return (
        noun > head
        and noun != trigger
        and analysis.tags[noun].startswith("NN")
        and (analysis.deps[head] in _PREMODIFIERS)
    )


def _of_outcome(analysis: Analysis, time: TimeEntity, verb: int, trigger: int | None) -> bool:
    """True for the time of an arrest for the act, of a day in court, or of a death that came after it."""
    lemma = analysis.lemmas[verb].lower()
    below = None if trigger is None else _branch(analysis, verb, trigger)
    if below == trigger is not None and analysis.lemmas[trigger].lower() in _ARRESTS:
        return False  # "made three arrests on Monday"
    if trigger is not None and analysis.words[verb].lower() == "wanted" and _closes(analysis, time, trigger):
        return False  # "wanted in the shooting that killed two last Thursday"
    if _arrests(analysis, verb) or _makes_step(analysis, verb):
        return below is not None and not _marks(analysis, below) & _AT_ONCE
    if trigger is None or lemma not in _DEATHS:
        return False
    if "where" in {analysis.lemmas[child].lower() for child in analysis.children[verb]}:
        return True
    if trigger < verb and analysis.lemmas[trigger].lower() in _BLOWS and not _on_the_spot(analysis, verb):
        return True
    if below is not None and analysis.lemmas[below].lower() in _HURTS and _marks(analysis, below) & {"from", "of"}:
        return True  # "died Sunday from injuries that he suffered in the shooting"
    of_subject = below is not None and analysis.deps[below].startswith("nsubj")
    return of_subject or _after_follows(analysis, time, trigger)


_WITH_ACT = frozenset("on and killed dead to death fatally wounded injured last late early".split())
"""What may stand between the act's verb and its day ("shot and killed on May 1")."""


def _right_behind(analysis: Analysis, time: TimeEntity, trigger: int) -> bool:
    """True for a day right behind the act's verb, whatever verb above the parse gives it to ("arrested in the death of
    a nurse who was shot and killed May 1")."""
    tokens = analysis.tokens_in(Span(time.start, time.end))
    if not analysis.tags[trigger].startswith("VB") or analysis.lemmas[trigger].lower() in _DEATHS:
        return False
    return (
        bool(tokens)
        and trigger < tokens.start
        and all(analysis.words[each].lower() in _WITH_ACT for each in range(trigger + 1, tokens.start))
    )


def _of_late_death(analysis: Analysis, time: TimeEntity, trigger: int) -> bool:
    """True for the day on which somebody died of what was done before ("died Sunday from injuries he had suffered"): it
    is not the act's, though nothing else dates it."""
    if analysis.lemmas[trigger].lower() not in _DEATHS or verb_of(analysis, time) != trigger:
        return False
    last = analysis.sentences[analysis.sentence_of[trigger]][1]
    hurts = [
        each
        for each in range(trigger + 1, min(trigger + _FROM_HURTS, last))
        if analysis.lemmas[each].lower() in _HURTS and trigger in analysis.ancestors(each)
    ]
    return not _on_the_spot(analysis, trigger) and any(
        _marks(analysis, hurt) & {"from", "of"}
        and any(analysis.deps[child] in {"nmod:poss", "acl:relcl"} for child in analysis.children[hurt])
        for hurt in hurts
    )


def _closes(analysis: Analysis, time: TimeEntity, trigger: int) -> bool:
    """True for a time behind the act with no verb between both that is not said of the act."""
    tokens = analysis.tokens_in(Span(time.start, time.end))
    return (
        bool(tokens)
        and trigger < tokens.start
        and all(
            trigger in analysis.ancestors(each)
            for each in range(trigger + 1, tokens.start)
            if analysis.tags[each].startswith("VB")
        )
    )


def _on_the_spot(analysis: Analysis, verb: int) -> bool:
    """True for a death at once ("died at the scene on Monday"): its day is the act's."""
    return bool(_AT_THE_SCENE & {analysis.lemmas[child].lower() for child in analysis.children[verb]})


def _beside(analysis: Analysis, time: TimeEntity, trigger: int, verb: int) -> bool:
    """True for a time right before the act's noun ("wanted in the March 2 shooting"), or between it and a verb of what
    came after ("the shootings last month pleaded")."""
    tokens = analysis.tokens_in(Span(time.start, time.end))
    if not tokens or not analysis.tags[trigger].startswith("NN"):
        return False
    lemma = analysis.lemmas[trigger].lower()
    between = range(tokens.stop, trigger)
    named = len(between) <= _NAMED_BY and all(analysis.tags[each][:2] in {"JJ", "NN", "HY", "RB"} for each in between)
    before = tokens.stop <= trigger and named and lemma not in _STEPS | _ARRESTS
    return before or (tokens.start == trigger + 1 and tokens.stop <= verb)


def _of_step_elsewhere(analysis: Analysis, verb: int, trigger: int) -> bool:
    """True for the time of an arrest or another step told in another sentence than the act."""
    apart = analysis.sentence_of[verb] != analysis.sentence_of[trigger]
    own = analysis.lemmas[trigger].lower() in _ARRESTS | {"custody", "arrested"} or _arrests(analysis, trigger)
    return apart and not own and _arrests(analysis, verb)


_APART = frozenset("day week month year morning evening night".split())
"""What lies between two days ("went to school on Friday, the morning after the raid"); hours may be of one day."""


def _days_apart(analysis: Analysis, time: TimeEntity, trigger: int) -> bool:
    """True for the time of what came so long before or after the act ("he knelt on Friday, two days before he shot the
    mayor")."""
    head = _head(analysis, time)
    for above in (trigger, *analysis.ancestors(trigger)):
        for child in analysis.children[above]:
            apart = analysis.deps[child] in {"mark", "case"} and analysis.lemmas[child].lower() in {"after", "before"}
            if apart and child and analysis.lemmas[child - 1].lower() in _APART:
                return head is not None and above not in (head, *analysis.ancestors(head))
    return False


def _of_others(analysis: Analysis, verb: int, trigger: int) -> bool:
    """True for the verb of a clause on others than those of the act ("those who prayed on Friday gave to the victims of
    the massacre", "the man who shot them is a clerk who was dismissed on Friday")."""
    if analysis.deps[verb] != "acl:relcl":
        return False
    if analysis.sentence_of[verb] != analysis.sentence_of[trigger]:
        return False
    above = (trigger, *analysis.ancestors(trigger))
    return not {verb, analysis.heads[verb]} & set(above) and trigger not in analysis.ancestors(verb)


def _arrests(analysis: Analysis, verb: int) -> bool:
    """True for a verb of arresting or one joined to it ("located and arrested"), for "took into custody", "turned
    himself in" and "wanted"."""
    for each in (verb, *(child for child in analysis.children[verb] if analysis.deps[child] == "conj")):
        lemma = analysis.lemmas[each].lower()
        below = {analysis.lemmas[child].lower() for child in analysis.children[each]}
        if (
            lemma in _ARRESTS
            or analysis.words[each].lower() == "wanted"
            or (lemma in {"take", "turn"} and below & {"custody", "in"})
        ):
            return True
    return False


def _after_follows(analysis: Analysis, time: TimeEntity, reach: int = 0) -> bool:
    """True where "after" stands behind the time, up to the token or a few words on."""
    end = analysis.tokens_in(Span(time.start, time.end)).stop
    last = analysis.sentences[analysis.sentence_of[end - 1]][1]
    for token in range(end, max(reach, min(end + _NEAR, last))):
        if analysis.lemmas[token].lower() in {"hour", "minute", "shortly", "moment"}:
            return False  # "around 7 p.m. on Friday, less than an hour after he was shot"
        if analysis.lemmas[token].lower() == "after":
            return True
    return False


def _makes_step(analysis: Analysis, verb: int) -> bool:
    """True for "an arrest was made", "made a court appearance"."""
    objects = {analysis.lemmas[child].lower() for child in analysis.children[verb]}
    return analysis.lemmas[verb].lower() == "make" and bool(objects & {"arrest", "appearance"})


def _branch(analysis: Analysis, verb: int, token: int) -> int | None:
    """The dependent of the verb that holds the token."""
    chain = [token, *analysis.ancestors(token)]
    return chain[chain.index(verb) - 1] if verb in chain[1:] else None


def _marks(analysis: Analysis, token: int) -> set[str]:
    return {
        analysis.lemmas[child].lower()
        for child in analysis.children[token]
        if analysis.deps[child] in {"case", "mark", "advmod"}
    }


def _head(analysis: Analysis, time: TimeEntity) -> int | None:
    tokens = analysis.tokens_in(Span(time.start, time.end))
    if not tokens:
        return None
    return next((token for token in tokens if analysis.heads[token] not in tokens), tokens[0])


def above(analysis: Analysis, of: TimeEntity | int | None) -> tuple[int, ...]:
    """The tokens that the time, or the token, depends on, the nearest first."""
    head = _head(analysis, of) if isinstance(of, TimeEntity) else of
    return () if head is None else tuple(analysis.ancestors(head))


def _path(analysis: Analysis, time: TimeEntity) -> Iterator[int]:
    """What stands between the time and the verb above it, that verb left out."""
    head = _head(analysis, time)
    for above in analysis.ancestors(head) if head is not None else ():
        if analysis.tags[above].startswith("VB"):
            return
        yield above


def verb_of(analysis: Analysis, time: TimeEntity) -> int | None:
    """The verb that governs the time."""
    head = _head(analysis, time)
    return None if head is None else verb_above(analysis, head)


def verb_above(analysis: Analysis, token: int) -> int | None:
    """The nearest verb that the token depends on."""
    return next((above for above in analysis.ancestors(token) if analysis.tags[above].startswith("VB")), None)


def names_another(analysis: Analysis, time: TimeEntity, trigger: int | None) -> bool:
    """True for the year or month before a noun that is neither the act nor above it, nor what it was done in ("rebels
    who signed the 2016 accord killed five", but not "killed in a 2016 raid")."""
    head = _head(analysis, time)
    if head is None or trigger is None or FINENESS[time.when.precision] < FINENESS["month"]:
        return False
    noun = analysis.heads[head]
    named = noun > head and analysis.tags[noun].startswith("NN") and analysis.deps[head] in _PREMODIFIERS
    if not named or noun in (trigger, *analysis.ancestors(trigger)):
        return False
    return trigger != verb_above(analysis, noun) and trigger not in _path(analysis, time)


def of_speech(analysis: Analysis, time: TimeEntity) -> bool:
    """True when the time belongs to a reporting verb: it follows it ("said on Monday"), opens its sentence ("On Monday
    police said"), or stands right before it ("police on Monday said")."""
    verb = verb_of(analysis, time)
    if verb is not None and _sent(analysis, verb):
        return True
    if verb is None or not _speaks(analysis, verb) or _in_clause_below(analysis, time):
        return False
    if time.exact.lower().startswith(_ABOUT):
        return False
    tokens = analysis.tokens_in(Span(time.start, time.end))
    if tokens.start > verb:
        return True
    if _of_subject(analysis, tokens.start, verb):
        return False
    opening = _opens_sentence(analysis, tokens) and verb - tokens.stop <= _SPEAKER
    between = range(tokens.stop, verb)
    return opening or all(analysis.deps[each] == "aux" and analysis.heads[each] == verb for each in between)


def _of_subject(analysis: Analysis, first: int, verb: int) -> bool:
    """True for a bare day behind a verb or an act's noun that only says who speaks ("the family of a girl shot in an
    incident Sunday said")."""
    subject = next((child for child in analysis.children[verb] if analysis.deps[child].startswith("nsubj")), None)
    if subject is None or not subject < first < verb or analysis.words[first - 1].lower() in {"on", ","}:
        return False
    within = range(subject + 1, first)
    return any(analysis.tags[each] in {"VBN", "VBD"} and subject in analysis.ancestors(each) for each in within)


def _opens_sentence(analysis: Analysis, tokens: range) -> bool:
    """True for "On Monday police ...", and for "In Lima on Monday, police ..."."""
    first = analysis.sentences[analysis.sentence_of[tokens.start]][0]
    placed = analysis.lemmas[first].lower() in {"in", "at"} and analysis.words[tokens.stop : tokens.stop + 1] == (",",)
    return tokens.start - first <= (_PLACED if placed else 1)


def _speaks(analysis: Analysis, verb: int) -> bool:
    """True for a verb of speaking whose time is that of the speaking: "police say", "tell us" is now, "was reported"
    the act."""
    lemma = analysis.lemmas[verb].lower()
    children = analysis.children[verb]
    if lemma not in _SPEECH or any(analysis.lemmas[child].lower() in _CLAIMED for child in children):
        return False
    if analysis.tags[verb] in {"VBP", "VBZ"}:
        return False
    passive = any(analysis.deps[child] == "aux:pass" for child in children)
    return not (lemma == "report" and passive)  # "a shooting was reported around 9 p.m."


def _sent(analysis: Analysis, verb: int) -> bool:
    """True for how a text came to be known: "a statement sent on Monday", "papers filed on Tuesday"."""
    text = analysis.lemmas[analysis.heads[verb]].lower()
    return analysis.deps[verb] == "acl" and text in _TEXTS and analysis.lemmas[verb].lower() in _SENDING


def _in_clause_below(analysis: Analysis, time: TimeEntity) -> bool:
    """True where a clause without a verb stands between ("police say three are in jail after Friday's fire")."""
    return any(analysis.deps[above] in _CLAUSES for above in _path(analysis, time))


def of_speaking(analysis: Analysis, place: PlaceEntity, trigger: int | None) -> bool:
    """True for the place where somebody speaks of the act, not that of the act: "it was reported in Lima that five were
    killed", "police sources in the capital said ..."."""
    tokens = analysis.tokens_in(Span(place.start, place.end))
    if not tokens or trigger is None:
        return False
    above = list(analysis.ancestors(trigger))
    for verb in (
        each for each in above if analysis.lemmas[each].lower() in _SPEECH and analysis.tags[each][:2] == "VB"
    ):
        told = _branch(analysis, verb, trigger)
        if told is not None and analysis.deps[told] == "ccomp" and not _marks(analysis, told) & _MOMENTS:
            place_of = _branch(analysis, verb, tokens[-1])
            if place_of is None or not analysis.deps[place_of].startswith(("nsubj", "obl")):
                return False
            return analysis.deps[place_of].startswith("nsubj") or not _opens(analysis, place_of, verb)
    return False


def _opens(analysis: Analysis, adverbial: int, verb: int) -> bool:
    """True for what stands before the subject and frames all that is said: "in Lima, police said they held ..."."""
    subjects = (child for child in analysis.children[verb] if analysis.deps[child].startswith("nsubj"))
    return any(adverbial < subject < verb for subject in subjects)


_AFTERMATH = (
    _SPEECH
    | _STEPS
    | _ARRESTS
    | frozenset("treat hospitalize hospitalise rush ferry airlift transport transfer admit deplore denounce".split())
    | frozenset("convict try acquit arraign find remand".split())
)
"""Verbs of what follows an act: their place is where it is told, treated, judged or where somebody was caught."""


def of_aftermath(analysis: Analysis, place: PlaceEntity, trigger: int | None) -> bool:
    """True for the place of a verb of what follows the act ("treated in Eldoret", "detained in Nagoya for a killing in
    Kyoto"): it is the act's only where no other is told."""
    tokens = analysis.tokens_in(Span(place.start, place.end))
    verb = verb_above(analysis, tokens[-1]) if tokens else None
    if verb is None or trigger is None or verb == trigger or analysis.lemmas[verb].lower() not in _AFTERMATH:
        return False
    told = analysis.lemmas[verb].lower() in _SPEECH and not _speaks(analysis, verb)
    above = list(analysis.ancestors(tokens[-1]))
    return not told and trigger not in above[: above.index(verb)]  # "shootouts were reported at the prison"


def of_step(analysis: Analysis, time: TimeEntity) -> bool:
    """True when the time belongs to what came after an act: a charge, a hearing, a burial."""
    verb = verb_of(analysis, time)
    if _of_court(analysis, time):
        return True
    if verb is None:
        return False
    lemma = analysis.lemmas[verb].lower()
    held = {analysis.lemmas[child].lower() for child in analysis.children[verb]} if lemma in _HOLD else set()
    known = lemma == "investigate" and analysis.tags[verb] == "VBD"  # "on Saturday police investigated a shooting"
    if (lemma in _STEPS and not known) or held & _COURT or _before_court(analysis, verb):
        return True
    if lemma in _PLANS and any(analysis.deps[child] == "xcomp" for child in analysis.children[verb]):
        return True
    if lemma in _SENDING and {analysis.lemmas[child].lower() for child in analysis.children[verb]} & _TEXTS:
        return True
    return lemma in _DEATHS and _days_after(analysis, time)


def _of_court(analysis: Analysis, time: TimeEntity) -> bool:
    """True for the day of "Monday's hearing" and "in court today"."""
    head = _head(analysis, time)
    return head is not None and analysis.lemmas[analysis.heads[head]].lower() in _COURT | _TRIALS


def _of_text(analysis: Analysis, time: TimeEntity) -> bool:
    """True for the day of a text ("in a story on Aug. 10 about a shooting")."""
    head = _head(analysis, time)
    noun = head if head is None else analysis.heads[head]
    if head is None or noun is None or noun >= head or not analysis.tags[noun].startswith("NN"):
        return False
    return analysis.lemmas[noun].lower() in _TEXTS | {"story", "article"}


def _before_court(analysis: Analysis, verb: int) -> bool:
    """True for the verb of a day in court: "the trial opened", "in court she was told", "made her first appearance"."""
    below = {(analysis.deps[child].split(":")[0], analysis.lemmas[child].lower()) for child in analysis.children[verb]}
    if below & {("obj", "appearance"), ("obj", "stand"), ("obl", "court")}:
        return True
    lemma = analysis.lemmas[verb].lower()
    filed = lemma in {"file", "bring", "drop"} and ("nsubj", "charge") in below
    filed = filed or (lemma in {"set", "deny", "post"} and bool(_BOND & {word for _, word in below}))
    return filed or any(dep in {"nsubj", "obj"} and lemma in _TRIALS - {"court"} for dep, lemma in below)


def _days_after(analysis: Analysis, time: TimeEntity) -> bool:
    """True where a death is told to have come days after the act ("died on Friday, three days after")."""
    end = analysis.tokens_in(Span(time.start, time.end)).stop
    last = analysis.sentences[analysis.sentence_of[end - 1]][1]
    lemmas = [analysis.lemmas[token].lower() for token in range(end, min(end + _NEAR, last))]
    return "after" in lemmas and bool({"day", "week", "month", "year"} & set(lemmas[: lemmas.index("after")]))
