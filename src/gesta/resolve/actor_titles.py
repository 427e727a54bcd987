"""Persons with the titles before their names: the role, kind, country and gender that these tell."""

from __future__ import annotations

from gesta.knowledge.actor_names import fold
from gesta.model.terms import ActorKind
from gesta.resolve.actor_page import Found, Gender, Page

_WINDOW = 6
"""Tokens before a name in which its titles stand ("former Turkish Prime Minister")."""
_TITLE_TAGS = frozenset({"NN", "NNP", "JJ", "NNPS", "HYPH", ".", "NNS"})
_RANKS: dict[str, ActorKind] = dict.fromkeys(
    "gen general col colonel maj major capt captain lt lieutenant sgt sergeant brig brigadier admiral".split(),
    "military",
)
_HONORIFICS = frozenset(
    "sheikh sheik father sister brother mother mr mrs ms dr prof professor prince princess sir lord lady spokesman "
    "spokeswoman spokesperson chief deputy son daughter wife husband".split()
)
"""Words before a name that do not tell what kind of actor the person is."""


def person_mention(page: Page, first: int, end: int, basis: str = "named") -> Found:
    """A named person with the titles that stand before the name."""
    while first < end - 1 and is_title(page, first):
        first += 1
    roles, kind, country = titles(page, first)
    gender = _gender(page, first, roles)
    head = page.head_of(first, end)
    name = page.spelt(first, end)
    return Found(first, end, head, "person", name, fold(name), kind, country, None, "one", gender, roles, basis=basis)


def is_title(page: Page, token: int) -> bool:
    """True for a word that stands before names and is none itself."""
    lemma = page.analysis.lemmas[token].rstrip(".")
    return lemma in page.people.titles and fold(page.raw(token, token + 1)) not in page.people.male_names


def titles(page: Page, first: int) -> tuple[frozenset[str], ActorKind, str | None]:
    """Roles, kind and country that the words straight before a name give it."""
    analysis, lexicon = page.analysis, page.people
    start = analysis.sentences[analysis.sentence_of[first]][0]
    window = first
    while window > start and first - window < _WINDOW and analysis.tags[window - 1] in _TITLE_TAGS:
        if analysis.tags[window - 1] == "." and not analysis.words[window - 1].startswith("."):
            break
        window -= 1
    roles: list[str] = []
    kind: ActorKind = "unknown"
    for token in range(window, first):
        lemma = analysis.lemmas[token].rstrip(".")
        pair = f"{analysis.lemmas[token - 1]} {lemma}" if token > window else ""
        for word in (lemma, pair):
            if word in lexicon.kinds or word in lexicon.titles or word in _RANKS:
                roles.append(word)
                if word not in _HONORIFICS and not (word in _RANKS and kind == "police"):
                    kind = _RANKS.get(word) or lexicon.kinds.get(word, kind)
    if not roles:
        return frozenset(), "unknown", None
    codes = {named.code for token in range(window, first) if (named := page.named.get(token)) is not None}
    return frozenset(roles), kind, codes.pop() if len(codes) == 1 else None


def _gender(page: Page, first: int, roles: frozenset[str]) -> Gender:
    if roles & (page.people.male | {"mr", "sir", "lord", "king", "prince"}):
        return "male"
    if roles & (page.people.female | {"mrs", "ms", "lady", "queen", "princess"}):
        return "female"
    given = fold(page.raw(first, first + 1))
    if given in page.people.female_names:
        return "female"
    return "male" if given in page.people.male_names else None
