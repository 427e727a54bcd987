"""Incidents as cards for a person: the headline facts, each with its words, and the sentence with them underlined."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from gesta.model.incidents import Incident, IncidentActor, Record
from gesta.model.spans import Evidence, Span
from gesta.model.terms import COUNT_FIELDS, LISTED_REALIS
from gesta.model.values import Count, When, Where

_COLOURS = {
    "actual": "green",
    "attempted": "yellow",
    "prevented": "yellow",
    "alleged": "magenta",
}
_MARKS = {"when": "cyan", "where": "blue", "who": "magenta", "toll": "red", "trigger": "bold"}


def listed(incident: Incident) -> bool:
    """True for what the default listing shows: events that happened, were tried, stopped or are alleged."""
    return incident.cls == "event" and incident.realis in LISTED_REALIS


def print_record(console: Console, record: Record, *, everything: bool) -> None:
    """Title line, a card for each incident, a closing line with what is not shown."""
    title = record.document.title or record.document.text.strip()[:80] or "(no text)"
    published = record.report.published
    date = published.start[:10] if published.start else "publication date unknown"
    console.rule(Text(title, style="bold"), align="left")
    origin = [part for part in (record.report.outlet, f"{date} ({published.basis})", record.report.source) if part]
    console.print(Text(" · ".join(origin), style="dim"))
    shown = [incident for incident in record.incidents if everything or listed(incident)]
    for incident in sorted(shown, key=lambda each: (each.cls != "event", each.background)):
        console.print(_card(record, incident))
    if not shown:
        console.print(Text("No incident.", style="dim"))
    hidden = len(record.incidents) - len(shown)
    if hidden:
        console.print(Text(f"{hidden} more not shown: statements and what did not happen (--all)", style="dim"))
    console.print()


def _card(record: Record, incident: Incident) -> Panel:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, min_width=12)
    table.add_column(overflow="fold")
    for name, value in _rows(incident):
        table.add_row(name, value)
    for sentence in _sentences(record, incident):
        table.add_row("", "")
        table.add_row("told", sentence)
    colour = _COLOURS.get(incident.realis, "white")
    heading = Text.assemble(
        (incident.label, f"bold {colour}"), f"  {incident.realis}", "  background" if incident.background else ""
    )
    subtitle = Text(f"{incident.id}  {incident.score.value}", style="dim")
    border = "dim" if incident.background else colour
    return Panel(
        table, title=heading, title_align="left", subtitle=subtitle, subtitle_align="right", border_style=border
    )


def _rows(incident: Incident) -> Iterator[tuple[str, Text]]:
    yield "when", _when(incident.when)
    yield "where", _where(incident.where)
    for role in ("perpetrator", "participant", "target", "victim", "mediator"):
        actors = [actor for actor in incident.actors if actor.role == role]
        if actors:
            yield role, Text("; ".join(_actor(actor) for actor in actors))
    if incident.weapons:
        weapons = (
            f"{weapon.name or weapon.kind}" + (f" x {_count(weapon.count)}" if weapon.count else "")
            for weapon in incident.weapons
        )
        yield "weapon", Text("; ".join(weapons))
    for field in COUNT_FIELDS:
        count = getattr(incident.counts, field)
        if count is not None:
            yield field, Text.assemble((_count(count), "bold red"), _speakers(incident, f"counts.{field}"))
    said = incident.responsibility
    if said.status != "not_mentioned":
        by = f" ({said.by})" if said.by else ""
        yield "claimed", Text(f"{said.status}{by}" + (f" as of {said.as_of[:10]}" if said.as_of else ""))
    if incident.disagreements:
        yield "disputed", Text(", ".join(each.field for each in incident.disagreements), style="yellow")
    codes = [f"ACLED {' / '.join(incident.codes.acled)}"] if incident.codes.acled else []
    codes += [f"PLOVER {' '.join(incident.codes.plover)}"] if incident.codes.plover else []
    if codes:
        yield "codes", Text(" · ".join(codes), style="dim")


def _when(when: When) -> Text:
    if when.start is None and when.end is None:
        return Text(f"unknown ({when.text})" if when.text else "unknown", style="dim")
    start, end = when.start or "…", when.end or "…"
    span = start if start == end else f"{start} to {end}"
    return Text.assemble(span, (f"  {when.basis}", "dim"))


def _where(where: Where) -> Text:
    if where.name is None:
        return Text("unknown", style="dim")
    units = [where.name, *where.within]
    if where.country and where.country not in units:
        units.append(where.country)
    return Text.assemble(", ".join(dict.fromkeys(units)), (f"  {where.level}; {where.basis}", "dim"))


def _actor(actor: IncidentActor) -> str:
    if actor.name is None:
        return "unknown"
    return actor.name if actor.kind == "unknown" else f"{actor.name} ({actor.kind})"


def _count(count: Count) -> str:
    if count.low is None and count.high is None:
        return count.text or "not told"
    if count.low == count.high:
        return str(count.low)
    if count.high is None:
        return f"at least {count.low}"
    return f"at most {count.high}" if count.low is None else f"{count.low} to {count.high}"


def _speakers(incident: Incident, field: str) -> tuple[str, str]:
    names = dict.fromkeys(claim.speaker.name for claim in incident.claims if claim.field == field)
    return (f"  says {', '.join(names)}" if names else "", "dim")


def _sentences(record: Record, incident: Incident) -> Iterator[Text]:
    """The sentences with the incident's words, evidence underlined in the colour of its kind."""
    text = record.document.text
    marks = [(Span(mention.start, mention.end), "trigger") for mention in incident.mentions]
    marks += [(quote.span, kind) for kind, evidence in _evidence(incident) for quote in evidence]
    told = [
        sentence
        for sentence in record.document.sentences
        if any(sentence.start <= mention.start < sentence.end for mention in incident.mentions)
    ]
    for sentence in told[:4]:
        line = Text(text[sentence.start : sentence.end].replace("\n", " "))
        for span, kind in marks:
            if span.start >= sentence.start and span.end <= sentence.end:
                line.stylize(f"underline {_MARKS[kind]}", span.start - sentence.start, span.end - sentence.start)
        yield line


def _evidence(incident: Incident) -> Iterator[tuple[str, Evidence]]:
    yield "when", incident.when.evidence
    yield "where", incident.where.evidence
    for actor in incident.actors:
        yield "who", actor.evidence
    for field in COUNT_FIELDS:
        count = getattr(incident.counts, field)
        if count is not None:
            yield "toll", count.evidence
