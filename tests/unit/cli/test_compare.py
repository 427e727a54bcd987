"""``gesta export`` in the shapes of other projects and ``gesta compare`` as a person uses them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gesta.cli.main import cli
from gesta.export.registry import FORMATS
from gesta.model.documents import Report, report_id
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.store.store import Store

AT = "2023-04-01T00:00:00Z"
STORIES = (
    ("Northern Wire", "2023-03-02", "Bomb kills five in Kirkuk market\n\nA bomb exploded in a market in Kirkuk, Iraq, "
     "on Wednesday, killing five people and wounding twelve, police said. The trader Omar Darvel was killed."),
    ("Harbour Post", "2023-03-05", "Gunmen kill two in Mosul\n\nGunmen shot dead two policemen in Mosul, Iraq, on "
     "Saturday, police said."),
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compare") / "project.db"
    with Store.create(path) as store:
        for outlet, published, text in STORIES:
            identity = report_id(text.encode(), "test", outlet, published)
            store.add_report(Report(identity, outlet, "text", text, outlet=outlet, published=published), AT)
        settings = Settings(reader="patterns")
        assert len(list(read_new(store, settings, 1, lambda: AT))) == len(STORIES)
        settle(store, engine_of(settings).codebook, AT)
    return path


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("name", ["acled", "ucdp", "gtd", "polecat", "gdelt", "plover"])
def test_a_project_is_exported_with_its_about_file(project: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"ours{FORMATS[name].suffix}"
    run("export", name, project, "--to", target, "--losses", tmp_path / "losses.csv")
    assert target.is_file() and (tmp_path / "ours.about.txt").is_file()
    assert (tmp_path / "losses.csv").read_text("utf-8").startswith("incident,field,value,why")
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([target.name, "losses.csv", "ours.about.txt"])


def test_names_are_masked_where_it_is_asked_for(project: Path, tmp_path: Path) -> None:
    run("export", "acled", project, "--to", tmp_path / "open.csv")
    run("export", "acled", project, "--to", tmp_path / "masked.csv", "--redact", "private")
    assert "Darvel" in (tmp_path / "open.csv").read_text("utf-8")
    assert "Darvel" not in (tmp_path / "masked.csv").read_text("utf-8")
    assert "are masked" in (tmp_path / "masked.about.txt").read_text("utf-8")


def test_a_project_agrees_with_its_own_export(project: Path, tmp_path: Path) -> None:
    run("export", "acled", project, "--to", tmp_path / "theirs.csv")
    found = json.loads(run("compare", project, tmp_path / "theirs.csv", "--format", "json").stdout)
    assert found["both"] >= 2 and found["only_ours"] == found["only_theirs"] == found["outside"] == 0
    assert all(share["agree"] == share["of"] for share in found["agreement"].values())
    assert found["median_km"] == 0


def test_what_only_one_has_is_listed(project: Path, tmp_path: Path) -> None:
    run("export", "acled", project, "--to", tmp_path / "ours.csv")
    with (tmp_path / "ours.csv").open(encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    lines[0] |= {"event_id_cnty": "IRQ77", "location": "Basra", "latitude": "30.5", "longitude": "47.8"}
    with (tmp_path / "theirs.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    target = tmp_path / "compared.csv"
    run("compare", tmp_path / "ours.csv", tmp_path / "theirs.csv", "--format", "csv", "--to", target)
    with target.open(encoding="utf-8") as stream:
        found = list(csv.DictReader(stream))
    assert [line["theirs"] for line in found if line["found"] == "theirs"] == ["IRQ77"]
    assert sum(line["found"] == "ours" for line in found) == 1
    table = run("compare", tmp_path / "ours.csv", tmp_path / "theirs.csv").stdout
    assert "only theirs" in table and "Basra" in table and "same deaths" in table


def test_a_table_for_the_screen_is_not_written(project: Path, tmp_path: Path) -> None:
    run("export", "ucdp", project, "--to", tmp_path / "theirs.csv")
    with pytest.raises(Exception, match="a table is for the screen"):
        CliRunner().invoke(
            cli, ["compare", str(project), str(tmp_path / "theirs.csv"), "--to", "x"], catch_exceptions=False
        )


def test_every_sample_that_ucdp_holds_keeps_its_sums(tmp_path: Path) -> None:
    """The reports under samples/, read by rules."""
    project = tmp_path / "samples.db"
    samples = Path(__file__).resolve().parents[3] / "samples" / "reports"
    run("init", project, "--reader", "patterns")
    run("add", project, samples)
    run("run", project)
    run("export", "ucdp", project, "--all", "--to", tmp_path / "ucdp.csv")
    with (tmp_path / "ucdp.csv").open(encoding="utf-8") as stream:
        found = list(csv.DictReader(stream))
    assert len(found) >= 3
    for line in found:
        low, best, high = (int(line[name]) for name in ("low", "best", "high"))
        parts = (int(line[f"deaths_{side}"]) for side in ("a", "b", "civilians", "unknown"))
        assert sum(parts) == best and low <= best <= high and high > 0
        assert not line["priogrid_gid"] or 1 <= int(line["priogrid_gid"]) <= 259200
