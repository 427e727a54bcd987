"""The document of a number: the same for every run with one seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from gesta.evaluate.fuzz import made_tables
from gesta.evaluate.fuzz.case import Case, as_bytes
from gesta.evaluate.fuzz.made_changes import changed
from gesta.evaluate.fuzz.made_markup import CHARSETS, in_bytes, soup
from gesta.evaluate.fuzz.made_signs import signs, sown
from gesta.evaluate.fuzz.made_words import DATES, news

_ENDINGS = (".txt", ".html", ".csv", ".tsv", ".jsonl", ".json", ".xml", ".dat", "")


def case_of(seed: int, number: int, samples: Sequence[tuple[str, bytes]], *, texts_only: bool) -> Case:
    """The document. ``samples``: endings and contents of good files to change; ``texts_only``: mostly what is read as a
    text, and short, for the whole chain."""
    dice = Random(f"{seed} {number}")
    if texts_only:
        return _brief(dice, samples)
    return dice.choice(_MAKERS)(dice, samples)


def samples_of(folder: Path) -> list[tuple[str, bytes]]:
    """The files of a folder, by name; some made texts where there is no such folder."""
    found = [(path.suffix, path.read_bytes()) for path in sorted(folder.glob("*.*"))] if folder.is_dir() else []
    return found or [(".txt", news(Random(number), 12).encode()) for number in range(20)]


def _published(dice: Random) -> str | None:
    return dice.choice(
        (None, None, "2023-05-04", "2023-05", "9999-12-31", "0001-01-01", dice.choice(DATES), "\x00", "٢٠٢١")
    )


def _words(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    return Case("text", as_bytes(sown(dice, news(dice, 12))), published=_published(dice))


def _signs(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    return Case("text", as_bytes(signs(dice, 300)), published=_published(dice))


def _file(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    text = dice.choice((news, signs))(dice, dice.choice((3, 20, 60)))
    return Case("file", in_bytes(dice, sown(dice, text)), dice.choice(_ENDINGS), published=_published(dice))


def _page(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    return Case("page", in_bytes(dice, soup(dice, dice.choice((10, 40, 120)))), ".html", dice.choice(CHARSETS))


def _changed(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    ending, raw = dice.choice(samples)
    return Case("file", changed(dice, raw, [each for _, each in samples]), ending, published=_published(dice))


def _table(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    ending = dice.choice((".csv", ".tsv", ".jsonl", ".json"))
    if ending in (".csv", ".tsv"):
        text = made_tables.separated(dice, "," if ending == ".csv" else "\t")
    else:
        text = made_tables.json_lines(dice) if ending == ".jsonl" else made_tables.json_array(dice)
    return Case("file", in_bytes(dice, text), ending)


def _feed(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    return Case("feed", in_bytes(dice, made_tables.feed(dice)), ".xml", dice.choice(CHARSETS))


def _outlines(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    return Case("opml", in_bytes(dice, made_tables.outlines(dice)), ".opml")


def _annotations(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    text, ending = made_tables.marked(dice)
    return Case("annotations", text.encode("utf-8", "replace"), ending)


def _noise(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    return Case("file", dice.randbytes(dice.randint(0, 400)), dice.choice(_ENDINGS))


_MAKERS: tuple[Callable[[Random, Sequence[tuple[str, bytes]]], Case], ...] = (
    _words, _words, _words, _signs, _file, _file, _page, _page, _page, _changed, _changed, _table, _table, _feed,
    _outlines,
    _annotations, _noise,
)  # fmt: skip


def _brief(dice: Random, samples: Sequence[tuple[str, bytes]]) -> Case:
    draw = dice.random()
    if draw < 0.6:
        return Case("text", as_bytes(sown(dice, news(dice, dice.choice((1, 2, 2, 3, 6))))), published=_published(dice))
    if draw < 0.7:
        return Case("text", as_bytes(signs(dice, 60)), published=_published(dice))
    if draw < 0.85:
        ending, raw = dice.choice(samples)
        start = dice.randrange(max(1, len(raw) - 300)) if ending == ".txt" else 0
        part = raw[start : start + dice.choice((100, 200, 400))] if ending == ".txt" else raw
        return Case(
            "file", changed(dice, part, [each for _, each in samples])[:3000], ending, published=_published(dice)
        )
    if draw < 0.95:
        return Case("page", in_bytes(dice, soup(dice, 12)), ".html", dice.choice(CHARSETS))
    return _table(dice, samples)
