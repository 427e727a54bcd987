"""An incident of several reports for a person: as a card, and whole, with every claim, sentence and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from gesta.cli.cards import rows
from gesta.cli.terminal import counted, harmless
from gesta.export.words import change_words, claim_words, count_words, report_words
from gesta.model.incidents import Claim, Record
from gesta.model.merged import Figure, MergedIncident, SourceReport, TollStep
from gesta.model.plain import clipped
from gesta.model.sources import outlet_name
from gesta.model.spans import Quote
from gesta.model.terms import COUNT_FIELDS, ClaimId, ReportId
from gesta.review.doubts import bridges

Records = Callable[[ReportId], Record]

_LONGEST = 300
"""Characters of a sentence that are shown."""


def card(incident: MergedIncident) -> Panel:
    """The headline facts and the reports that are no copies."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows(incident):
        table.add_row(Text(name), value)
    for number, report in enumerate(each for each in incident.reports if each.copy_of is None):
        table.add_row(Text("" if number else "told by"), Text(harmless(report_words(report))))
    heading = Text.assemble((harmless(incident.label), "bold"), _state(incident))
    note = f"{incident.id} · {counted(incident.sources, 'independent source')} · confidence {incident.confidence.value}"
    return Panel(table, title=heading, title_align="left", subtitle=Text(note), subtitle_align="right")


def _state(incident: MergedIncident) -> str:
    states: list[str] = [
        word
        for word, said in (
            (incident.realis, incident.realis != "actual"),
            ("background", incident.background),
            (incident.status, incident.status != "machine"),
        )
        if said
    ]
    return f" · {', '.join(states)}" if states else ""


Lines = Iterator[Text] | Iterator[Table]


def explain_merged(screen: Console, incident: MergedIncident, records: Records) -> None:
    """All that is known of the incident and why: reports, toll, views, disagreements, merges, claims, sentences."""
    read = cache(records)
    screen.print(card(incident))
    sections: tuple[tuple[str, Lines], ...] = (
        ("Reports", _reports(incident)),
        ("Toll, as it was told", _history(incident)),
        ("Toll by policy", _views(incident)),
        ("Disagreements", _disagreements(incident)),
        ("Ties", _ties(incident)),
        ("Why these reports are one incident", _links(incident)),
        ("Confidence", _confidence(incident)),
    )
    for title, lines in sections:
        found = list(lines)
        if found:
            screen.print(Text(f"\n{title}", style="bold"))
            for line in found:
                screen.print(line)
    screen.print(Text("\nClaims", style="bold"))
    for report in incident.reports:
        screen.print(Text(harmless(f"  {report_words(report)}"), style="dim"))
        for line in _claims(incident, report, read(report.id)):
            screen.print(line)
    screen.print()


def _reports(incident: MergedIncident) -> Iterator[Text]:
    names = {report.id: outlet_name(report.outlet, report.source) for report in incident.reports}
    yield Text(f"  {counted(incident.sources, 'independent source')} in {counted(len(incident.reports), 'report')}")
    for report in incident.reports:
        line = Text(f"  {harmless(report_words(report))}")
        for words, said in (
            (f"a copy of {names.get(report.copy_of or ReportId(''), 'another report')}", report.copy_of),
            ("a newer version of a page captured before", report.version_of),
            ("withdrawn", report.withdrawn),
        ):
            if said:
                line.append(f" · {harmless(words)}", "yellow")
        yield line
        yield from (Text(f"      {harmless(change_words(change))}", style="dim") for change in report.changes)


def _history(incident: MergedIncident) -> Iterator[Table]:
    if not incident.history:
        return
    table = _table("field", "told on", "by", "in", "figure", "")
    for step in incident.history:
        table.add_row(*(Text(harmless(cell)) for cell in _step(step)))
    yield table


def _step(step: TollStep) -> tuple[str, ...]:
    by = f"{step.speaker.name} ({step.speaker.kind})"
    words = f"“{step.count.text}”" if step.count.text else ""
    figure = f"{count_words(step.count)} {words}" if words not in count_words(step.count) else words
    return f"  {step.field}", (step.at or "unknown")[:10], by, step.outlet or "", figure, step.basis


def _views(incident: MergedIncident) -> Iterator[Table]:
    told = [field for field in COUNT_FIELDS if any(field in view.counts for view in incident.views)]
    if not told:
        return
    number = {claim: place for place, claim in enumerate(_numbered(incident), start=1)}
    table = _table("policy", *told)
    for view in incident.views:
        cells = [_figure(view.counts[field], number) if field in view.counts else "not told" for field in told]
        table.add_row(Text(f"  {view.policy}"), *(Text(harmless(cell)) for cell in cells))
    yield table


def _numbered(incident: MergedIncident) -> tuple[ClaimId, ...]:
    return tuple(dict.fromkeys(claim.id for claim in incident.claims))


def _figure(figure: Figure, number: dict[ClaimId, int]) -> str:
    low, best, high = ("?" if each is None else str(each) for each in (figure.low, figure.best, figure.high))
    value = best if low == best == high else f"{best} ({low}–{'' if figure.high is None else high})"
    parts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in figure.parts.items())
    cited = ", ".join(f"#{number[claim]}" for claim in figure.claims if claim in number)
    return f"{value}{f' [{parts}]' if parts else ''}: {figure.basis}{f' ({cited})' if cited else ''}"


def _disagreements(incident: MergedIncident) -> Iterator[Text]:
    claims = {claim.id: claim for claim in incident.claims}
    for each in incident.disagreements:
        sides = [f"{claim_words(claims[one])} ({claims[one].speaker.name})" for one in each.claims if one in claims]
        yield Text(harmless(f"  {each.field}: {' against '.join(dict.fromkeys(sides))}"))


def _ties(incident: MergedIncident) -> Iterator[Text]:
    for tie in incident.related:
        yield Text(f"  {tie.relation.replace('_', ' ')}: {tie.incident}")


def _links(incident: MergedIncident) -> Iterator[Text]:
    names = {report.account: outlet_name(report.outlet, report.source) for report in incident.reports}
    accounts = sorted({end for link in incident.links for end in (link.one, link.other)})
    for link in bridges(accounts, incident.links):
        ends = f"{names.get(link.one, link.one)} and {names.get(link.other, link.other)}"
        yield Text(f"  {harmless(ends)}: {link.weight:+.1f}")
        for reason in link.reasons:
            yield Text(f"    {reason.weight:+.2f}  {harmless(reason.name)}  {harmless(reason.detail)}", style="dim")


def _confidence(incident: MergedIncident) -> Iterator[Text]:
    grade = incident.grade
    yield Text(
        f"  {incident.confidence.value}; Admiralty {grade.reliability}{grade.credibility}: {harmless(grade.basis)}"
    )
    for reason in incident.confidence.reasons:
        yield Text(f"    {reason.weight:+.2f}  {harmless(reason.name)}  {harmless(reason.detail)}", style="dim")


def _claims(incident: MergedIncident, report: SourceReport, record: Record) -> Iterator[Text | Table]:
    """The claims of one report, each once, and the sentences that hold their words."""
    number = {claim: place for place, claim in enumerate(_numbered(incident), start=1)}
    mine = [claim for claim in incident.claims if any(quote.report == report.id for quote in claim.evidence)]
    table = _table("", "field", "value", "said by", "words")
    for claim in mine:
        first = claim.evidence[0].exact if claim.evidence else ""
        said_by = f"{claim.speaker.name} ({claim.speaker.kind})"
        state = "" if claim.realis == "actual" else f" ({claim.realis})"
        cells = (
            f"    #{number[claim.id]}",
            claim.field,
            claim_words(claim) + state,
            said_by,
            f"“{clipped(first, _LONGEST)}”",
        )
        table.add_row(*(Text(harmless(cell)) for cell in cells))
    yield table
    yield from (Text(f"    {line}", style="italic dim") for line in _sentences(record, mine))


def _sentences(record: Record, claims: Sequence[Claim]) -> Iterator[str]:
    quotes: list[Quote] = [quote for claim in claims for quote in claim.evidence if quote.report == record.report.id]
    for sentence in record.document.sentences:
        if any(sentence.start <= quote.start < sentence.end for quote in quotes):
            yield clipped(harmless(record.document.text[sentence.start : sentence.end]), _LONGEST)


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
