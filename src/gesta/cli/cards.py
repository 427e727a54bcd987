"""Incidents as cards for a person: the headline facts, who says so, and the sentences with the words underlined."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from gesta.cli.terminal import harmless
from gesta.export.words import (
    actor_words,
    count_words,
    published_words,
    responsibility_words,
    weapon_words,
    when_basis,
    when_words,
    where_basis,
    where_words,
)
from gesta.model.incidents import Claim, Incident, Record
from gesta.model.spans import Evidence, Span
from gesta.model.terms import COUNT_FIELDS, LISTED_REALIS, ActorRole
from gesta.model.values import Count

_COLOURS = {"actual": "green", "attempted": "yellow", "prevented": "yellow", "alleged": "magenta"}
_MARKS = {"trigger": "bold", "when": "cyan", "where": "blue", "who": "magenta", "toll": "red"}
_ROLES: tuple[ActorRole, ...] = (
    "perpetrator", "participant", "target", "victim", "mediator", "speaker", "addressee",
)  # fmt: skip
_LONGEST_TITLE = 100
_MOST_NAMES = 4
_MOST_SENTENCES = 3


def listed(incident: Incident) -> bool:
    """True for what the default listing shows: events that happened, were tried, stopped or are alleged."""
    return incident.cls == "event" and incident.realis in LISTED_REALIS


def print_record(console: Console, record: Record, *, everything: bool) -> None:
    """Title line, a card for each incident, a closing line with what is not shown."""
    text = record.document.text.strip()
    title = record.document.title or shorten(text[:1000], _LONGEST_TITLE, placeholder="…") or "(no text)"
    console.rule(style="dim")
    console.print(Text(harmless(title), style="bold"))
    report = record.report
    origin = (report.outlet, published_words(report.published.start), report.row_id, report.source)
    console.print(Text(" · ".join(harmless(part) for part in origin if part), style="dim"))
    shown = [incident for incident in record.incidents if everything or listed(incident)]
    for incident in sorted(shown, key=lambda each: (each.cls != "event", each.background)):
        console.print(_card(record, incident))
    if not shown:
        console.print("No incident." if text else "Nothing was read.", style="dim")
    hidden = len(record.incidents) - len(shown)
    if hidden:
        console.print(f"{hidden} more with --all: statements, and what did not happen", style="dim")
    console.print()


def _card(record: Record, incident: Incident) -> Panel:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows(incident):
        table.add_row(Text(name), value)
    for number, sentence in enumerate(sentences(record, incident)):
        table.add_row(Text("" if number else "told"), sentence)
    colour = _COLOURS.get(incident.realis, "white")
    state = ", ".join(
        word
        for word, said in (
            (incident.realis, incident.realis != "actual"),
            ("background", incident.background),
            ("statement", incident.cls == "statement"),
        )
        if said
    )
    heading = Text.assemble((harmless(incident.label), f"bold {colour}"), f" · {state}" if state else "")
    identity = Text(f"{incident.id} · score {incident.score.value:.2f}", style="dim")
    border = "dim" if incident.background else colour
    return Panel(
        table, title=heading, title_align="left", subtitle=identity, subtitle_align="right", border_style=border
    )


def rows(incident: Incident) -> Iterator[tuple[str, Text]]:
    """The headline facts, each with its name: when, where, who, weapons, toll, responsibility, code."""
    yield "when", _with_note(when_words(incident.when), when_basis(incident.when))
    yield "where", _with_note(where_words(incident.where), where_basis(incident.where))
    for role in _ROLES:
        names = [actor_words(actor) for actor in incident.actors if actor.role == role]
        if names:
            yield role, Text(harmless(_few(names)))
    if incident.weapons:
        yield "weapon", Text(harmless(_few([weapon_words(weapon) for weapon in incident.weapons])))
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        if count is not None:
            yield field, _toll(incident, f"counts.{field}", count)
    if incident.responsibility.status != "not_mentioned":
        yield "claimed", Text(harmless(responsibility_words(incident.responsibility)))
    if incident.codes.acled:
        yield "ACLED", Text(" / ".join(incident.codes.acled), style="dim")


def _with_note(value: str, note: str) -> Text:
    """The value; what it was worked out from after it, dimmed."""
    style = "dim" if value == "unknown" else ""
    return Text.assemble((harmless(value), style), (f" ({harmless(note)})" if note else "", "dim"))


def _few(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    more = len(unique) - _MOST_NAMES
    return "; ".join(unique[:_MOST_NAMES]) + (f"; {more} more" if more > 0 else "")


def _toll(incident: Incident, field: str, count: Count) -> Text:
    """The figure, who says it, what it is made of, and the figures of those who say otherwise."""
    line = Text(harmless(count_words(count)), style="bold red")
    parts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in count.parts.items())
    line.append(f" ({parts})" if parts else "", "not bold dim")
    bounds = {"low": count.low, "high": count.high}
    claims = [claim for claim in incident.claims if claim.field == field]
    line.append(_say([claim for claim in claims if _bounds(claim) == bounds]), "not bold dim")
    if any(each.field == field for each in incident.disagreements):
        for claim in claims:
            if _bounds(claim) != bounds:
                figure = claim.evidence[0].exact if claim.evidence else "another number"
                line.append(f"; “{harmless(figure)}”{_say([claim])}", "not bold yellow")
    return line


def _bounds(claim: Claim) -> dict[str, object]:
    value = claim.value if isinstance(claim.value, dict) else {}
    return {"low": value.get("low"), "high": value.get("high")}


def _say(claims: list[Claim]) -> str:
    names = [harmless(claim.speaker.name) for claim in claims]
    return f", according to {_few(names)}" if names else ""


def sentences(record: Record, incident: Incident) -> Iterator[Text]:
    """The first sentences that tell the incident, its evidence underlined in the colour of its kind."""
    text = record.document.text
    marks = [(Span(mention.start, mention.end), "trigger") for mention in incident.mentions]
    marks += [(quote.span, kind) for kind, evidence in _evidence(incident) for quote in evidence]
    told = [
        sentence
        for sentence in record.document.sentences
        if any(sentence.start <= mention.start < sentence.end for mention in incident.mentions)
    ]
    for sentence in told[:_MOST_SENTENCES]:
        line = Text(harmless(text[sentence.start : sentence.end]))
        for span, kind in marks:
            if span.start >= sentence.start and span.end <= sentence.end:
                line.stylize(f"underline {_MARKS[kind]}", span.start - sentence.start, span.end - sentence.start)
        yield line
    if len(told) > _MOST_SENTENCES:
        yield Text(f"and in {len(told) - _MOST_SENTENCES} more sentences", style="dim")


def _evidence(incident: Incident) -> Iterator[tuple[str, Evidence]]:
    yield "when", incident.when.evidence
    yield "where", incident.where.evidence
    for actor in incident.actors:
        yield "who", actor.evidence
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        if count is not None:
            yield "toll", count.evidence
