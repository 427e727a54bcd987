"""Pronouns to the mention they stand for, and every mention of a document to the one it takes up.

A pronoun takes the nearest mention of its number and gender in its own sentence or the two before, subjects first. What
fits nothing is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from gesta.resolve.actor_page import Found, Gender, Number, Page
from gesta.resolve.descriptions import apposed, describe_by, described, employed
from gesta.resolve.links import Links
from gesta.resolve.same_actor import Group

_REACH = 2
"""Sentences before its own in which a pronoun finds whom it stands for."""
_SINGULAR: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_TELLING = frozenset("say tell add note explain recall report state claim announce confirm describe write".split())
"""Verbs of those who tell a report what happened."""
_SPEAKS_ON = 3
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


def pronouns(page: Page) -> list[Found]:
    """The third-person and relative pronouns of the document, not yet resolved."""
    found: list[Found] = []
    for token, tag in enumerate(page.analysis.tags):
        if tag not in {"PRP", "PRP$", "WP", "WP$"} or page.analysis.deps[token] == "expl":
            continue
        word = page.analysis.words[token].lower()
        number: Number
        if word in _SINGULAR:
            number = "one"
        elif word in _PLURAL:
            number = "many"
        elif word in _THING or word in {"who", "whom", "whose"}:
            number = "group"
        else:
            continue
        gender = _SINGULAR.get(word)
        found.append(
            Found(
                token, token + 1, token, "pronoun", word, word, "unknown", None, None, number, gender, basis="pronoun"
            )
        )
    return found


def linked(page: Page, mentions: Sequence[Found], groups: Sequence[Group]) -> Links:
    """Every mention that takes up another one, linked to it; ``mentions`` in text order."""
    by_mention = {index: group for group in groups for index in group.members}
    links = Links(page, mentions, by_mention)
    for group in groups:
        first = _representative(group, mentions)
        links.to.update({index: first for index in group.members if index != first})
        links.gender[first] = next((mentions[m].gender for m in group.members if mentions[m].gender), None)
    for index, mention in enumerate(mentions):
        if mention.form == "common":
            antecedent = apposed(links, index) if mention.number == "one" else None
            if antecedent is not None:
                describe_by(links.groups[antecedent], mention)
            if antecedent is None and mention.definite:
                antecedent = described(links, index)
        elif mention.form == "person":
            employed(links, index)
            continue
        elif mention.form == "pronoun":
            antecedent = _relative(links, index) if mention.name.startswith("who") else _stood_for(links, index)
        else:
            continue
        if antecedent is not None and links.root(antecedent) != index:
            links.to[index] = links.root(antecedent)
            if mention.gender is not None:
                links.gender.setdefault(links.root(index), None)
                links.gender[links.root(index)] = links.gender[links.root(index)] or mention.gender
    return links


def _representative(group: Group, mentions: Sequence[Found]) -> int:
    """The first mention by the fullest name, unless the first of all is as good."""
    longest = max(len(mentions[index].name.split()) for index in group.members)
    full = [index for index in group.members if len(mentions[index].name.split()) > 1 or longest == 1]
    return (full or group.members)[0]


def _relative(links: Links, index: int) -> int | None:
    """The mention whose noun the clause of "who" describes."""
    analysis = links.page.analysis
    verb = links.mentions[index].head
    for _ in range(4):
        if analysis.deps[verb].startswith("acl"):
            break
        verb = analysis.heads[verb]
    noun = analysis.heads[verb] if analysis.deps[verb].startswith("acl") else None
    before = links.mentions[index].first
    adjacent: list[int] = []
    modified: int | None = None
    for other in range(index - 1, -1, -1):
        mention = links.mentions[other]
        if links.sentence(other) != links.sentence(index):
            break
        if mention.form == "pronoun" or mention.end > before:
            continue
        if modified is None and noun is not None and mention.first <= noun < mention.end:
            modified = other
        if all(not analysis.words[token][0].isalnum() for token in range(mention.end, before)):
            adjacent.append(other)
    if modified in adjacent or not adjacent:
        return modified
    return adjacent[0] if modified is None or links.mentions[adjacent[0]].form == "person" else modified


def _stood_for(links: Links, index: int) -> int | None:
    """The mention that a personal pronoun stands for."""
    here = links.sentence(index)
    best: tuple[int, int, int] | None = None
    for other in range(index - 1, -1, -1):
        back = here - links.sentence(other)
        if back > _REACH:
            break
        if back == 0 and links.mentions[index].number == "many" and _coordinated(links, other):
            return None
        if not _agrees(links, index, other) or _bound(links, index, other):
            continue
        rank = (3 if _is_subject(links, other) else 0) - 2 * back + _bonus(links, other) + _in_turn(links, index, other)
        if best is None or rank > best[0]:
            best = (rank, other, back)
    if best is None or _thing_between(links, index, best[1]):
        return None
    return best[1]


def _coordinated(links: Links, index: int) -> bool:
    """True for one of several persons who together are the subject ("Ruiz and Soto said they ..."): nobody alone."""
    analysis, mention = links.page.analysis, links.mentions[index]
    if mention.form != "person" or mention.number != "one":
        return False
    head = mention.head
    if analysis.deps[head] == "conj":
        return analysis.deps[analysis.heads[head]] in _SUBJECTS
    return analysis.deps[head] in _SUBJECTS and any(analysis.deps[child] == "conj" for child in analysis.children[head])


def _bonus(links: Links, index: int) -> int:
    return 1 if links.mentions[links.root(index)].form == "person" else 0


def _in_turn(links: Links, index: int, other: int) -> int:
    """More for the speaker told last where the pronoun speaks on ("he added"), less for a speaker where it does not.

    "Ana Diaz drove the car, Raul Paz said. ... was arrested": who only tells of it is seldom who it befell.
    """
    before = _tells(links, other)
    if _tells(links, index):
        return _SPEAKS_ON if before else 0
    return -1 if before and links.mentions[index].number == "one" else 0


def _tells(links: Links, index: int) -> bool:
    analysis, head = links.page.analysis, links.mentions[index].head
    return analysis.deps[head] in _SUBJECTS and analysis.lemmas[analysis.heads[head]] in _TELLING


def _agrees(links: Links, index: int, other: int) -> bool:
    """True when number, gender and kind of thing allow the pronoun to stand for the other mention."""
    mention, root = links.mentions[index], links.root(other)
    before = links.mentions[root]
    if before.form == "pronoun":
        return False
    if mention.number == "one":
        gender = links.gender.get(root) or before.gender
        return before.number == "one" and before.form in {"person", "common"} and gender in {None, mention.gender}
    if mention.number == "many":
        return before.number in {"many", "group"} and before.form != "metonym"
    return before.number == "group"


def _bound(links: Links, index: int, other: int) -> bool:
    """True when grammar forbids it: the pronoun inside the phrase, or subject and object of one verb, by whatever name
    ("The ELN, the army of liberation, ... . The ELN held them")."""
    analysis = links.page.analysis
    pronoun, mention = links.mentions[index].head, links.mentions[other]
    if mention.first <= pronoun < mention.end or mention.end > links.mentions[index].first:
        return True
    if analysis.tags[pronoun] == "PRP$" or links.mentions[index].name.endswith(("self", "selves")):
        return analysis.heads[mention.head] == pronoun
    if analysis.deps[pronoun] == "conj":
        return False
    verb = analysis.heads[pronoun]
    return verb == analysis.heads[mention.head] or any(
        links.root(each) == links.root(other)
        for each in range(index)
        if analysis.heads[links.mentions[each].head] == verb
    )


def _is_subject(links: Links, index: int) -> bool:
    return links.page.analysis.deps[links.mentions[index].head] in _SUBJECTS


def _thing_between(links: Links, index: int, other: int) -> bool:
    """True when a thing that is no actor is the nearer subject for "it" and "they", and the verb is not one of acting
    ("Rockets hit the base. They were fired from ...")."""
    mention, analysis = links.mentions[index], links.page.analysis
    if mention.number == "one":
        return False
    verb = analysis.heads[mention.head]
    lexicon = links.page.people
    if analysis.deps[mention.head] == "nsubj" and analysis.lemmas[verb] in lexicon.speaking | lexicon.fighting:
        return False
    taken = {token for found in links.mentions[other:index] for token in range(found.first, found.end)}
    plural = mention.number == "many"
    for token in range(mention.first - 1, links.mentions[other].end - 1, -1):
        tag = analysis.tags[token]
        if token in taken or analysis.deps[token] not in _SUBJECTS or not tag.startswith("NN"):
            continue
        if (tag in {"NNS", "NNPS"}) == plural:
            return True
    return False
