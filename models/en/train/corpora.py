"""Readers of the development data: treebank sentences, named-entity paragraphs and plain news text."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

csv.field_size_limit(sys.maxsize)

CLASSES = ("Date", "Person", "Location", "Facility", "Organization", "Misc", "Money", "NORP", "Product")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One treebank sentence: parallel lists of word-level annotation."""

    document: str
    words: list[str]
    spaces: list[bool]
    tags: list[str]
    upos: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]

    @property
    def text(self) -> str:
        """The sentence as it is written."""
        return "".join(w + (" " if s else "") for w, s in zip(self.words, self.spaces, strict=True)).rstrip()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with entity spans (start, end, class) in characters; `missing` spans carry no decision."""

    name: str
    text: str
    entities: tuple[tuple[int, int, str], ...]
    missing: tuple[tuple[int, int], ...] = ()


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Read a CoNLL-U file; tokens of several words keep their spacing, empty nodes are left out."""
    document = ""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc id = "):
            document = line.removeprefix("# newdoc id = ")
        elif line.startswith("#"):
            continue
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield _sentence(document, rows)
            rows = []


def _sentence(document: str, rows: list[list[str]]) -> Sentence:
    glued: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            glued |= {i: True for i in range(first, last)}
            glued[last] = "SpaceAfter=No" in row[9]
    words = [row for row in rows if row[0].isdigit()]
    return Sentence(
        document=document,
        words=[row[1] for row in words],
        spaces=[not glued.get(int(row[0]), "SpaceAfter=No" in row[9]) for row in words],
        tags=[row[4] for row in words],
        upos=[row[3] for row in words],
        lemmas=[row[2] for row in words],
        heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(words)],
        deps=["ROOT" if row[6] == "0" else row[7] for row in words],
    )


_NO_SPACE_BEFORE = frozenset(
    [
        ".",
        ",",
        ";",
        ":",
        "?",
        "!",
        "%",
        ")",
        "]",
        "}",
        "”",
        "’",
        "'s",
        "n't",
        "’s",
        "n’t",
        "'m",
        "'re",
        "'ll",
        "'d",
        "'ve",
        "’m",
        "’re",
        "’ll",
        "’d",
        "’ve",
        "…",
        "°",
        "'S",
        "N'T",
        "’S",
        "...",
    ]
)
_NO_SPACE_AFTER = frozenset(["(", "[", "{", "“", "‘", "$", "£", "€", "#", "@"])
_CLITICS = frozenset(["s", "t", "m", "re", "ll", "d", "ve", "S", "T"])


def detokenise(tokens: list[str]) -> tuple[str, list[int]]:
    """Join tokens the way news is typed; returns the text and the start of every token."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    open_quote = {'"': False, "'": False}
    glue = True
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        closes = token in open_quote and open_quote[token]
        clitic = before == "’" and token in _CLITICS
        hyphen = token in {"-", "/"} or before in {"-", "/"}
        joined = glue or token in _NO_SPACE_BEFORE or closes or clitic or (hyphen and _hyphenates(tokens, i))
        if not joined:
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(token)
        length += len(token)
        opens = token in open_quote and not open_quote[token]
        if token in open_quote:
            open_quote[token] = opens
        glue = token in _NO_SPACE_AFTER or opens
    return "".join(parts), starts


def _hyphenates(tokens: list[str], i: int) -> bool:
    """Whether the hyphen or slash at or just before `i` stands inside a word rather than as a dash."""
    k = i if tokens[i] in {"-", "/"} else i - 1
    return 0 < k < len(tokens) - 1 and tokens[k - 1][-1].isalnum() and tokens[k + 1][0].isalnum()


def spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """Token spans of a BIO or IOB1 sequence."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        prefix, label = tag.split("-", 1)
        last = found[-1] if found else None
        if prefix == "I" and last is not None and last[1] == i and last[2] == label:
            found[-1] = (last[0], i + 1, label)
        else:
            found.append((i, i + 1, label))
    return found


def labelled(name: str, tokens: list[str], tags: list[str]) -> Labelled:
    """Detokenise and turn token spans into character spans."""
    text, starts = detokenise(tokens)
    entities = tuple((starts[a], starts[b - 1] + len(tokens[b - 1]), label) for a, b, label in spans(tags))
    return Labelled(name, text, entities)


def slice_of(name: str) -> int:
    """The hash slice (of ten) a file belongs to; slices 0 and 5 are the held-back fifth, 1 is for tuning."""
    number = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)
    return number % 10


def worldwide(data: Path) -> Iterator[tuple[str, Labelled]]:
    """Paragraphs of the Worldwide articles with their part: `held`, `dev` or `train`."""
    for path in sorted((data / "ner_worldwide").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                part = {0: "held", 5: "held", 1: "dev"}.get(slice_of(article["file"]), "train")
                for sentence in article["sentences"]:
                    yield part, labelled(article["file"], [t[0] for t in sentence], [t[1] for t in sentence])


def read_bio(path: Path, column: int) -> Iterator[tuple[list[str], list[str]]]:
    """Token and tag lists of a column file with blank lines between sentences."""
    tokens: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if line.strip() and not line.startswith("-DOCSTART-"):
            tokens.append(cells[0])
            tags.append(cells[column] if len(cells) > column else "O")
        elif tokens:
            yield tokens, tags
            tokens, tags = [], []


_WIKIGOLD = {"PER": "Person", "LOC": "Location", "ORG": "Organization", "MISC": "Misc"}
_WNUT = {"person": "Person", "location": "Location", "corporation": "Organization", "group": "Organization"}


def wikigold(data: Path) -> Iterator[Labelled]:
    """WikiGold with the classes it shares; its MISC holds nationalities too, so MISC carries no decision."""
    for tokens, tags in read_bio(data / "ner_wikigold" / "wikigold.conll", 1):
        yield _partial(labelled("wikigold", tokens, tags), {k: v for k, v in _WIKIGOLD.items() if v != "Misc"})


def wnut(data: Path) -> Iterator[Labelled]:
    """WNUT-17 training sentences with the classes it shares; products and works carry no decision."""
    for tokens, tags in read_bio(data / "ner_wnut17" / "train.conll", 1):
        yield _partial(labelled("wnut17", tokens, tags), _WNUT)


def _partial(source: Labelled, names: dict[str, str]) -> Labelled:
    kept = tuple((a, b, names[c]) for a, b, c in source.entities if c in names)
    missing = tuple((a, b) for a, b, c in source.entities if c not in names)
    return replace(source, entities=kept, missing=missing)


def re3d(data: Path) -> Iterator[str]:
    """re3d training sentences as text (its classes differ too much to be used)."""
    for tokens, _ in read_bio(data / "conflibert" / "re3d" / "train.txt", 1):
        yield detokenise(tokens)[0]


_SPLIT = re.compile(r"\n\s*\n|\n")


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in _SPLIT.split(text):
        clean = " ".join(paragraph.split())
        if 20 <= len(clean) <= 4000:
            yield clean


def _jsonl(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _tsv_texts(path: Path, column: int = 0) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield from _paragraphs(line.split("\t")[column])


def conflict_news(data: Path) -> Iterator[tuple[str, str]]:
    """(source, paragraph) of cased news on violence."""
    for name in ("insightCrime", "satp_relevant", "cameo_class"):
        for text in _tsv_texts(data / "conflibert" / name / "train.tsv"):
            yield name, text
    for text in _tsv_texts(data / "plover" / "PLV_train.tsv", 2):
        yield "plover", text
    for text in re3d(data):
        yield "re3d", text
    for row in _jsonl(data / "wikievents" / "train.jsonl"):
        for sentence in row["sentences"]:
            yield from (("wikievents", text) for text in _paragraphs(sentence))
    for row in _jsonl(data / "rams" / "dev.jsonl"):
        for tokens in row["sentences"]:
            yield "rams", detokenise(tokens)[0]
    for row in _jsonl(data / "gvdb" / "dev_raw.jsonl"):
        full = row["full_text"]
        for text in _paragraphs(full if isinstance(full, str) else "\n".join(map(str, full))):
            yield "gvdb", text
    for name in ("ukraine", "syria", "myanmar"):
        yield from (("ucdp", text) for text in _headlines(data / "ucdp_ged", name))


def _headlines(folder: Path, name: str) -> Iterator[str]:
    seen: set[str] = set()
    for path in sorted(folder.glob(f"*{name}*.csv")):
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for part in (row.get("source_headline") or "").split(";"):
                    text = " ".join(part.split()).strip('" ')
                    if len(text) >= 20 and text not in seen:
                        seen.add(text)
                        yield text


def general_news(data: Path) -> Iterator[tuple[str, str]]:
    """(source, paragraph) of other cased news."""
    for row in _jsonl(data / "gva" / "articles.jsonl"):
        for text in _paragraphs(f"{row['title']}\n{row['content']}"):
            yield "gva", text
    for row in _jsonl(data / "polnear" / "train.jsonl"):
        for text in _paragraphs(row["text"]):
            yield "polnear", text
    for row in _jsonl(data / "masakhane_news" / "eng_dev.jsonl"):
        for text in _paragraphs(f"{row['headline']}\n{row['text']}"):
            yield "masakhane", text
    for row in _jsonl(data / "ecbplus" / "train.jsonl"):
        yield from (("ecbplus", text) for text in _ecb(row["tokens"]))
    for row in _jsonl(data / "meantime_en" / "docs.jsonl"):
        for text in _paragraphs(row["text"]):
            yield "meantime", text
    for name in ("lgl.xml", "GeoVirus.xml"):
        for node in ElementTree.parse(data / "geoparsing" / name).iter("text"):
            for text in _paragraphs(node.text or ""):
                yield name.split(".")[0], text
    for row in _jsonl(data / "timex" / "wikiwars_train.jsonl"):
        for text in _paragraphs(row["text"]):
            yield "wikiwars", text


def _ecb(tokens: list) -> Iterator[str]:
    sentences: dict[int, list[str]] = {}
    for _, sentence, _, word in tokens:
        sentences.setdefault(sentence, []).append(word)
    for words in sentences.values():
        yield detokenise(words)[0]


def muc4(data: Path) -> Iterator[str]:
    """Paragraphs of the upper-case MUC-4 development texts."""
    for row in _jsonl(data / "muc4" / "templates.jsonl"):
        for paragraph in re.split(r"\n\s*\n", row["text"]):
            clean = " ".join(paragraph.split())
            if len(clean) >= 20:
                yield clean
