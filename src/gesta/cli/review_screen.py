"""Questions on the terminal: the two sides beside one another, what differs marked, the sentences that tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from gesta.cli.cards import rows, sentences
from gesta.cli.terminal import harmless
from gesta.export.words import published_words
from gesta.model.incidents import Incident, Record
from gesta.model.terms import COUNT_FIELDS, IncidentId, ReportId
from gesta.model.values import Count
from gesta.review.decide import Past
from gesta.review.questions import Draft, Question
from gesta.review.words import judgement_words
from gesta.store.store import Store

_LONGEST = 800
"""Cells of the terminal that one sentence may take: a page of noise can be one sentence."""
_MOST_REASONS = 8
_MOST_TOLD = 3
"""Reports of an incident whose sentences are shown; `e` shows all."""
_SAME, _DIFFERS = "green", "yellow"
_VALUES = frozenset({"when", "where", *COUNT_FIELDS})
HELP = (
    ("a  y  s", "yes: the two are one; the place is right; it happened"),
    ("x  n  d", "no: they are two; the place is not known; it did not happen"),
    ("1 … 9", "the place is this one of those it could be"),
    ("space  j", "next question, this one unanswered"),
    ("backspace  k", "back to the question before"),
    ("u", "undo your last answer of this session"),
    ("v", "set a value of the incident (killed, when, where …)"),
    ("w", "say why; kept with your next answer"),
    ("e", "explain in full: every report, claim, figure and merge"),
    ("h", "history of all judgements"),
    ("g", "go to an incident by its id"),
    ("?", "this help"),
    ("q", "quit"),
)


def show(screen: Console, store: Store, question: Question) -> None:
    """The question with all that an answer needs: sides, sentences, reasons, what is gained."""
    screen.rule(Text(harmless(f"{question.text}  {' · '.join(question.incidents)}"), style="bold"), align="left")
    told = [_read(store, account) for account in question.accounts]
    sides = _sides(store, question, [incident for _, incident in told])
    screen.print(compared(*sides) if len(sides) == 2 else facts(sides[0]))
    shown = told if len(sides) == 2 else told[:_MOST_TOLD]
    for record, incident in shown:
        screen.print(_telling(record, incident))
    for line in (*_reasons(question), *_others(question.others)):
        screen.print(line)
    gains = ", ".join(f"{each.name} {each.weight:.2f} ({each.detail})" for each in question.usefulness.reasons)
    screen.print(Text(harmless(f"usefulness {question.usefulness.value}: {gains}"), style="dim"))


def _read(store: Store, account: IncidentId) -> tuple[Record, Incident]:
    report: ReportId = store.account_report([account])[account]
    record = store.record(report)
    return record, next(each for each in record.incidents if each.id == account)


def _sides(store: Store, question: Question, accounts: Sequence[Incident]) -> list[Incident]:
    """Of a pair of incidents both as merged, of a pair of reports both as read, else the incident."""
    if question.kind == "split":
        return list(accounts)
    return [each for each in map(store.incident, question.incidents) if each is not None]


def facts(incident: Incident) -> Table:
    """The headline facts of one incident."""
    table = _grid(1)
    table.add_row(Text("what"), _what(incident))
    for name, words in rows(incident):
        table.add_row(Text(name), words)
    return table


def compared(one: Incident, other: Incident) -> Table:
    """The facts of both sides: green where they say the same, yellow where they differ, dim where one does not tell."""
    left, right = ({"what": _what(each), **dict(rows(each))} for each in (one, other))
    table = _grid(2)
    table.add_row(Text(""), Text(one.id, style="dim"), Text(other.id, style="dim"))
    for name in dict.fromkeys((*left, *right)):
        mine, theirs = left.get(name), right.get(name)
        style = "" if mine is None or theirs is None else _SAME if _agree(name, one, other, mine, theirs) else _DIFFERS
        table.add_row(Text(name), _cell(mine, style), _cell(theirs, style))
    return table


def _agree(name: str, one: Incident, other: Incident, mine: Text, theirs: Text) -> bool:
    return _value(one, name) == _value(other, name) if name in _VALUES else mine.plain == theirs.plain


def _value(incident: Incident, name: str) -> object:
    """The value itself, without what it was worked out from and who says it."""
    if name == "when":
        return incident.when.start, incident.when.end
    if name == "where":
        return incident.where.name, incident.where.admin1, incident.where.country
    count: Count | None = getattr(incident.counts, name)
    return (count.low, count.high) if count else None


def _grid(sides: int) -> Table:
    table = Table.grid(padding=(0, 2), expand=sides > 1)
    table.add_column(style="dim", no_wrap=True)
    for _ in range(sides):
        table.add_column(overflow="fold", ratio=1 if sides > 1 else None)
    return table


def _cell(words: Text | None, style: str) -> Text:
    return Text("not told", style="dim") if words is None else Text(words.plain, style=style)


def _what(incident: Incident) -> Text:
    return Text(harmless(incident.label if incident.realis == "actual" else f"{incident.label}, {incident.realis}"))


def _telling(record: Record, incident: Incident) -> Group:
    """Who tells it when, and the sentences with the trigger underlined."""
    report = record.report
    parts = (report.outlet, published_words(report.published.start), report.row_id, report.source)
    origin = Text(harmless(" · ".join(part for part in parts if part)), style="dim")
    return Group(Text(""), _cut(origin), *(_cut(Text.assemble("  ", line)) for line in sentences(record, incident)))


def _cut(line: Text) -> Text:
    line.truncate(_LONGEST, overflow="ellipsis")
    return line


def _reasons(question: Question) -> Iterator[Text]:
    """Why the machine took the two accounts for one, or nearly did."""
    if question.reasons:
        total = sum(reason.weight for reason in question.reasons)
        yield Text(f"\nthe two compared, {total:+.2f} log-odds:", style="bold")
    for reason in question.reasons[:_MOST_REASONS]:
        yield Text.assemble(f"  {reason.weight:+.2f}  {harmless(reason.name)}  ", (harmless(reason.detail), "dim"))


def _others(drafts: Sequence[Draft]) -> Iterator[Text]:
    if drafts:
        yield Text("\nit could also be:", style="bold")
    for number, draft in enumerate(drafts, start=1):
        yield Text(harmless(f"  {number}  {draft.words}"))


def show_help(screen: Console) -> None:
    """Every key and what it does."""
    table = _grid(1)
    for keys, meaning in HELP:
        table.add_row(Text(keys, style="bold"), Text(meaning))
    screen.print(table)


def show_history(screen: Console, past: Sequence[Past]) -> None:
    """Every judgement, in the order made, with what it is about and whether it holds."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("judgement", "when", "who", "what", "about", "why"):
        table.add_column(name, overflow="fold")
    for each in past:
        judgement = each.judgement
        state = "" if each.holds else f" (undone by {each.undone_by.id})" if each.undone_by else " (no longer holds)"
        cells = (
            judgement.id,
            judgement.at[:19],
            judgement.who,
            judgement_words(judgement) + state,
            _about(each),
            judgement.why,
        )
        table.add_row(*(Text(harmless(cell), style="" if each.holds else "dim") for cell in cells))
    screen.print(table if past else Text("no judgement yet", style="dim"))


def _about(past: Past) -> str:
    words = [f"“{each.exact}” in {each.report[:19]}…" if each.exact else f"{each.report[:19]}…" for each in
             past.judgement.anchors]  # fmt: skip
    return "; ".join(words[:2]) + (f"; {len(words) - 2} more" if len(words) > 2 else "")
