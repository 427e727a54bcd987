"""The development corpora as articles with one stable text each.

Annotations in ``corpus/`` are offsets into ``Article.document_text``; the text itself stays in the data folder.
Layouts are those of the data folder's own README.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_NO_SPACE_BEFORE = frozenset(".,;:!?%)]}'’”") | {"n't", "n’t", "...", "…"}
_NO_SPACE_AFTER = frozenset("([{$£€“‘#@")


@dataclass(frozen=True, slots=True)
class Article:
    """One development article; ``key`` is ``corpus:id``, ``published`` an ISO date or None."""

    key: str
    title: str
    text: str
    published: str | None = None

    @property
    def document_text(self) -> str:
        """The text the reader sees: the title before the body unless the body starts with it, white space aside."""
        title = self.title.strip()
        opening = " ".join(self.text[: 4 * len(title) + 200].split())
        if not title or opening.startswith(" ".join(title.split())):
            return self.text
        return f"{title}\n\n{self.text}"

    @property
    def digest(self) -> str:
        """SHA-256 of the document text; annotation files keep it to detect another version of the text."""
        return hashlib.sha256(self.document_text.encode()).hexdigest()


def detokenise(tokens: Iterable[str]) -> str:
    """Tokens joined as print would have them; deterministic, and the same for every reader of a corpus."""
    pieces: list[str] = []
    glue = True
    open_quote = False
    for token in tokens:
        token = '"' if token in ("``", "''") else token
        if token == '"':
            attach_left, attach_right = open_quote, not open_quote
            open_quote = not open_quote
        else:
            clitic = token[:1] in "'’" and len(token) > 1 and token[1:2].isalpha()
            attach_left = token in _NO_SPACE_BEFORE or clitic
            attach_right = token in _NO_SPACE_AFTER
        if token == "-" or token == "/":
            attach_left = attach_right = True
        if pieces and not glue and not attach_left:
            pieces.append(" ")
        pieces.append(token)
        glue = attach_right
    return "".join(pieces)


def _jsonl(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _worldwide(data: Path) -> Iterator[Article]:
    for path in sorted((data / "ner_worldwide").glob("*.jsonl")):
        for row in _jsonl(path):
            sentences = [detokenise(t[0] for t in s) for s in row["sentences"]]  # type: ignore[attr-defined]
            yield Article(f"worldwide:{row['file']}", "", "\n".join(sentences))


def _masakhane(data: Path) -> Iterator[Article]:
    for number, row in enumerate(_jsonl(data / "masakhane_news" / "eng_dev.jsonl")):
        yield Article(f"masakhane:{number}", str(row["headline"]), str(row["text"]))


def _gva(data: Path) -> Iterator[Article]:
    seen: set[str] = set()
    for row in _jsonl(data / "gva" / "articles.jsonl"):
        key = f"gva:{row['id']}"
        if key not in seen:
            seen.add(key)
            yield Article(key, str(row["title"]), str(row["content"]), str(row["dct"]))


def _gvdb(data: Path) -> Iterator[Article]:
    for row in _jsonl(data / "gvdb" / "dev_raw.jsonl"):
        yield Article(f"gvdb:{row['article_id']}", "", str(row["full_text"]))


def _ecb(data: Path) -> Iterator[Article]:
    for split in ("train", "dev"):
        for row in _jsonl(data / "ecbplus" / f"{split}.jsonl"):
            sentences: dict[int, list[str]] = {}
            for _, sentence, _, token in row["tokens"]:  # type: ignore[attr-defined]
                sentences.setdefault(sentence, []).append(token)
            yield Article(f"ecb:{row['doc']}", "", "\n".join(detokenise(s) for s in sentences.values()))


def _muc4(data: Path) -> Iterator[Article]:
    for row in _jsonl(data / "muc4" / "templates.jsonl"):
        yield Article(f"muc4:{row['doc_id']}", "", str(row["text"]))


def _geovirus(data: Path) -> Iterator[Article]:
    for article in ElementTree.parse(data / "geoparsing" / "GeoVirus.xml").getroot():
        source = (article.findtext("source") or "").rsplit("/", 1)[-1]
        yield Article(f"geovirus:{source}", "", article.findtext("text") or "")


def _lgl(data: Path) -> Iterator[Article]:
    for article in ElementTree.parse(data / "geoparsing" / "lgl.xml").getroot():
        published = (article.findtext("dltime") or "")[:10] or None
        yield Article(f"lgl:{article.get('docid')}", "", article.findtext("text") or "", published)


def _polnear(data: Path) -> Iterator[Article]:
    for split in ("train", "dev"):
        for row in _jsonl(data / "polnear" / f"{split}.jsonl"):
            yield Article(f"polnear:{row['doc_id']}", "", str(row["text"]), str(row["date"]))


def _insight(data: Path) -> Iterator[Article]:
    for name in ("insightCrime", "satp_relevant", "IndiaPoliceEvents_docs"):
        for split in ("train", "dev"):
            with (data / "conflibert" / name / f"{split}.tsv").open(encoding="utf-8", newline="") as rows:
                for number, row in enumerate(csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)):
                    if row and row[0].strip():
                        yield Article(f"{name}:{split}-{number}", "", row[0])


def _wikievents(data: Path) -> Iterator[Article]:
    for row in _jsonl(data / "wikievents" / "train.jsonl"):
        lines = [detokenise(str(s).split()) for s in row["sentences"]]  # type: ignore[attr-defined]
        yield Article(f"wikievents:{row['docid']}", "", "\n".join(line for line in lines if line))
    for row in _jsonl(data / "wikievents" / "dev.jsonl"):
        yield Article(f"wikievents:{row['doc_id']}", "", str(row["text"]))


def _rams(data: Path) -> Iterator[Article]:
    for row in _jsonl(data / "rams" / "dev.jsonl"):
        yield Article(f"rams:{row['doc_key']}", "", "\n".join(detokenise(s) for s in row["sentences"]))  # type: ignore[attr-defined]


def _meantime(data: Path) -> Iterator[Article]:
    for row in _jsonl(data / "meantime_en" / "docs.jsonl"):
        yield Article(f"meantime:{row['doc_id']}", "", str(row["text"]))


CORPORA: dict[str, Callable[[Path], Iterator[Article]]] = {
    "worldwide": _worldwide,
    "masakhane": _masakhane,
    "gva": _gva,
    "gvdb": _gvdb,
    "ecb": _ecb,
    "muc4": _muc4,
    "geovirus": _geovirus,
    "lgl": _lgl,
    "polnear": _polnear,
    "conflibert": _insight,
    "wikievents": _wikievents,
    "rams": _rams,
    "meantime": _meantime,
}


def articles(data: Path, *names: str) -> Iterator[Article]:
    """Every article of the named corpora (all when none is named), in file order; the first of a repeated key."""
    seen: set[str] = set()
    for name in names or CORPORA:
        for article in CORPORA[name](data):
            if article.key not in seen:
                seen.add(article.key)
                yield article


def by_hash(found: Iterable[Article], salt: str = "") -> list[Article]:
    """The articles in a fixed random order: by the SHA-256 of salt and key."""
    return sorted(found, key=lambda a: hashlib.sha256(f"{salt}{a.key}".encode()).hexdigest())
