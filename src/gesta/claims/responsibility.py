"""Who claimed, denied or is suspected of an act, and "no one has claimed responsibility" as a value of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gesta.claims.denials import denied_act
from gesta.claims.named_only import SAYS
from gesta.claims.parties import actor_at
from gesta.claims.suspicion import FAR, Act, Acts, Party, Suspicion, at, party, suspicions
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import ActorEntity
from gesta.model.incidents import Responsibility
from gesta.model.reading import Argument, Mention
from gesta.model.spans import Quote, quote
from gesta.model.tellings import Resolved
from gesta.model.terms import ActorKind, ResponsibilityStatus

_RANK: Mapping[ResponsibilityStatus, int] = {
    "claimed": 4, "denied": 3, "unclaimed": 2, "suspected": 1, "not_mentioned": 0,
}  # fmt: skip
_UNSAID = frozenset({"hypothetical", "generic", "planned"})
_CALLS = frozenset({"call", "phone", "telephone", "contact", "ring", "write", "appear"})
"""What somebody did in order to claim an act: then the claim was made ("called a radio station to claim it")."""
_TAKES = frozenset({"accept", "assume", "take", "admit", "acknowledge"})
_MAINTAINS = frozenset({"maintain", "proclaim", "protest", "declare", "insist", "assert", "plead", "profess"})
_PARTS = frozenset({"role", "part", "involvement", "connection", "hand", "link", "tie"})
_HAS = frozenset({"have", "play", "take"})
_SAID = frozenset({"say", "insist", "tell", "claim", "state", "maintain", "stress"})
_NOBODY = frozenset({"no", "none", "nobody", "neither", "nor"})
_OURSELVES = frozenset({"i", "we", "me", "us"})
"""Who is quoted: their name is not in their own words."""
_GROUPS: frozenset[ActorKind] = frozenset({"rebel", "militia", "terrorist", "gang"})
_THE_ACT = frozenset({"responsibility", "it", "this", "act", "incident", "which", "that"})


def responsibilities(
    document: Document, analysis: Analysis, mentions: Sequence[Mention], resolved: Resolved
) -> dict[int, Responsibility]:
    """By the trigger offset of each act, what the text says of the responsibility for it."""
    found: dict[int, Responsibility] = {}
    acts = Acts(analysis, mentions)
    for each in suspicions(document, analysis, acts):
        told = _answer("suspected", each.who, each.words, resolved)
        if not _befell(each, told, resolved):
            _keep(found, each.act, told)
    for act, told in _told(document, analysis, acts, resolved):
        _keep(found, act.mention, told)
    return found


def _befell(suspicion: Suspicion, told: Responsibility, resolved: Resolved) -> bool:
    """True where whoever is called a suspect, or was arrested, is the one whom the act befell ("shot the suspect")."""
    if suspicion.act.of("participant"):
        return False
    for argument in suspicion.act.of("target", "victim"):
        if argument.quote.span.overlaps(suspicion.words.span):
            return True
        entity = actor_at(resolved, argument)
        if told.by is not None and entity is not None and told.by == (entity.name or entity.exact):
            return all(doer.quote.start != argument.quote.start for doer in suspicion.act.of("perpetrator"))
    return False


def _keep(found: dict[int, Responsibility], act: Mention, new: Responsibility) -> None:
    old = found.get(act.trigger.start)
    if old is None or _RANK[new.status] > _RANK[old.status]:
        found[act.trigger.start] = new


def _answer(status: ResponsibilityStatus, who: Party | None, words: Quote, resolved: Resolved) -> Responsibility:
    if who is None:
        return Responsibility(status, None, None, (words,))
    named = (actor.name or actor.exact for actor in resolved.actors if actor.start <= who.head < actor.end)
    by = next(named, None if who.quote.exact.lower() in _OURSELVES else who.quote.exact)
    return Responsibility(status, by, None, tuple(dict.fromkeys((who.quote, words))))


def _told(
    document: Document, analysis: Analysis, acts: Acts, resolved: Resolved
) -> Iterator[tuple[Act, Responsibility]]:
    """Every claim and denial of an act, and that nobody claimed it."""
    for mention in acts.mentions:
        token = analysis.token_at(mention.trigger.start)
        if token is None or (mention.realis in _UNSAID and not _done(analysis, mention, token)):
            continue
        if mention.concept == "responsibility_claim":
            told = _claim(document, analysis, mention, resolved)
            later = acts.after(token)
            before = acts.before(token, FAR)
            for act in later or ((before,) if before else ()):  # "for the bombing and the kidnapping"
                yield act, told
        elif mention.concept == "denial" and mention.realis != "negated":
            denied = denied_act(analysis, acts, token)
            if denied is not None:
                yield denied, _answer("denied", party(_speaker(mention)), mention.trigger, resolved)
    yield from _told_by_doers(analysis, acts, resolved)
    yield from _claimed_by(document, analysis, acts, resolved)
    yield from _innocent(document, analysis, acts, resolved)


def _done(analysis: Analysis, mention: Mention, token: int) -> bool:
    if mention.concept != "responsibility_claim":
        return False
    above = analysis.heads[token]
    return analysis.tags[token] == "VB" and analysis.tags[above] == "VBD" and analysis.lemmas[above] in _CALLS


def _speaker(mention: Mention) -> Argument | None:
    """The one nearest to the words of the claim: what the sentence begins with may be what the attack was for."""
    told = mention.of("perpetrator", "participant")
    return min(told, key=lambda each: abs(each.quote.start - mention.trigger.start), default=None)


def _claim(document: Document, analysis: Analysis, mention: Mention, resolved: Resolved) -> Responsibility:
    who = _speaker(mention)
    first = analysis.tokens_in(who.quote.span)[0] if who else 0
    near = {analysis.lemmas[each] for each in range(max(0, first - 1), first + 1)} if who else set()
    if mention.realis == "negated" or near & _NOBODY:
        return Responsibility("unclaimed", None, document.published.start, (mention.trigger,))
    return _answer("claimed", party(_speaker(mention)), mention.trigger, resolved)


def _told_by_doers(analysis: Analysis, acts: Acts, resolved: Resolved) -> Iterator[tuple[Act, Responsibility]]:
    """Acts that an armed group itself tells to have done ("the River Front said that it attacked the post")."""
    for act in acts.all:
        spoken = act.mention.attribution
        cue = None if spoken is None else analysis.token_at(spoken.cue.start)
        if spoken is None or cue is None or act.mention.realis != "actual":
            continue
        if analysis.lemmas[cue] not in SAYS or not analysis.tags[act.token].startswith("VB"):
            continue
        words = spoken.speaker
        within = [actor for actor in resolved.actors if words.start <= actor.start and actor.end <= words.end]
        doers = {_identity(each) for doer in act.mention.of("perpetrator") if (each := actor_at(resolved, doer))}
        group = next((each for each in within if each.sector in _GROUPS and _identity(each) in doers), None)
        if group is not None:
            yield act, Responsibility("claimed", group.name or group.exact, None, (words, spoken.cue))


def _identity(actor: ActorEntity) -> str:
    return actor.actor_id or actor.name or actor.exact


def _claimed_by(
    document: Document, analysis: Analysis, acts: Acts, resolved: Resolved
) -> Iterator[tuple[Act, Responsibility]]:
    """ "The attack, which was claimed by the group", "the army accepted responsibility for the deaths", "nobody took
    credit for the blast"."""
    for token in range(len(analysis)):
        if analysis.lemmas[token] == "claim" and analysis.tags[token] == "VBN":
            about = _one(analysis, token, "nsubj:pass")
            about = analysis.heads[token] if about is None and analysis.deps[token] == "acl" else about
            who = next((each for each in analysis.children[token] if _is_agent(analysis, each)), None)
            act = None if about is None else _meant(analysis, acts, about)
        elif analysis.lemmas[token] == "responsibility" and analysis.lemmas[analysis.heads[token]] in _TAKES:
            verb = analysis.heads[token]
            told = analysis.tags[verb] in {"VBD", "VBZ", "VBN"} and _one(analysis, verb, "aux") is None
            who = _one(analysis, verb, "nsubj") if told and analysis.deps[token] == "obj" else None
            act = None if who is None else acts.spoken_of(token, FAR)
        elif analysis.lemmas[token] == "credit" and analysis.lemmas[analysis.heads[token]] in {"take", "claim"}:
            who = _one(analysis, analysis.heads[token], "nsubj")
            act = next(iter(acts.after(token)), None)
        else:
            continue
        if act is not None and who is not None:
            words = quote(document.text, analysis.span(token, token + 1))
            if {analysis.lemmas[each].lower() for each in (who, *analysis.children[who])} & _NOBODY:
                yield act, Responsibility("unclaimed", None, document.published.start, (words,))
            else:
                yield act, _answer("claimed", at(document, analysis, who), words, resolved)


def _innocent(
    document: Document, analysis: Analysis, acts: Acts, resolved: Resolved
) -> Iterator[tuple[Act, Responsibility]]:
    """ "He maintains his innocence" and "the group said it had no role in the attack" deny the act."""
    for token in range(len(analysis)):
        verb = analysis.heads[token]
        if analysis.lemmas[token] == "innocence" and analysis.lemmas[verb] in _MAINTAINS:
            act, who = acts.before(token, FAR), _one(analysis, verb, "nsubj")
        elif analysis.lemmas[token] in _PARTS and analysis.lemmas[verb] in _HAS and _is_none(analysis, token):
            act, who = acts.spoken_of(token, FAR), _one(analysis, analysis.heads[verb], "nsubj")
        else:
            continue
        if act is not None and who is not None:
            words = quote(document.text, analysis.span(token, token + 1))
            yield act, _answer("denied", at(document, analysis, who), words, resolved)


def _is_none(analysis: Analysis, part: int) -> bool:
    """True for "no role", said by somebody ("he said he had no role")."""
    verb = analysis.heads[part]
    said = analysis.deps[verb] == "ccomp" and analysis.lemmas[analysis.heads[verb]] in _SAID
    return said and any(analysis.lemmas[child] == "no" for child in analysis.children[part])


def _one(analysis: Analysis, token: int, dep: str) -> int | None:
    return next((each for each in analysis.children[token] if analysis.deps[each] == dep), None)


def _is_agent(analysis: Analysis, token: int) -> bool:
    return analysis.deps[token].startswith("obl") and any(
        analysis.lemmas[child] == "by" for child in analysis.children[token]
    )


def _meant(analysis: Analysis, acts: Acts, about: int) -> Act | None:
    """The act that the subject of "was claimed by" is, or stands for."""
    for act in acts.all:
        if act.token == about:
            return act
    if analysis.lemmas[about] in {"which", "that"}:
        return acts.before(about, 0)
    if analysis.lemmas[about] in _THE_ACT:
        return acts.spoken_of(about, FAR) if analysis.lemmas[about] == "responsibility" else acts.before(about, FAR)
    return None
