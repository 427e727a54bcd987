"""The articles that the triage is learnt from and measured on, and which of them are only measured on.

Every corpus gives its first articles by hash. Articles on one story go together: one in five stories is held back, by
the hash of the story, so that no other article on it was learnt from.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from gesta.evaluate.corpora import Article, articles, by_hash

SIZES = {
    "worldwide": 628, "masakhane": 342, "lgl": 364, "geovirus": 173, "polnear": 255, "ecb": 364, "muc4": 655,
    "meantime": 88, "IndiaPoliceEvents_docs": 182, "insightCrime": 110, "satp_relevant": 73, "wikievents": 163,
    "gvdb": 44, "gva": 291,
}  # fmt: skip
"""Articles of each corpus; archives of American shootings are kept few beside news of the world."""
MORE = {
    "ecb": 408, "rams": 923, "insightCrime": 500, "muc4": 500, "polnear": 400, "satp_relevant": 400,
    "IndiaPoliceEvents_docs": 300, "worldwide": 235, "lgl": 222, "masakhane": 128, "wikievents": 61, "geovirus": 54,
    "meantime": 32,
}  # fmt: skip
"""Articles of each corpus, at most, that are learnt from beside those: none of a story that is held back."""
AMERICAN = frozenset({"gva", "gvdb"})
"""Archives of shootings in the United States; they are measured apart."""
_CONFLIBERT = frozenset({"IndiaPoliceEvents_docs", "insightCrime", "satp_relevant"})
_SALT = "triage"
_HELD = 5
_DATELINE = re.compile(r"\b\d{1,2} [A-Z]{3} \d\d\b")


def corpus(article: Article) -> str:
    """The name of the corpus, the part of the key before the colon."""
    return article.key.partition(":")[0]


def drawn(data: Path, names: tuple[str, ...] = tuple(SIZES)) -> Iterator[Article]:
    """The articles of the named corpora, those of each in the order of their hashes."""
    found = _by_corpus(data, names)
    for name in names:
        yield from found[name][: SIZES[name]]


def learnt(data: Path, names: tuple[str, ...] = tuple(MORE)) -> Iterator[Article]:
    """The further articles of the named corpora that are only learnt from, those of each in the order of hashes."""
    found = _by_corpus(data, names)
    for name in names:
        rest = (each for each in found[name][SIZES.get(name, 0) :] if part(each, data))
        yield from islice(rest, MORE[name])


def _by_corpus(data: Path, names: tuple[str, ...]) -> dict[str, list[Article]]:
    """Every article of each named corpus, in the order of their hashes."""
    files = sorted({"conflibert" if name in _CONFLIBERT else name for name in names})
    found: dict[str, list[Article]] = {name: [] for name in names}
    for article in articles(data, *files):
        found.setdefault(corpus(article), []).append(article)
    return {name: by_hash(each, _SALT) for name, each in found.items()}


def story(article: Article, data: Path) -> str:
    """What the article shares with others on its story: the archive's incident, the topic of ECB+, the scenario of
    WikiEvents, the day of a message of MUC-4 or of a political article; else its own key."""
    name, _, rest = article.key.partition(":")
    if name == "gva":
        return f"gva:{_incidents(data).get(rest, rest)}"
    if name == "ecb":
        return f"ecb:{rest.partition('_')[0]}"
    if name == "wikievents":
        return f"wikievents:{'_'.join(rest.split('_')[:3])}"
    if name == "muc4":
        day = _DATELINE.search(article.text[:200])
        return f"muc4:{day.group() if day else rest}"
    if name == "polnear":
        return f"polnear:{article.published}"
    return article.key


@cache
def _incidents(data: Path) -> dict[str, str]:
    rows = map(json.loads, (data / "gva" / "articles.jsonl").read_bytes().splitlines())
    return {str(row["id"]): str(row["incident_id"]) for row in rows}


def part(article: Article, data: Path) -> int:
    """0 for a story that is held back; 1 to 4 for the parts that it is learnt on in turn."""
    return int(hashlib.sha256(f"{_SALT}{story(article, data)}".encode()).hexdigest()[:8], 16) % _HELD
