"""A language model from the command line: what is told before the run, leave to send, projects that read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.model_server import Answer, Model, Sent, events, model

from gesta.cli.main import cli
from gesta.errors import GestaError
from gesta.readers import llm_ask
from gesta.readers.llm_endpoint import KEY

STORY = "Gunmen shot two soldiers near Djibo on Monday, police said."
AWAY = "https://models.invalid/v1"
SHOT: dict[str, object] = {"trigger": "shot", "roles": [{"role": "victim", "words": "two soldiers"}]}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llm_ask, "_WAITS", ())
    monkeypatch.delenv(KEY, raising=False)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def gesta(*args: str | Path) -> Result:
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    if done.exception is not None and not isinstance(done.exception, (SystemExit, GestaError)):
        raise done.exception
    return done


def asking(asked: Model, cache: Path) -> tuple[str, ...]:
    return ("--reader", "llm", "--llm", asked.url, "--llm-model", "tiny", "--llm-cache", str(cache))


def test_the_run_is_told_before_it_begins_and_its_record_is_like_any_other(story: Path, tmp_path: Path) -> None:
    with model(events(SHOT)) as asked:
        done = gesta("read", story, *asking(asked, tmp_path / "c"), "--llm-price", "1,2", "--format", "jsonl")
    record = json.loads(done.stdout)
    assert [incident["type"] for incident in record["incidents"]] == ["shooting"]
    assert "this machine: no text leaves it" in done.stderr
    assert "1 report, at most 1 call, " in done.stderr and "at the price given" in done.stderr
    assert STORY not in json.dumps(asked.asked[0]), "the first call, which is timed, holds no text of a report"


def test_text_does_not_leave_the_machine_unasked(story: Path, tmp_path: Path) -> None:
    away = ("--reader", "llm", "--llm", AWAY, "--llm-model", "m", "--llm-cache", tmp_path / "c")
    refused = gesta("read", story, *away)
    assert refused.exit_code and "--yes allows the text of the reports to be sent there" in str(refused.exception)
    assert "another machine: the text of the reports is sent there" in refused.stderr
    tried = gesta("read", story, *away, "--yes", "--llm-timeout", "2")
    assert "nothing was read" in str(tried.exception) and tried.stdout == ""


def test_a_key_over_plain_http_to_another_machine_is_warned_of(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "sk-secret")
    url = AWAY.replace("https", "http")
    done = gesta("read", story, "--reader", "llm", "--llm", url, "--llm-model", "m", "--llm-cache", tmp_path / "c")
    assert "and so can the key" in done.stderr and "sk-secret" not in done.output + str(done.exception)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--reader", "llm"), "--reader llm needs --llm URL and --llm-model NAME"),
        (("--second-opinion",), "--second-opinion needs --llm URL"),
        (("--llm", AWAY), "go together"),
        (("--llm", AWAY, "--llm-model", "m"), "--llm goes with --reader llm or with --second-opinion"),
        (("--reader", "llm", "--second-opinion", "--llm", AWAY, "--llm-model", "m"), "goes with --reader neural"),
        (("--reader", "llm", "--llm", "not an address", "--llm-model", "m"), "not a web address"),
        (("--reader", "llm", "--llm", AWAY, "--llm-model", "m", "--llm-cap", "5"), "needs --llm-price"),
        (("--reader", "llm", "--llm", AWAY, "--llm-model", " "), "give the name"),
    ],
)
def test_options_that_do_not_go_together(story: Path, options: tuple[str, ...], what: str) -> None:
    done = gesta("read", story, *options)
    assert done.exit_code and what in str(done.exception)


def test_a_capped_run_keeps_what_it_read_and_names_the_rest(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(STORY.replace("two", f"{number + 2}"), encoding="utf-8")
    with model(events({"trigger": "shot"})) as asked:
        done = gesta("read", *sorted(tmp_path.glob("*.txt")), *asking(asked, tmp_path / "c"), "--llm-cap", "2calls")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [len(record["incidents"]) for record in records] == [1, 0, 0], "one call was the timed one"
    assert done.exit_code == 0 and done.stderr.count("the cap of 2 calls is reached") == 2


def test_a_project_keeps_address_and_name_never_the_key_and_reads_unanswered_reports_again(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, "sk-secret")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    path = tmp_path / "p.db"
    broken = [True]

    def answer(sent: Sent) -> Answer:
        return Answer(b"busy", 401) if broken and "Djibo" in json.dumps(sent) else events(SHOT)

    with model(answer) as asked:
        assert gesta("init", path, "--reader", "llm", "--llm", asked.url, "--llm-model", "tiny").exit_code == 0
        assert gesta("add", path, story).exit_code == 0
        first = gesta("run", path)
        assert "not read by the language model" in first.stderr and "0 incidents shown" in first.stderr
        broken.clear()
        second = gesta("run", path)
        assert second.exit_code == 0 and "1 incident shown" in second.stderr
        calls = len(asked.asked)
        assert "language model" not in gesta("run", path).stderr and len(asked.asked) == calls
    assert b"sk-secret" not in path.read_bytes()


def test_a_second_opinion_is_asked_for_by_name(story: Path, tmp_path: Path) -> None:
    with model(events(SHOT)) as asked:
        options = ("--second-opinion", "--llm", asked.url, "--llm-model", "tiny", "--llm-cache", tmp_path / "c")
        done = gesta("read", story, *options, "--format", "jsonl")
    assert "neural, second opinion 1 of tiny" in json.loads(done.stdout)["model"]


def test_eval_llm_needs_an_endpoint() -> None:
    done = gesta("eval", "llm")
    assert "needs --llm URL" in str(done.exception)
    assert "--keep goes with llm" in str(gesta("eval", "counts", "--keep").exception)
