"""What the benchmark reads: development articles of 500 words, as texts, as pages with furniture, as a web archive.

Nothing of third parties stands here: texts come from the data folder, or where it is absent from ``samples/reports``;
the furniture around them is made up.
"""

from __future__ import annotations

import gzip
import html
import sys
import zlib
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from random import Random

from gesta.evaluate.corpora import articles, by_hash
from gesta.intake.pages import text_report
from gesta.intake.rows import Given
from gesta.model.documents import Media, Report

WORDS = 500
_LONGEST = 900
"""Words above which an article is not cut to size: its first 500 would be less like an article than the whole."""
_FROM = ("gva", "muc4", "wikievents", "worldwide", "masakhane", "polnear")
_SAMPLES = Path(__file__).parents[3] / "samples" / "reports"
_SITES = 40
_NOUNS = (
    "market city council police minister season report energy league river school health bank summer travel music "
    "film review guide coast price match union data phone game recipe garden winter art train law court vote farm"
).split()


def texts(data: Path, count: int) -> list[str]:
    """So many texts of 500 words from six corpora, three of them on violence; the same for every call.

    Where the data folder is absent, which is said, the sample reports, joined and repeated.
    """
    if not all((data / folder).exists() for folder in ("gva", "muc4", "wikievents")):
        print(f"{data}: the development data is NOT there; samples/reports are read again and again", file=sys.stderr)
        return list(islice(cycle(_of_samples()), count))
    each = count // len(_FROM) + 1
    chosen = [text for name in _FROM for text in islice(_of_size(data, name), each)]
    Random(9).shuffle(chosen)
    return chosen[:count]


def _of_size(data: Path, corpus: str) -> Iterator[str]:
    for article in by_hash(articles(data, corpus)):
        if WORDS <= len(article.text.split()) <= _LONGEST:
            yield cut(article.document_text, WORDS)


def _of_samples() -> Iterator[str]:
    found = [path.read_text(encoding="utf-8") for path in sorted(_SAMPLES.glob("*.txt"))]
    for first in range(len(found)):
        joined = "\n\n".join([*found[first:], *found[:first]])
        yield cut(joined, WORDS)


def cut(text: str, words: int) -> str:
    """The text up to the end of its word of that number, white space as it is."""
    place = 0
    for word in text.split()[:words]:
        place = text.index(word, place) + len(word)
    return text[:place]


def reports(made: Sequence[str]) -> list[Report]:
    """The texts as reports of plain text."""
    return [_report(text.encode(), f"bench-{number}.txt", "text") for number, text in enumerate(made)]


def pages(made: Sequence[str]) -> list[bytes]:
    """The texts as pages of about 50 KB with menus, scripts and lists of related stories of one of 40 sites."""
    dice = Random(9)
    sites = [_site(dice, number) for number in range(_SITES)]
    return [_page(text, number, *sites[number % _SITES]) for number, text in enumerate(made)]


def page_reports(made: Sequence[bytes]) -> list[Report]:
    """The pages as reports of HTML."""
    return [_report(content, f"https://site.example/{number}", "html") for number, content in enumerate(made)]


def archive(made: Sequence[bytes]) -> bytes:
    """The pages as a web archive with a gzip member for each record, as CC-NEWS is published."""
    return b"".join(gzip.compress(_record(number, page), mtime=0) for number, page in enumerate(made))


def _report(content: bytes, source: str, media: Media) -> Report:
    made = text_report(content, source, media, Given("2024-05-02", None), "utf-8")
    if not isinstance(made, Report):
        raise AssertionError(f"an input of the benchmark is no report: {made}")
    return made


def _site(dice: Random, number: int) -> tuple[str, str]:
    """What stands before and after the article on the pages of a site."""

    def line(words: int) -> str:
        return " ".join(dice.choice(_NOUNS) for _ in range(words)).capitalize()

    menu = "".join(f'<li class="nav-{at % 3}"><a href="/section/{at}">{line(3)}</a></li>' for at in range(70))
    script = "".join(f'"k{at}":{{"id":{dice.randrange(10**9)},"t":"{line(6)}"}},' for at in range(180))
    style = "".join(f".c{at}-{number}{{margin:{at}px;color:#{dice.randrange(16**6):06x}}}" for at in range(220))
    cards = "".join(
        f'<div class="card"><a href="/news/{dice.randrange(10**7)}"><img src="/i/{at}.jpg" alt="{line(6)}">'
        f"<h3>{line(7)}</h3></a><span>{at} hours ago</span></div>"
        for at in range(45)
    )
    before = (
        f"<style>{style}</style><script>window.state={{{script}}};</script></head>"
        f"<body><header><nav><ul>{menu}</ul></nav></header><main>"
    )
    return before, f"<aside><h2>Related stories</h2>{cards}</aside></main><script>{script}</script></body></html>"


def _page(text: str, number: int, before: str, after: str) -> bytes:
    lines = [html.escape(line) for line in text.split("\n") if line.strip()]
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Story {number}</title>'
    return f"{head}{before}<article><h1>{lines[0][:90]}</h1>{body}</article>{after}".encode()


def _record(number: int, page: bytes) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    address = f"https://site{number % _SITES}.example/{number}"
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-02T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(address.encode()):012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"
