"""A record and an incident as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from gesta.export.words import published_words
from gesta.frames.facts import facts_of, heading, is_listed
from gesta.frames.html import attribute, block, facts, faint, text
from gesta.frames.marks import Mark, marks, pieces
from gesta.model.documents import Block
from gesta.model.incidents import Incident, Record
from gesta.model.plain import counted, harmless

_MOST_TEXT, _MOST_INCIDENTS, _MOST_PROBLEMS = 20_000, 40, 10
"""Characters, incidents and problems that are shown of one record."""
_LEGEND = (
    ("act", "what was done"), ("toll", "toll"), ("who", "who"), ("where", "where"), ("when", "when"),
    ("weapon", "with what"), ("said", "who says so, who is held responsible"), ("other", "named, in no incident"),
)  # fmt: skip


def incident_html(incident: Incident) -> str:
    """The headline facts of an incident."""
    return block(_incident(incident))


def _incident(incident: Incident) -> str:
    return f'<div class="head">{text(heading(incident))}</div>{facts(facts_of(incident))}{faint(incident.id)}'


def record_html(record: Record) -> str:
    """The report's text with the words marked that tell something, then its incidents."""
    report = record.report
    origin = " · ".join(
        part for part in (report.outlet, published_words(report.published.start), report.row_id, report.source) if part
    )
    legend = " ".join(f'<mark class="{kind}">{words}</mark>' for kind, words in _LEGEND)
    return block(
        f'<div class="faint">{text(origin)}</div>',
        f'<div class="faint">{legend}</div>',
        *_blocks(record),
        *_incidents(record),
        *_problems(record),
    )


def _blocks(record: Record) -> Iterator[str]:
    found = marks(record)
    left = _MOST_TEXT
    for each in record.document.blocks:
        if left <= 0:
            break
        end = min(each.end, each.start + left)
        left -= end - each.start
        yield _block(record.document.text, each, end, found)
    if len(record.document.text) > _MOST_TEXT:
        yield faint(f"… {len(record.document.text):,} characters in all; the first {_MOST_TEXT:,} are shown")


def _block(whole: str, each: Block, end: int, found: Sequence[Mark]) -> str:
    if each.kind == "furniture":
        reason = f"left out: {each.reason or 'page furniture'}"
        return (
            f'<p class="furniture" dir="auto" title="{attribute(reason)}">{_words(whole[each.start : end])} '
            f"<small>[{text(reason)}]</small></p>"
        )
    inside = "".join(_piece(whole, piece.start, piece.end, piece.kind, piece.words)
                     for piece in pieces(each.start, end, found))  # fmt: skip
    return f'<p class="{each.kind}" dir="auto">{inside}</p>'


def _piece(whole: str, start: int, end: int, kind: str | None, words: str) -> str:
    inside = _words(whole[start:end])
    return f'<mark class="{kind}" title="{attribute(words)}">{inside}</mark>' if kind else inside


def _words(words: str) -> str:
    """The words escaped, with their line ends."""
    return "\n".join(escape(harmless(line)) for line in words.split("\n"))


def _incidents(record: Record) -> Iterator[str]:
    listed = [incident for incident in record.incidents if is_listed(incident)]
    rest = [incident for incident in record.incidents if not is_listed(incident)]
    if not record.incidents:
        yield faint("No incident.")
    yield from (f"<details open><summary>{text(heading(each))}</summary>{_details(each)}</details>"
                for each in listed[:_MOST_INCIDENTS])  # fmt: skip
    yield from (f"<details><summary>{faint(heading(each))}</summary>{_details(each)}</details>"
                for each in rest[:_MOST_INCIDENTS])  # fmt: skip
    more = max(len(listed) - _MOST_INCIDENTS, 0) + max(len(rest) - _MOST_INCIDENTS, 0)
    if more:
        yield faint(f"and {counted(more, 'more incident')}")


def _details(incident: Incident) -> str:
    return f"{facts(facts_of(incident))}{faint(f'{incident.id} · score {incident.score.value:.2f}')}"


def _problems(record: Record) -> Iterator[str]:
    for problem in record.problems[:_MOST_PROBLEMS]:
        yield f'<div class="faint">{text(str(problem))}</div>'
