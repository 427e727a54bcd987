"""``gesta codebook learn``: what is gathered, what is said of it, what is written, and what is asked next."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from gesta.cli import codebook_learning
from gesta.cli.codebook_learning import Run, learn_all
from gesta.cli.codebook_pool import pool, surroundings
from gesta.cli.codebook_teaching import half
from gesta.cli.main import cli
from gesta.codebook.detector_files import detector_file
from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.codebook.taught import Taught, lesson
from gesta.codebook.taught_lines import ExampleLine, append_lines
from gesta.errors import UsageError
from gesta.model.documents import Report
from gesta.model.terms import ConceptId
from gesta.pipeline.learning import Learnt, Useful
from gesta.readers.detector import FORMAT, Detector, Figures, decode
from gesta.store.store import Store

CONCEPT = """id: cattle_raid
class: event
label: Cattle raid
family: property
parents: [robbery]
definition: Armed persons drive off the livestock of others.
roles: {perpetrator: who raided, target: the herd, place: where, time: when}
triggers:
- {lemma: rustle, pos: verb, object: [cattle, goat, camel]}
- {lemma: cattle raid, pos: noun}
examples:
- {text: "Armed men rustled 40 cattle near Lokichar.", trigger: rustled}
counter_examples:
- {text: "Police raided a bar.", why: no livestock}
"""
NEWS = {
    "baringo.txt": "Bandits rustled cattle in Baringo on Monday. The chief called for calm.",
    "lodwar.txt": "It had been quiet. A cattle raid near Lodwar left two herders dead. Police went there.",
    "turkana.txt": "Raiders rustled goats in Turkana on Sunday 🐐. Nobody was hurt.",
    "market.txt": "Goats were sold in Nairobi on Tuesday. Prices rose.",
}
ROWS = 12


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "cattle_raid.yaml").write_text(CONCEPT, encoding="utf-8")
    return folder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["codebook", "learn", *map(str, arguments)])


def learnt(taught: Sequence[Taught], right: int = 8) -> Learnt:
    """As if so many of the examples had been found, and a counter-example and a telling were doubted."""
    told = sum(each.told for each in taught)
    figures = Figures(5, len(taught), told, right + 2, right, 0.05)
    detector = Detector(FORMAT, ConceptId("cattle_raid"), "stamp", told, len(taught) - told, "AAAAAA==", 0.0, 1.0, 0.0,
                        0.4, figures)  # fmt: skip
    chances = tuple(0.001 if each.told and "Lokichar" in each.text else 0.6 if each.told else 0.1 for each in taught)
    return Learnt(detector, tuple(taught), chances, 3.2)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Taught, ...]]:
    """Learning takes no time and finds more the more it is given; returns what was learnt from, call by call."""
    given: list[tuple[Taught, ...]] = []

    def learn(
        codebook: Codebook, concept: str, taught: Sequence[Taught], progress: Callable[[str], None] = print,
        texts: object = None,
    ) -> Learnt:  # fmt: skip
        given.append(tuple(taught))
        if len(taught) < 3:
            raise UsageError(f"{concept}: give 8 more")
        return learnt(taught, right=sum(each.told for each in taught) - 1)

    def most_useful(codebook: Codebook, one: Learnt, pool: Iterable[Report], n: int) -> tuple[Useful, ...]:
        reports = {Path(each.source).name: each for each in pool}
        text = "A cattle raid near Lodwar left two herders dead."
        return (Useful(text, 9, 13, 0.41, reports["lodwar.txt"].source),)[:n]

    monkeypatch.setattr(codebook_learning, "learn", learn)
    monkeypatch.setattr(codebook_learning, "most_useful", most_useful)
    return given


def teach(book: Path, number: int = ROWS) -> None:
    rows = [ExampleLine(f"Raiders took herd {each}.", 8, 12, told=True) for each in range(number)]
    rows += [ExampleLine(f"Dealers sold herd {each}.", 8, 12, told=False) for each in range(number)]
    append_lines(book / "examples" / "cattle_raid.jsonl", rows)


def test_the_report_says_how_many_from_where_and_how_well(book: Path, fake: list[tuple[Taught, ...]]) -> None:
    teach(book)
    append_lines(book / "examples" / "cattle_raid.jsonl", [ExampleLine("Who took them?", 4, 8)])
    result = run(book)
    assert result.exit_code == 0
    shown = [line.split() for line in result.stdout.splitlines()]
    assert ["cattle_raid.yaml", "1", "1"] in shown and ["cattle_raid.jsonl", "12", "12"] in shown
    assert ["together", "13", "13"] in shown and "1 more wait for an answer" in result.stdout
    assert "0.86  12 of 14" in result.stdout and "0.92  12 of 13" in result.stdout
    assert "7 more that tell it and 7 more that do not" in result.stdout
    assert "look mislabelled" in result.stdout and "Lokichar" in result.stdout
    assert all(len(line) <= 120 for line in result.stdout.splitlines())
    path = detector_file(book, "cattle_raid")
    assert decode(path.read_bytes(), str(path), "stamp", 1).told == 13
    assert [len(each) for each in fake] == [26]


def test_a_dry_run_writes_nothing(book: Path, news: Path, fake: list[tuple[Taught, ...]]) -> None:
    teach(book)
    before = sorted(path.name for path in book.rglob("*"))
    result = run(book, "--dry-run", "--pool", news, "--suggest", "3")
    assert result.exit_code == 0 and "1 example would be suggested" in result.stderr
    assert sorted(path.name for path in book.rglob("*")) == before


def test_with_many_examples_half_of_them_is_tried_too(book: Path, fake: list[tuple[Taught, ...]]) -> None:
    teach(book, 45)
    result = run(book, "--dry-run")
    assert "with half of the examples" in result.stdout
    assert [len(each) for each in fake] == [92, 46]
    assert sum(each.told for each in fake[1]) == 23 and set(fake[1]) < set(fake[0])
    assert half(reversed(fake[0])) == fake[1]


def test_suggestions_are_appended_once_for_an_editor(book: Path, news: Path, fake: list[tuple[Taught, ...]]) -> None:
    teach(book)
    result = run(book, "--pool", news, "--suggest", "5")
    assert "would help most" in result.stdout and "chance 0.41" in result.stdout
    ((_, line),) = lesson(book, "cattle_raid").undecided
    assert (line.text[line.start : line.end], Path(line.source).name) == ("raid", "lodwar.txt")
    assert "0 examples suggested" in run(book, "--pool", news, "--suggest", "5").stderr


def test_too_few_examples_and_the_triggers_finds_instead(
    book: Path, news: Path, fake: list[tuple[Taught, ...]]
) -> None:
    result = run(book, "--pool", news, "--suggest", "2")
    assert result.exit_code == 0 and "give 8 more" in result.stderr
    lines = [line for _, line in lesson(book, "cattle_raid").undecided]
    assert {line.text[line.start : line.end] for line in lines} == {"rustled", "cattle raid"}  # one of each trigger
    assert not detector_file(book, "cattle_raid").exists()
    assert run(book).exit_code == 1


def test_examples_of_no_concept_are_told(book: Path, fake: list[tuple[Taught, ...]]) -> None:
    teach(book)
    append_lines(book / "examples" / "cattle_riad.jsonl", [ExampleLine("Raiders came.", 0, 7, told=True)])
    result = run(book)
    assert result.exit_code == 0 and "examples of cattle_riad, which is no concept" in result.stderr
    assert len(fake) == 1


def test_judgements_of_a_project_teach(book: Path, tmp_path: Path, fake: list[tuple[Taught, ...]]) -> None:
    teach(book)
    project = tmp_path / "project.db"
    with Store.create(project):
        pass
    result = run(book, "--project", project)
    assert result.exit_code == 0 and str(project) not in result.stdout  # nothing was judged there


@pytest.mark.parametrize(
    ("arguments", "what"),
    [(("--suggest", "3"), "suggested from where"), (("--ask", "--dry-run"), "leave out"), (("--ask",), "at a terminal"),
     (("--concept", "nothing"), "no concept nothing")],
)  # fmt: skip
def test_what_does_not_go_together_is_said(book: Path, arguments: tuple[str, ...], what: str) -> None:
    result = run(book, *arguments)
    assert isinstance(result.exception, UsageError) and what in str(result.exception)


def session(book: Path, news: Path, keys: str, monkeypatch: pytest.MonkeyPatch, number: int | None = None) -> str:
    pressed: Iterator[str] = iter(keys)
    screen = Console(file=io.StringIO(), width=120, highlight=False, markup=False, emoji=False)
    monkeypatch.setattr(codebook_learning, "key", lambda: next(pressed, "q"))
    monkeypatch.setattr(codebook_learning, "console", lambda: screen)
    learn_all(Run.of(book, (), (str(news),), number, True, False, "ann"), ["cattle_raid"])
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_asking_learns_again_and_says_what_changed(
    book: Path, news: Path, fake: list[tuple[Taught, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(book)
    append_lines(book / "examples" / "cattle_raid.jsonl", [ExampleLine("Who took them?", 4, 8)])
    screen = session(book, news, "ny", monkeypatch)
    assert screen.index("Who took them?") < screen.index("A cattle raid near Lodwar")
    assert "It had been quiet." in screen and "Police went there." in screen and "41%" in screen
    assert "what your answers changed" in screen and "26 → 28" in screen and "0.92 → 0.93" in screen
    assert [len(each) for each in fake] == [26, 28]
    answered = [json.loads(line) for line in lesson(book, "cattle_raid").file.read_text(encoding="utf-8").splitlines()]
    assert [(row["told"], row["who"]) for row in answered[-2:]] == [(False, "ann"), (True, "ann")]
    assert detector_file(book, "cattle_raid").exists()


def test_asking_from_nothing(
    book: Path, news: Path, fake: list[tuple[Taught, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = session(book, news, "yy", monkeypatch, number=2)
    assert "1 of 2" in screen and "cross-validated" in screen
    assert [len(each) for each in fake] == [2, 4]


def test_quitting_at_once_changes_nothing(
    book: Path, news: Path, fake: list[tuple[Taught, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(book)
    assert "what your answers changed" not in session(book, news, "q", monkeypatch)
    assert len(fake) == 1


def test_the_pool_is_the_same_in_any_order(news: Path, tmp_path: Path) -> None:
    files = sorted(news.iterdir())
    one, other = pool([str(news), str(tmp_path / "missing.txt")]), pool([str(path) for path in reversed(files)])
    assert one == other and len(one) == len(NEWS)
    near = surroundings(one, str(news / "lodwar.txt"), "A cattle raid near Lodwar left two herders dead.")
    assert (near.before, near.after) == ("It had been quiet.", "Police went there.")
    assert surroundings(one, "elsewhere", "A cattle raid.").before == ""


def test_a_detector_learnt_for_real(book: Path, news: Path) -> None:
    """Nothing is faked: the encoder reads the examples, and the detector that is written loads with the codebook."""
    takers, places = ("Raiders", "Bandits", "Gunmen", "Rustlers"), ("Turkana", "Baringo", "Samburu")
    told = [f"{who} took ninety cattle from herders in {where}." for who in takers for where in places]
    other = [f"{who} took a bus from the station in {where}." for who in ("Tourists", "Nurses") for where in places]
    rows = [ExampleLine(text, text.index("took"), text.index("took") + 4, told=True) for text in told]
    rows += [ExampleLine(text, text.index("took"), text.index("took") + 4, told=False) for text in other]
    append_lines(book / "examples" / "cattle_raid.jsonl", rows)
    result = run(book, "--pool", news, "--suggest", "2")
    assert result.exit_code == 0 and "cross-validated, 5-fold" in result.stdout
    made = load(book).detectors[ConceptId("cattle_raid")]
    assert json.loads(made)["told"] == len(told) + 1
    lines = [line for _, line in lesson(book, "cattle_raid").undecided]
    assert 0 < len(lines) <= 2 and all(line.text in " ".join(NEWS.values()) for line in lines)
