"""Projects and the output of ``gesta read`` as sources, and the command: the samples as files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from gesta.cli.main import cli
from gesta.codebook.load import load
from gesta.errors import DataError, GestaError, Problem, UsageError
from gesta.export.columns import rows
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.losses import LossReport
from gesta.export.passing import CountedSource, MaskedSource
from gesta.export.readings import ReadSource
from gesta.export.registry import FORMATS
from gesta.export.source import ProjectSource
from gesta.export.tables import TABLES, table_named
from gesta.export.writing import write_to
from gesta.intake.files import reports
from gesta.model.filters import EVERYTHING, SHOWN, Filter
from gesta.model.jsonl import encode
from gesta.model.terms import ConceptId, IncidentId, ReportId
from gesta.pipeline.engines import Settings
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.store import Store

from .made import FixedSource, incident, varied

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "samples" / "reports"
BOOK = load()
AT = "2031-05-02T08:00:00Z"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, read by the rules and merged."""
    path = tmp_path_factory.mktemp("sources") / "samples.db"
    with Store.create(path) as store:
        for each in reports([str(SAMPLES)], published=None, outlet=None):
            assert not isinstance(each, Problem)
            store.add_report(each, AT)
        list(read_new(store, Settings(reader="patterns"), 1, lambda: AT))
        settle(store, BOOK, AT)
    return path


@pytest.fixture
def store(project: Path) -> Iterator[Store]:
    with Store.open(project) as opened:
        yield opened


@pytest.fixture
def read(store: Store, tmp_path: Path) -> Path:
    """The readings as ``gesta read`` writes them."""
    path = tmp_path / "read.jsonl"
    path.write_bytes(b"".join(encode(store.record(each)) + b"\n" for each in store.reports_of()))
    return path


def gesta(*args: str | Path, given: bytes | None = None) -> Result:
    done = CliRunner().invoke(cli, [str(arg) for arg in args], input=given)
    if done.exception is not None and not isinstance(done.exception, (SystemExit, GestaError)):
        raise done.exception
    return done


def test_a_project_gives_what_its_store_has(store: Store) -> None:
    source = ProjectSource(store, "samples.db", BOOK, SHOWN)
    assert list(source.incidents()) == list(store.incidents(SHOWN)) == list(source.incidents())
    ids = {report.id for each in source.incidents() for report in each.reports}
    assert list(source.reports()) == sorted(ids)
    for each in source.incidents():
        for report in each.reports:
            assert source.record(report.id) == store.record(report.id)
    assert source.asked == "every incident of the default listing" and source.versions["codebook"] == "core@1"
    with pytest.raises(KeyError):
        source.record(ReportId("sha256:none"))
    with pytest.raises(UsageError, match="no such concept"):
        ProjectSource(store, "samples.db", BOOK, Filter((ConceptId("nonsense"),)))


def test_what_was_read_has_views_and_confidence_like_a_project(store: Store, read: Path) -> None:
    with read.open("rb") as lines:
        source = ReadSource(lines, "read.jsonl", BOOK, EVERYTHING)
        found = {each.id: each for each in source.incidents()}
        assert [*found] == [each.id for each in source.incidents()]
        single = [each for each in store.incidents() if len(each.reports) == 1]
        assert len(single) > 20
        alike = 0
        for each in single:
            if each.id in found and not each.reports[0].copy_of and len(store.members([each.id])[each.id]) == 1:
                own = msgspec.structs.replace(found[each.id], related=each.related, reports=each.reports)
                assert own == each
                alike += 1
        assert alike > 20
        assert list(source.reports()) == sorted({r.id for e in found.values() for r in e.reports})
        starts = [each.when.start or "~" for each in found.values()]
        assert starts == sorted(starts)
        assert source.judgements() == () and source.versions["codebook"] == "core@1"


def test_a_filter_holds_for_what_was_read_too(read: Path) -> None:
    with read.open("rb") as lines:
        every = list(ReadSource(lines, "r", BOOK, EVERYTHING).incidents())
        told = list(ReadSource(lines, "r", BOOK, Filter(text="police", shown_only=True)).incidents())
        assert 0 < len(told) < len(every)


def test_bad_lines_are_left_out_and_told(read: Path, tmp_path: Path) -> None:
    whole = read.read_bytes().splitlines(keepends=True)
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_bytes(b'{"not": "a record"}\n\n' + whole[0] + whole[0] + b"\xff\xfe\n" + b"[" * 5000 + b"\n" + whole[1])
    with mixed.open("rb") as lines:
        source = ReadSource(lines, "mixed.jsonl", BOOK, EVERYTHING)
        assert [each.where for each in source.problems] == [f"mixed.jsonl:{number}" for number in (1, 4, 5, 6)]
        assert list(source.incidents())
    mixed.write_bytes(b"nothing of the kind\n")
    with mixed.open("rb") as lines, pytest.raises(DataError, match="gesta read"):
        ReadSource(lines, "mixed.jsonl", BOOK, EVERYTHING)


def test_the_lead_policy_s_figures_are_those_of_the_store(store: Store) -> None:
    source = ProjectSource(store, "samples.db", BOOK, EVERYTHING)
    table = table_named("incidents")
    tolls = 0
    for each, row in zip(source.incidents(), rows(table, source, Options()), strict=True):
        cells = dict(zip(table.names, row, strict=True))
        for field in ("killed", "injured", "detained", "participants"):
            count = getattr(each.counts, field)
            told = (cells[f"{field}_low"], cells[f"{field}_high"])
            assert told == ((count.low, count.high) if count else (None, None))
            tolls += count is not None
            low, best, high = (cells[f"{field}_{end}"] for end in ("low", "best", "high"))
            assert best is None or ((low is None or low <= best) and (high is None or best <= high))  # type: ignore[operator]
            if best is not None:
                claims = {claim.id for claim in each.claims}
                assert set(str(cells[f"{field}_claims"]).split("; ")) <= claims
    assert tolls > 10


def test_every_word_of_the_samples_leads_to_its_sentence(store: Store) -> None:
    source = ProjectSource(store, "samples.db", BOOK, EVERYTHING)
    table = table_named("evidence")
    told = [dict(zip(table.names, row, strict=True)) for row in rows(table, source, Options())]
    keys = {(each.id, report.id) for each in source.incidents() for report in each.reports}
    outside = 0
    for row in told:
        text = source.record(ReportId(str(row["report"]))).document.text
        assert text[row["start"] : row["end"]] == row["exact"]  # type: ignore[misc]
        assert (row["incident"], row["report"]) in keys
        outside += row["sentence"] is None
    assert len(told) > 1000 and outside < len(told) / 20
    assert {row["incident"] for row in told} == {each.id for each in source.incidents()}


@pytest.mark.parametrize("name", list(FORMATS))
def test_two_exports_of_one_state_are_the_same_bytes(name: str, project: Path, tmp_path: Path) -> None:
    form = FORMATS[name]
    digests = []
    for number in range(2):
        with Store.open(project) as opened:
            target = tmp_path / f"{number}{form.suffix or '_folder'}"
            write_to(form, ProjectSource(opened, "samples.db", BOOK, SHOWN), target, Options(), LossReport())
        files = sorted(target.rglob("*")) if form.many else [target]
        digests.append(
            [(each.name if form.many else "", hashlib.sha256(each.read_bytes()).hexdigest()) for each in files]
        )
    assert digests[0] == digests[1] and digests[0]


def test_the_samples_as_csv(project: Path, tmp_path: Path) -> None:
    done = gesta("export", "csv", project, "--to", tmp_path / "out", "--all", "--losses", tmp_path / "lost.csv")
    assert done.exit_code == 0 and "138" not in done.stdout and done.stdout == ""
    loaders = {"read_gesta.R", "read_gesta.do"}
    assert {each.name for each in (tmp_path / "out").iterdir()} == {f"{table.name}.csv" for table in TABLES} | loaders
    with (tmp_path / "out" / "incidents.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    story = max(told, key=lambda row: int(row["reports"]))
    assert (story["type"], story["country"], story["killed_low"], story["killed_best"]) == ("bombing", "SO", "7", "7")
    assert story["sources"] == "4"
    assert "Radio Mudug" in story["outlets"] and "counts.killed" in story["disagreements"]
    lowest = gesta("export", "csv", project, "--policy", "conservative", "--type", "bombing", "--country", "Somalia")
    chosen = [row for row in csv.DictReader(io.StringIO(lowest.stdout)) if row["id"] == story["id"]]
    with Store.open(project) as opened:
        held = opened.incident(IncidentId(story["id"]))
        assert held is not None
        views = {view.policy: view.counts["killed"].best for view in held.views if "killed" in view.counts}
    assert [int(row["killed_best"]) for row in chosen] == [views["conservative"]] != [views["lead"]]
    assert "bombing, in Somalia" in lowest.stderr


def test_from_standard_input_to_standard_output(read: Path) -> None:
    done = gesta("export", "geojson", "-", given=read.read_bytes())
    assert done.exit_code == 0 and json.loads(done.stdout)["features"]
    assert "not held: geometry" in done.stderr and "standard input" in done.stderr
    claims = gesta("export", "csv", read, "--table", "claims")
    assert claims.stdout.startswith("claim,incident,field,")


def test_the_formats_are_listed() -> None:
    done = gesta("export", "--list")
    assert done.exit_code == 0 and all(f"{name} " in done.stdout for name in FORMATS)


@pytest.mark.parametrize(
    ("args", "fault"),
    [
        (["xlsx", "P"], "--to"),
        (["nonsense", "P"], "--list"),
        (["csv", "no-such-file"], "no-such-file"),
        (["csv", "P", "--type", "nonsense"], "no such concept"),
        (["csv", "P", "--at-least", "killed"], "killed=3"),
        (["csv", "P", "--at-most", "sources=3"], "--at-most"),
        (["geojson", "P", "--hxl"], "HXL"),
        (["geojson", "P", "--table", "claims"], "--table"),
        (["csv", "P", "--to", "no/such/folder/x.csv"], "cannot be written"),
        (["csv", "P", "--codebook", str(ROOT / "src")], "its own codebook"),
    ],
)
def test_what_cannot_be_meant_is_told(args: list[str], fault: str, project: Path) -> None:
    done = gesta("export", *(str(project) if arg == "P" else arg for arg in args))
    assert done.exit_code != 0 and done.stdout == ""
    assert fault in str(done.exception) or fault in done.output


def test_without_a_format_the_usage_is_told() -> None:
    done = gesta("export")
    assert done.exit_code == 2 and "--list" in done.output


def test_a_broken_run_leaves_nothing(tmp_path: Path) -> None:
    def broken(source: Source, path: Path, options: Options, losses: Losses) -> None:
        path.write_text("half", encoding="utf-8")
        raise ZeroDivisionError

    (tmp_path / "old.txt").write_text("old", encoding="utf-8")
    form = Format("broken", "", ".txt", broken)
    for name in ("new.txt", "old.txt"):
        with pytest.raises(ZeroDivisionError):
            write_to(form, FixedSource([]), tmp_path / name, Options(), LossReport())
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("old.txt", "old")]


def test_a_folder_that_holds_something_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    for form in (FORMATS["csv"], FORMATS["datapackage"]):
        with pytest.raises(UsageError, match="new or empty"):
            write_to(form, FixedSource([incident()]), tmp_path / "mine", Options(), LossReport())
    (tmp_path / "empty").mkdir()
    write_to(FORMATS["csv"], FixedSource([incident()]), tmp_path / "empty", Options(), LossReport())
    assert (tmp_path / "empty" / "claims.csv").exists()
    with pytest.raises(UsageError, match="is a folder"):
        write_to(FORMATS["geojson"], FixedSource([incident()]), tmp_path / "mine", Options(), LossReport())


def test_a_masked_source_shows_masked_incidents_and_no_judgements() -> None:
    source = MaskedSource(FixedSource(varied()), lambda made, record: msgspec.structs.replace(made, label="masked"))
    assert {each.label for each in source.incidents()} == {"masked"} and source.judgements() == ()
    form = Format("texts", "", ".txt", lambda *_: None, texts=True)
    with pytest.raises(UsageError, match="redacted"):
        write_to(form, source, Path("nowhere.txt"), Options(redact=True), LossReport())


def test_a_counted_source_counts_the_longest_pass() -> None:
    ticks: list[int] = []
    source = CountedSource(FixedSource(varied()), ticks.append)
    next(source.incidents())
    assert [each.id for each in source.incidents()][-1] == IncidentId("inc_last")
    assert source.seen == len(varied()) == max(ticks)
