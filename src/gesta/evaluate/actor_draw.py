"""The 300 actor mentions of ``corpus/actors``, drawn by hash from the development news before any system was asked.

Half are names: the Person, Organization and NORP spans of the Worldwide gold; half are nouns for people and bodies by
the fixed list below, the same number from each of six corpora. An article gives at most three; articles whose incidents
are only ever scored (``"half": "held"`` in ``corpus/incidents``) give none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gesta.evaluate.bio import spelt_out
from gesta.evaluate.corpora import Article, articles
from gesta.evaluate.incident_gold import Half

NOUNS = (
    "police policemen soldiers troops army military government authorities officials ministry parliament president "
    "minister spokesman gunmen rebels guerrillas militants insurgents terrorists militia protesters demonstrators "
    "opposition party union civilians residents villagers journalists attackers forces"
)
QUOTAS: Mapping[str, int] = {"Person": 60, "Organization": 60, "NORP": 30}
CORPORA = ("worldwide", "masakhane", "muc4", "wikievents", "polnear", "geovirus")
EACH = 25
MOST = 3
_NOUN = re.compile(rf"\b(?:{'|'.join(NOUNS.split())})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mention that was drawn: an article, offsets into its document text, the stratum, and its half."""

    article: Article
    start: int
    end: int
    stratum: str

    @property
    def rank(self) -> str:
        """The place in the fixed random order."""
        return hashlib.sha256(f"actors:{self.article.key}:{self.start}".encode()).hexdigest()

    @property
    def half(self) -> Half:
        """Which half it belongs to, by another hash than the order."""
        digest = hashlib.sha256(f"half:{self.article.key}".encode()).digest()
        return "read" if digest[0] % 2 == 0 else "held"


def draw(data: Path, held: frozenset[str]) -> list[Drawn]:
    """The mentions in the order of the draw, stratum by stratum; ``held``: keys of articles that give none."""
    given: Counter[str] = Counter()
    drawn: list[Drawn] = []
    for stratum, quota, found in _strata(data):
        taken = 0
        for each in sorted(found, key=lambda drawn: drawn.rank):
            if taken == quota:
                break
            if each.article.key not in held and given[each.article.key] < MOST:
                given[each.article.key] += 1
                taken += 1
                drawn.append(each)
        if taken < quota:
            raise ValueError(f"{stratum}: only {taken} mentions")
    return drawn


def _strata(data: Path) -> Iterator[tuple[str, int, list[Drawn]]]:
    names = list(_names(data))
    for label, quota in QUOTAS.items():
        yield label, quota, [each for each in names if each.stratum == label]
    for corpus in CORPORA:
        yield corpus, EACH, list(_nouns(articles(data, corpus), corpus))


def _nouns(found: Iterable[Article], stratum: str) -> Iterator[Drawn]:
    for article in found:
        for match in _NOUN.finditer(article.document_text):
            yield Drawn(article, match.start(), match.end(), stratum)


def _names(data: Path) -> Iterator[Drawn]:
    """The gold names of Worldwide as offsets into the text that ``corpora`` makes of its tokens."""
    by_key = {article.key: article for article in articles(data, "worldwide")}
    for path in sorted((data / "ner_worldwide").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            article = by_key[f"worldwide:{row['file']}"]
            yield from _tagged(article, row["sentences"])


def _tagged(article: Article, sentences: Iterable[list[list[str]]]) -> Iterator[Drawn]:
    at = 0
    for sentence in sentences:
        text, spans = spelt_out([(token[0], token[1]) for token in sentence])
        yield from (
            Drawn(article, at + each.start, at + each.end, each.label) for each in spans if each.label in QUOTAS
        )
        at += len(text) + 1
