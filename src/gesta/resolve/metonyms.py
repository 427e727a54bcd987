"""Governments called by their country or capital: "Baghdad said", "Turkey launched air strikes", "talks with Iran",
and their forces by an adjective ("an Israeli air strike").

A place name acts where it is the subject of a verb of saying, fighting or dealing, where such a verb is done to it as
to a government ("accused Turkey"), and where it is a party to relations ("ties between Chad and Sudan"). A capital acts
only where it speaks. What stands with "and" beside one that acts acts too.
"""

from __future__ import annotations

from collections.abc import Iterator

from gesta.knowledge.actor_names import loose
from gesta.model.deeds import ATTACKS, BY_FORCE, STATE_ACTS, is_of_force, is_short_state
from gesta.model.terms import ActorKind
from gesta.resolve.actor_page import Found, Named, Page

_PARTIES = frozenset({"with", "between", "and", "against", "to", "for"})
_SHARED = frozenset({"with", "between", "and"})
_STEPS = 6
"""Links up a chain of "and" or of infinitives before the verb; longer ones are misparses."""


def governments(page: Page, taken: set[int]) -> Iterator[Found]:
    """The countries and capitals that act as governments, but for those whose first token is taken."""
    for named in page.named.values():
        if named.first in taken:
            continue
        head = page.head_of(named.first, named.end)
        force = _force_of(page, named, head)
        kind: ActorKind = "military" if force else "government"
        why = force or (_acting(page, named) if named.by != "demonym" else None)
        record = page.base.countries.get(named.code)
        actor = page.base.get(f"{named.code.lower()}.{kind}")
        if why is None or record is None or actor is None:
            continue
        basis = f"{'capital' if named.by == 'capital' else 'country'} as {why}"
        name, lemma = actor.name, loose(record.name)
        yield Found(named.first, named.end, head, "metonym", name, lemma, kind, named.code, actor, "group", basis=basis)


def _force_of(page: Page, named: Named, head: int) -> str | None:
    """The act of armed forces that is told to be the country's ("an Israeli air strike", "US raids", "Chad shelled the
    town", "Chad's invasion")."""
    analysis = page.analysis
    noun = analysis.heads[head]
    told = named.by == "demonym" or is_short_state(analysis.words[head])
    if told and analysis.deps[head] in {"amod", "compound", "nmod:desc"} and is_of_force(analysis, noun):
        return f"doer of {analysis.lemmas[noun]!r}"
    if named.by != "name":
        return None
    if analysis.deps[head] == "nmod:poss" and analysis.tags[noun].startswith("NN") and is_of_force(analysis, noun):
        return f"doer of {analysis.lemmas[noun]!r}"
    for verb in _verbs_of(page, _first_of_series(page, head)):
        if _is_by_force(page, verb):
            return f"doer of {analysis.lemmas[verb]!r}"
    return None


def _is_by_force(page: Page, verb: int) -> bool:
    """True for "bombed", "hit the town" (not "hit them with sanctions") and "launched air strikes", of a state."""
    analysis = page.analysis
    below = analysis.children[verb]
    if analysis.lemmas[verb] in BY_FORCE:
        return True
    objects = [child for child in below if analysis.deps[child] == "obj"]
    if analysis.lemmas[verb] in _STRIKES:
        return bool(objects) and not any(_case(page, child) == "with" for child in below)
    does = analysis.lemmas[verb] in _LAUNCHES
    return any(is_of_force(analysis, each) or (does and analysis.lemmas[each] in ATTACKS) for each in objects)


_STRIKES = frozenset({"hit", "strike", "attack"})
_LAUNCHES = frozenset({"carry", "launch", "conduct", "mount", "unleash"})


def _acting(page: Page, named: Named) -> str | None:
    """How the place name acts, in words for the basis; None where it is only a place."""
    lexicon = page.people
    head = _first_of_series(page, page.head_of(named.first, named.end))
    acts = lexicon.speaking if named.by == "capital" else lexicon.speaking | lexicon.fighting | lexicon.dealing
    verb = next((verb for verb in _agent_of(page, head) if verb in acts), None)
    if verb is not None or named.by == "capital":
        return f"subject of {verb!r}" if verb is not None else None
    done = _object_of(page, head)
    if done is not None:
        return f"object of {done!r}"
    deed = _deed_of(page, head)
    if deed is not None:
        return deed
    relation = _party_to(page, head)
    return f"party to {relation!r}" if relation is not None else None


def _first_of_series(page: Page, head: int) -> int:
    """The first of the names that stand together with "and": their grammar is its."""
    for _ in range(_STEPS):
        if page.analysis.deps[head] != "conj" or not page.analysis.tags[page.analysis.heads[head]].startswith("NNP"):
            break
        head = page.analysis.heads[head]
    return head


def _agent_of(page: Page, head: int) -> list[str]:
    """The verbs whose agent the name is, as lemmas."""
    return [page.analysis.lemmas[verb] for verb in _verbs_of(page, head)]


def _verbs_of(page: Page, head: int) -> list[int]:
    """The verbs whose agent the name is: its own and the infinitives after it ("is about to restore")."""
    analysis = page.analysis
    verb, dep = analysis.heads[head], analysis.deps[head]
    passive = any(analysis.deps[child] in {"aux:pass", "nsubj:pass"} for child in analysis.children[verb])
    if dep.startswith("obl") and _case(page, head) == "by" and passive:
        return [verb]
    if dep != "nsubj" or passive:
        return []
    verbs: list[int] = []
    for _ in range(_STEPS):
        if analysis.tags[verb].startswith("VB"):
            verbs.append(verb)
        deeper = [child for child in analysis.children[verb] if analysis.deps[child] == "xcomp"]
        if not deeper:
            break
        verb = deeper[0]
    return verbs


def _object_of(page: Page, head: int) -> str | None:
    """The verb of dealing that is done to the name as to a government ("condemned Iran", "met with Iran")."""
    analysis = page.analysis
    verb, dep = analysis.heads[head], analysis.deps[head]
    if not analysis.tags[verb].startswith("VB") or analysis.lemmas[verb] not in page.people.dealt_with:
        return None
    if dep in {"obj", "iobj", "nsubj:pass"} or (dep.startswith("obl") and _case(page, head) in {"with", "against"}):
        return analysis.lemmas[verb]
    return None


def _deed_of(page: Page, head: int) -> str | None:
    """The deed of a state that the name does ("Chad's invasion of Sudan", "missile launches by Iran")."""
    analysis = page.analysis
    noun, dep, case = analysis.heads[head], analysis.deps[head], _case(page, head)
    if not analysis.tags[noun].startswith("NN"):
        return None
    done = analysis.lemmas[noun] in STATE_ACTS and dep == "nmod:poss"
    done = done or (analysis.lemmas[noun] in ATTACKS and dep.startswith("nmod") and case == "by")
    return f"doer of {analysis.lemmas[noun]!r}" if done else None


def _party_to(page: Page, head: int) -> str | None:
    """The noun for relations of states that the name is a party to ("ties with Iran", "a treaty between ...")."""
    analysis = page.analysis
    noun = analysis.heads[head]
    case = _case(page, head)
    if analysis.tags[noun].startswith("NN") and analysis.lemmas[noun] in page.people.relations and case in _PARTIES:
        return analysis.lemmas[noun]
    if not analysis.tags[noun].startswith("VB") or case not in _SHARED:
        return None
    objects = (analysis.lemmas[child] for child in analysis.children[noun] if analysis.deps[child] in {"obj", "nsubj"})
    return next((lemma for lemma in objects if lemma in page.people.relations), None)


def _case(page: Page, head: int) -> str | None:
    """The preposition of a noun, as a lemma."""
    analysis = page.analysis
    return next((analysis.lemmas[child] for child in analysis.children[head] if analysis.deps[child] == "case"), None)
