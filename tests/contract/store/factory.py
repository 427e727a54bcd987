"""Invented reports, readings and incidents for the tests of the store; no test data from outside."""

from __future__ import annotations

from gesta.model.documents import Published, Report, report_id
from gesta.model.incidents import (
    Claim,
    Codes,
    Context,
    Counts,
    DocumentRef,
    Incident,
    IncidentActor,
    MentionRef,
    Record,
    ReportRef,
    Responsibility,
    Speaker,
)
from gesta.model.merged import Figure, Grade, MergedIncident, SourceReport, TollStep, View
from gesta.model.spans import Quote
from gesta.model.terms import ClaimId, ConceptId, IncidentId, ReportId
from gesta.model.values import Count, Reason, Score, When, Where
from gesta.store import AccountRow, Reading

AT = "2031-05-02T08:00:00+00:00"
TEXT = "Three people were killed when a rocket hit the market of Tarmin on Monday, police said."


def report(text: str = TEXT, source: str = "https://news.example/tarmin", **given: str) -> Report:
    """A report of the text from the source."""
    outlet, published, row_id = given.get("outlet"), given.get("published"), given.get("row_id")
    identity = report_id(text.encode("utf-8", "surrogatepass"), source, outlet, published, row_id)
    return Report(identity, source, "text", text, given.get("title"), outlet, published, row_id)


def numbered(number: int) -> Report:
    """One of many different reports."""
    return report(f"{TEXT} This was attack number {number}.", f"https://news.example/{number}")


def incident(id: str = "inc_1", *, start: str | None = "2031-05-01", killed: int | None = 3, **own: str) -> Incident:
    """An incident of one report with a mention and two claims."""
    police = Speaker("police", "police")
    words = Quote(0, 23, "Three people were killed")
    count = Count(killed, killed, "exact", "three", {}, (words,)) if killed is not None else None
    return Incident(
        id=IncidentId(id),
        cls="statement" if own.get("cls") == "statement" else "event",
        type=ConceptId(own.get("type", "shelling")),
        label="Shelling",
        codes=Codes(),
        realis="planned" if own.get("realis") == "planned" else "actual",
        background=False,
        when=When(start, start, "day" if start else "unknown", "named"),
        where=Where(name="Tarmin", level="city", country=own.get("country", "IQ"), lat=33.1, lon=44.2, radius_km=3.0),
        actors=(IncidentActor("target", "the market", None, "facility", "IQ", (words,)),),
        weapons=(),
        counts=Counts(killed=count),
        responsibility=Responsibility(),
        claims=(
            Claim(
                ClaimId(f"clm_{id}_1"),
                "counts.killed",
                {"low": killed, "high": killed},
                police,
                "actual",
                (words,),
                0.9,
            ),
            Claim(ClaimId(f"clm_{id}_2"), "type", "shelling", Speaker("the report", "media"), "actual", (), 0.8),
        ),
        disagreements=(),
        related=(),
        mentions=(MentionRef(31, 37, "killed", "killed", ConceptId("shelling"), "actual", False),),
        score=Score(0.9, (Reason("trigger", 0.9),)),
    )


def record(of: Report, *incidents: Incident) -> Record:
    """What was read from the report."""
    published = Published(of.published or "2031-05-02", of.published or "2031-05-02", "day", "given")
    return Record(
        "0.1.0",
        "en@1",
        "core@1",
        "base@1",
        ReportRef(of.id, of.source, of.outlet, published, of.row_id),
        DocumentRef(of.title, "en", of.content, (), ()),
        (),
        incidents,
        Context(),
        (),
    )


def reading(of: Report, *ids: str, stamp: str = "s1", keys: tuple[str, ...] = ("tarmin|1",), **own: str) -> Reading:
    """A reading of the report with one account for each id."""
    incidents = tuple(incident(id, **own) for id in ids)
    rows = tuple(AccountRow(each.id, each, f"profile of {each.id} {stamp}".encode(), keys) for each in incidents)
    return Reading(of.id, stamp, record(of, *incidents), AT, rows, ("copy|1", f"copy|{of.id}"))


def merged(base: Incident, *reports: ReportId, **own: str) -> MergedIncident:
    """The incident of the reports; its first account has its id, the others their own."""
    claim = base.claims[0]
    source = SourceReport(
        reports[0], None, "https://news.example/tarmin", "Daily Example", Published("2031-05-02"), None, 1, base.id
    )
    accounts = (base.id, *(IncidentId(f"{base.id}_{place}") for place in range(1, len(reports))))
    sources = tuple(
        SourceReport(id, None, source.source, source.outlet, source.published, None, 1, account)
        for id, account in zip(reports, accounts, strict=True)
    )
    count = base.counts.killed or Count()
    return MergedIncident(
        **{name: getattr(base, name) for name in Incident.__struct_fields__},
        reports=sources,
        sources=len(reports),
        views=(View("lead", {"killed": Figure(count.low, count.low, count.high, (claim.id,), "newest")}),),
        history=(TollStep("killed", count, claim.speaker, reports[0], "Daily Example", "2031-05-02", claim.id),),
        links=(),
        confidence=Score(0.7, (Reason("sources", 0.7),)),
        grade=Grade("B", "2", "two sources"),
        status="disputed" if own.get("status") == "disputed" else "machine",
    )
