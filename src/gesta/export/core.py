"""The core tables: what Gesta itself knows of incidents, one row a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import msgspec

from gesta.export.cells import Cell
from gesta.export.columns import Field, Refers, Table, named, table
from gesta.export.figures import figure, words
from gesta.export.format import Options, Source
from gesta.model import columns as shared
from gesta.model.columns import BETWEEN, BETWEEN_PASSAGES, Column
from gesta.model.incidents import Claim, IncidentActor, names
from gesta.model.judgements import Judgement, in_force
from gesta.model.merged import Figure, MergedIncident, SourceReport
from gesta.model.spans import Evidence
from gesta.model.terms import COUNT_FIELDS, CountField, Policy, ReportId
from gesta.model.values import PlaceCandidate, Where

_INCIDENT: Refers = {("incident",): ("incidents", ("id",))}
_OF_INCIDENT = Column("incident", "text", "incident")


@dataclass(frozen=True, slots=True)
class _Seen:
    """An incident under a policy."""

    incident: MergedIncident
    policy: Policy


def _text(name: str, meaning: str, *, null: bool = True) -> Column:
    return Column(name, "text", meaning, "", null)


def _joined(values: Iterable[str]) -> str | None:
    return BETWEEN.join(dict.fromkeys(values)) or None


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _passages(evidence: Evidence) -> str | None:
    return BETWEEN_PASSAGES.join(dict.fromkeys(each.exact for each in evidence)) or None


def _seen_figure(field: CountField, of: Callable[[Figure], Cell], seen: _Seen) -> Cell:
    found = figure(seen.incident, field, seen.policy)
    return None if found is None else of(found)


def _toll_fields(field: CountField) -> Iterator[Field[_Seen]]:
    """What the policy says of one count: its bounds, the one number, the words, the claims it stands on."""
    known, hxl = named(shared.OCCURRENCE), {"killed": "#affected+killed", "injured": "#affected+injured"}.get(field, "")
    view = f"views[policy].counts.{field}"
    best = Column(f"{field}_best", "whole", f"{field}, by the policy asked for; empty where it names no number",
                  "people", True)  # fmt: skip
    yield Field(known[f"{field}_low"], f"{view}.low", partial(_seen_figure, field, lambda each: each.low),
                hxl and f"{hxl}+min")  # fmt: skip
    yield Field(best, f"{view}.best", partial(_seen_figure, field, lambda each: each.best), hxl)
    yield Field(known[f"{field}_high"], f"{view}.high", partial(_seen_figure, field, lambda each: each.high),
                hxl and f"{hxl}+max")  # fmt: skip
    yield Field(_text(f"{field}_text", f"{field}, in words: as told, or as a person set it"), f"counts.{field}.text",
                lambda seen: words(seen.incident, field))  # fmt: skip
    yield Field(
        _text(f"{field}_claims", f"{field}: ids of the claims that the figure stands on, '; ' between them"),
        f"{view}.claims",
        partial(_seen_figure, field, lambda each: _joined(each.claims)),
    )


def _occurrence_fields() -> Iterator[Field[_Seen]]:
    known = named(shared.OCCURRENCE)
    yield Field(known["class"], "class", lambda seen: seen.incident.cls)
    yield Field(known["type"], "type", lambda seen: seen.incident.type, "#event+type")
    yield Field(known["label"], "label", lambda seen: seen.incident.label, "#event+label")
    yield Field(known["realis"], "realis", lambda seen: seen.incident.realis)
    yield Field(known["background"], "background", lambda seen: seen.incident.background)
    yield Field(known["when_start"], "when.start", lambda seen: seen.incident.when.start, "#date+start")
    yield Field(known["when_end"], "when.end", lambda seen: seen.incident.when.end, "#date+end")
    yield Field(known["when_precision"], "when.precision", lambda seen: seen.incident.when.precision)
    yield Field(known["when_basis"], "when.basis", lambda seen: seen.incident.when.basis)
    yield Field(known["place"], "where.name", lambda seen: seen.incident.where.name, "#loc+name")
    yield Field(known["place_level"], "where.level", lambda seen: seen.incident.where.level)
    yield Field(known["admin1"], "where.admin1", lambda seen: seen.incident.where.admin1, "#adm1+name")
    yield Field(known["country"], "where.country", lambda seen: seen.incident.where.country, "#country+code")
    yield Field(known["lat"], "where.lat", lambda seen: seen.incident.where.lat, "#geo+lat")
    yield Field(known["lon"], "where.lon", lambda seen: seen.incident.where.lon, "#geo+lon")
    yield Field(known["radius_km"], "where.radius_km", lambda seen: seen.incident.where.radius_km)
    yield Field(known["perpetrators"], "actors[role=perpetrator]", lambda seen: names(seen.incident, "perpetrator"),
                "#group+name+first")  # fmt: skip
    yield Field(known["targets"], "actors[role=target]", lambda seen: names(seen.incident, "target"),
                "#group+name+second")  # fmt: skip
    yield Field(_text("weapons", "kinds of weapon used, '; ' between them; empty when not told"), "weapons[].kind",
                lambda seen: _joined(each.kind for each in seen.incident.weapons))  # fmt: skip
    for field in COUNT_FIELDS:
        yield from _toll_fields(field)
    yield Field(known["responsibility"], "responsibility.status", lambda seen: seen.incident.responsibility.status)
    yield Field(_text("responsibility_by", "who claimed it, denied it or is suspected; empty when nobody is named"),
                "responsibility.by", lambda seen: seen.incident.responsibility.by)  # fmt: skip


def _standing_fields() -> Iterator[Field[_Seen]]:
    known, standing = named(shared.OCCURRENCE), named(shared.STANDING)
    codes = "by the crosswalk; empty where it has none"
    yield Field(_text("acled", f"ACLED event type and sub-event type {codes}"), "codes.acled",
                lambda seen: _joined(seen.incident.codes.acled or ()))  # fmt: skip
    yield Field(_text("plover", f"PLOVER event type and mode {codes}"), "codes.plover",
                lambda seen: _joined(seen.incident.codes.plover or ()))  # fmt: skip
    yield Field(_text("cameo", f"CAMEO code {codes}"), "codes.cameo", lambda seen: seen.incident.codes.cameo)
    yield Field(Column("gtd", "whole", f"GTD attack type {codes}", "", True), "codes.gtd",
                lambda seen: seen.incident.codes.gtd)  # fmt: skip
    yield Field(Column("ucdp", "whole", f"UCDP type of violence {codes}", "", True), "codes.ucdp",
                lambda seen: seen.incident.codes.ucdp)  # fmt: skip
    yield Field(known["score"], "score.value", lambda seen: seen.incident.score.value)
    yield Field(standing["reports"], "count of reports", lambda seen: len({r.id for r in seen.incident.reports}))
    yield Field(standing["sources"], "sources", lambda seen: seen.incident.sources)
    yield Field(_text("outlets", "outlets that tell it, '; ' between them; empty when none is known"),
                "reports[].outlet", lambda seen: _joined(each.outlet for each in seen.incident.reports if each.outlet),
                "#meta+source")  # fmt: skip
    yield Field(_text("disagreements", "fields for which speakers give different values, '; ' between them"),
                "disagreements[].field",
                lambda seen: _joined(each.field for each in seen.incident.disagreements))  # fmt: skip
    yield Field(standing["confidence"], "confidence.value", lambda seen: seen.incident.confidence.value)
    yield Field(
        standing["grade"], "grade", lambda seen: seen.incident.grade.reliability + seen.incident.grade.credibility
    )
    yield Field(standing["status"], "status", lambda seen: seen.incident.status)


INCIDENTS = table(
    "incidents",
    "Occurrences on the ground, each from all reports of it.",
    ("id",),
    (
        Field(Column("id", "text", "permanent id"), "id", lambda seen: seen.incident.id, "#event+id"),
        *_occurrence_fields(),
        *_standing_fields(),
    ),
    lambda incident, source, options: [_Seen(incident, options.policy)],
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim with the report that makes it, None where no words tell which."""

    incident: MergedIncident
    claim: Claim
    report: SourceReport | None


def _claims(incident: MergedIncident, source: Source, options: Options) -> Iterator[_Said]:
    by_id: dict[ReportId, SourceReport] = {each.id: each for each in incident.reports}
    only = incident.reports[0] if len(by_id) == 1 else None
    for claim in incident.claims:
        cited = claim.evidence[0].report if claim.evidence else None
        yield _Said(incident, claim, by_id.get(cited, only) if cited else only)


def _bound(said: _Said, end: str) -> Cell:
    value = said.claim.value.get(end) if isinstance(said.claim.value, dict) else None
    return value if isinstance(value, int) else None


def _claim_fields() -> Iterator[Field[_Said]]:
    known, report = named(shared.CLAIM), named((*shared.SOURCE_REPORT, *shared.REPORT))
    yield Field(Column("claim", "text", "id of the claim"), "claims[].id", lambda said: said.claim.id)
    yield Field(_OF_INCIDENT, "id", lambda said: said.incident.id)
    yield Field(known["field"], "claims[].field", lambda said: said.claim.field)
    yield Field(known["value"], "claims[].value", lambda said: _json(said.claim.value))
    yield Field(Column("low", "whole", "of a count: at least; empty when not known", "people", True),
                "claims[].value.low", lambda said: _bound(said, "low"))  # fmt: skip
    yield Field(Column("high", "whole", "of a count: at most; empty when open", "people", True),
                "claims[].value.high", lambda said: _bound(said, "high"))  # fmt: skip
    yield Field(known["speaker"], "claims[].speaker.name", lambda said: said.claim.speaker.name)
    yield Field(known["speaker_kind"], "claims[].speaker.kind", lambda said: said.claim.speaker.kind)
    yield Field(known["realis"], "claims[].realis", lambda said: said.claim.realis)
    yield Field(known["quotation"], "claims[].evidence[].exact",
                lambda said: _passages(said.claim.evidence))  # fmt: skip
    yield Field(known["score"], "claims[].score", lambda said: said.claim.score)
    yield Field(_text("report", "id of the report; empty where no words tell which"), "claims[].evidence[0].report",
                lambda said: said.report.id if said.report else None)  # fmt: skip
    yield Field(report["outlet"], "reports[].outlet", lambda said: said.report.outlet if said.report else None)
    yield Field(_text("published", "day of publication"), "reports[].published.start",
                lambda said: said.report.published.start if said.report else None)  # fmt: skip


CLAIMS = table(
    "claims",
    "Every claim of every incident: one value of one field, as one speaker tells it.",
    ("incident", "claim"),
    tuple(_claim_fields()),
    _claims,
    refers=_INCIDENT,
)


@dataclass(frozen=True, slots=True)
class _Told:
    incident: MergedIncident
    report: SourceReport


def _reports(incident: MergedIncident, source: Source, options: Options) -> Iterator[_Told]:
    yield from (_Told(incident, each) for each in incident.reports)


def _report_fields() -> Iterator[Field[_Told]]:
    known, report = named(shared.SOURCE_REPORT), named(shared.REPORT)
    yield Field(_OF_INCIDENT, "id", lambda told: told.incident.id)
    yield Field(known["report"], "reports[].id", lambda told: told.report.id)
    yield Field(report["row_id"], "reports[].row_id", lambda told: told.report.row_id)
    yield Field(report["source"], "reports[].source", lambda told: told.report.source)
    yield Field(known["outlet"], "reports[].outlet", lambda told: told.report.outlet)
    yield Field(report["title"], "reports[].title", lambda told: told.report.title)
    yield Field(known["published"], "reports[].published.start", lambda told: told.report.published.start)
    yield Field(_text("published_end", "last day on which it may have been published"), "reports[].published.end",
                lambda told: told.report.published.end)  # fmt: skip
    yield Field(_text("published_basis", "where the publication date is from", null=False),
                "reports[].published.basis", lambda told: told.report.published.basis)  # fmt: skip
    yield Field(known["mentions"], "reports[].mentions", lambda told: told.report.mentions)
    yield Field(known["account"], "reports[].account", lambda told: told.report.account)
    yield Field(known["copy_of"], "reports[].copy_of", lambda told: told.report.copy_of)
    yield Field(known["version_of"], "reports[].version_of", lambda told: told.report.version_of)
    yield Field(known["withdrawn"], "reports[].withdrawn", lambda told: told.report.withdrawn)


REPORTS = table(
    "reports",
    "Which reports tell which incident: one row for each incident and report.",
    ("incident", "report"),
    tuple(_report_fields()),
    _reports,
    refers=_INCIDENT,
)


@dataclass(frozen=True, slots=True)
class _Acting:
    incident: MergedIncident
    position: int
    actor: IncidentActor


def _actors(incident: MergedIncident, source: Source, options: Options) -> Iterator[_Acting]:
    yield from (_Acting(incident, position, each) for position, each in enumerate(incident.actors))


def _actor_fields() -> Iterator[Field[_Acting]]:
    known = named(shared.ACTOR)
    yield Field(_OF_INCIDENT, "id", lambda acting: acting.incident.id)
    yield Field(known["position"], "place in actors", lambda acting: acting.position)
    yield Field(known["role"], "actors[].role", lambda acting: acting.actor.role)
    yield Field(known["name"], "actors[].name", lambda acting: acting.actor.name)
    yield Field(known["actor_id"], "actors[].actor_id", lambda acting: acting.actor.actor_id)
    yield Field(known["kind"], "actors[].kind", lambda acting: acting.actor.kind)
    yield Field(known["country"], "actors[].country", lambda acting: acting.actor.country)
    yield Field(_text("quotation", "the words; ' ... ' between passages"), "actors[].evidence[].exact",
                lambda acting: _passages(acting.actor.evidence))  # fmt: skip


ACTORS = table(
    "actors",
    "Who is in which role of an incident.",
    ("incident", "position"),
    tuple(_actor_fields()),
    _actors,
    refers=_INCIDENT,
)


@dataclass(frozen=True, slots=True)
class _Lying:
    """A place: the one taken is number 0, the others that the words may mean come after it."""

    incident: MergedIncident
    rank: int
    place: Where | PlaceCandidate


def _places(incident: MergedIncident, source: Source, options: Options) -> Iterator[_Lying]:
    if incident.where == Where():
        return
    yield _Lying(incident, 0, incident.where)
    others = (each for each in incident.where.candidates if each.place_id != incident.where.place_id)
    yield from (_Lying(incident, rank, each) for rank, each in enumerate(others, start=1))


def _taken(lying: _Lying) -> Where | None:
    return lying.place if isinstance(lying.place, Where) else None


def _place_fields() -> Iterator[Field[_Lying]]:
    known = named(shared.OCCURRENCE)
    yield Field(_OF_INCIDENT, "id", lambda lying: lying.incident.id)
    yield Field(Column("rank", "whole", "0 the place taken; from 1 the others that the words may mean"),
                "place in where.candidates", lambda lying: lying.rank)  # fmt: skip
    yield Field(_text("place_id", "the place in the gazetteer"), "where.place_id", lambda lying: lying.place.place_id)
    yield Field(known["place"], "where.name", lambda lying: lying.place.name)
    yield Field(_text("place_level", known["place_level"].meaning + "; empty for the others"), "where.level",
                lambda lying: taken.level if (taken := _taken(lying)) else None)  # fmt: skip
    yield Field(_text("within", "units around it below the province, smallest first, '; ' between them"),
                "where.within", lambda lying: _joined(taken.within) if (taken := _taken(lying)) else None)  # fmt: skip
    yield Field(known["admin1"], "where.admin1", lambda lying: lying.place.admin1)
    yield Field(known["country"], "where.country", lambda lying: lying.place.country)
    yield Field(known["lat"], "where.lat", lambda lying: lying.place.lat)
    yield Field(known["lon"], "where.lon", lambda lying: lying.place.lon)
    yield Field(known["radius_km"], "where.radius_km",
                lambda lying: taken.radius_km if (taken := _taken(lying)) else None)  # fmt: skip
    yield Field(_text("basis", "how the place was found; empty for the others"), "where.basis",
                lambda lying: taken.basis if (taken := _taken(lying)) else None)  # fmt: skip
    yield Field(Column("score", "real", "how likely the words mean it, 0 to 1; empty for the place taken", "", True),
                "where.candidates[].score",
                lambda lying: lying.place.score if isinstance(lying.place, PlaceCandidate) else None)  # fmt: skip


PLACES = table(
    "places",
    "Where each incident was, and what else its place's name may mean; no row where no place is told.",
    ("incident", "rank"),
    tuple(_place_fields()),
    _places,
    refers=_INCIDENT,
)


def _judgements(source: Source) -> Iterator[tuple[Judgement, bool]]:
    made = source.judgements()
    holding = {each.id for each in in_force(made)}
    yield from ((each, each.id in holding) for each in made)


def _judgement_fields() -> Iterator[Field[tuple[Judgement, bool]]]:
    known = named(shared.JUDGEMENT)
    yield Field(known["id"], "id", lambda made: made[0].id)
    yield Field(known["kind"], "kind", lambda made: made[0].kind)
    yield Field(known["anchors"], "anchors", lambda made: _json(made[0].anchors))
    yield Field(known["who"], "who", lambda made: made[0].who)
    yield Field(known["at"], "at", lambda made: made[0].at)
    yield Field(_text("why", known["why"].meaning), "why", lambda made: made[0].why or None)
    yield Field(known["field"], "field", lambda made: made[0].field)
    yield Field(known["value"], "value",
                lambda made: _json(made[0].value) if made[0].kind == "value" else None)  # fmt: skip
    yield Field(known["undoes"], "undoes", lambda made: made[0].undoes)
    yield Field(Column("in_force", "flag", "1 while it holds: it was not undone, and is no undo itself"),
                "worked out", lambda made: made[1])  # fmt: skip


JUDGEMENTS: Table = table(
    "judgements",
    "Decisions of people, all of the project's, in the order made.",
    ("id",),
    tuple(_judgement_fields()),
    None,
    _judgements,
)
