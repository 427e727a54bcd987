"""The trained reader: the same records as the patterns reader, from what the text holds and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.analysis import Analysis
from gesta.model.documents import Document, Report, report_id
from gesta.model.incidents import Record
from gesta.model.reading import Mention
from gesta.pipeline.reading import Engine, engine
from gesta.readers.cues import PAIR_SLOTS, TOGETHER_SLOTS, TOKEN_SLOTS, checked
from gesta.readers.encoder import encoder
from gesta.readers.reader import Judge

RAID = (
    "Gunmen kill nine in raid on Bardane market\n\n"
    "Gunmen on motorcycles attacked the market of Bardane on Sunday, killing nine traders, police said. "
    "The assailants fled towards the border. The victims were buried on Monday. "
    "The governor said that no group had claimed the attack. A march against the violence is planned for Friday.\n"
)
NOTHING = (
    "Minister under fire over budget\n\n"
    "The finance minister attacked her critics on Monday and said that she would fight for the new tax. "
    "Opposition members bombarded her with questions. The battle over the budget goes on next week.\n"
)


@pytest.fixture(scope="module")
def trained() -> Engine:
    return engine(reader="neural")


@pytest.fixture(scope="module")
def mentions(trained: Engine) -> Callable[[str], tuple[Document, Analysis, tuple[Mention, ...]]]:
    def read(text: str) -> tuple[Document, Analysis, tuple[Mention, ...]]:
        identity = report_id(text.encode(), "test", None, "2024-03-04")
        document, analysis = trained.analyse(Report(identity, "test", "text", text, published="2024-03-04"))
        return document, analysis, trained.reader.read(document, analysis).mentions

    return read


def _record(trained: Engine, text: str) -> Record:
    return trained.read(Report(report_id(text.encode(), "test"), "test", "text", text, published="2024-03-04"))


def test_reads_the_raid_with_its_doers_and_toll(trained: Engine) -> None:
    events = [each for each in _record(trained, RAID).incidents if each.cls == "event" and each.realis == "actual"]
    assert len(events) == 1
    (raid,) = events
    assert raid.type in {"armed_attack", "shooting", "killing"}
    assert raid.counts.killed is not None and raid.counts.killed.low == 9
    assert any("unmen" in (actor.name or "") for actor in raid.actors if actor.role == "perpetrator")
    assert (raid.when.start or "")[:10] == "2024-03-03"


def test_a_figure_of_speech_is_no_act(trained: Engine) -> None:
    assert not [each for each in _record(trained, NOTHING).incidents if each.cls == "event"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A 7-year-old girl is dead and her mother is fighting for her life after a drive-by shooting.", "shooting"),
        ("A 70-year-old widow was strangled in her flat in Porto on Sunday.", "killing"),
        ("About 300 students staged a sit-in at the ministry of education in Tunis on Sunday.", "protest"),
    ],
)
def test_a_sentence_alone_is_read(trained: Engine, text: str, kind: str) -> None:
    assert {each.type for each in _record(trained, text).incidents if each.cls == "event"} == {kind}


def test_what_hardly_looks_like_an_act_is_none_though_a_trigger_names_it(trained: Engine) -> None:
    record = _record(trained, "The woman drove from her home in Leeds to stay with her aunt, neighbours said.")
    assert not [each for each in record.incidents if each.cls == "event"]


@pytest.mark.parametrize(
    "text",
    [
        "Police blocked the street in the old town of Leeds on Monday.",
        "The report that the daughter of the consul was wounded by gunfire is unfounded. The erroneous report "
        "on her injury was carried by a news agency.",
    ],
)
def test_a_closed_street_and_an_act_told_in_error_are_not_shown(trained: Engine, text: str) -> None:
    assert not [each for each in _record(trained, text).incidents if each.realis == "actual"]


def test_patients_who_are_released_are_no_prisoners(trained: Engine) -> None:
    record = _record(trained, "Two guards were treated at the medical center for bruises and released.")
    assert "release" not in {each.type for each in record.incidents}


def test_every_quote_is_the_text(mentions: Callable[[str], tuple[Document, Analysis, tuple[Mention, ...]]]) -> None:
    document, _, read = mentions(RAID)
    assert read
    starts = [mention.trigger.start for mention in read]
    assert starts == sorted(starts)
    for mention in read:
        spoken = [mention.attribution.speaker, mention.attribution.cue] if mention.attribution else []
        for quote in (mention.trigger, *(argument.quote for argument in mention.arguments), *spoken):
            assert document.text[quote.start : quote.end] == quote.exact
        assert all(tie.trigger in starts and tie.trigger < mention.trigger.start for tie in mention.ties)
        assert mention.result_of is None or mention.result_of in starts
        assert 0 <= mention.score.value <= 1 and mention.score.reasons


def test_what_is_read_beside_it_changes_nothing(
    mentions: Callable[[str], tuple[Document, Analysis, tuple[Mention, ...]]],
) -> None:
    alone = mentions(RAID)[2]
    mentions(NOTHING)
    assert mentions(RAID)[2] == alone


def test_an_empty_report_gives_nothing(
    mentions: Callable[[str], tuple[Document, Analysis, tuple[Mention, ...]]],
) -> None:
    assert mentions("")[2] == ()


def test_the_heads_fit_the_cues_and_the_codebook(trained: Engine) -> None:
    heads = encoder().heads
    assert set(heads.concepts) == set(trained.codebook.concepts)
    for name, slots in (("token_cues", TOKEN_SLOTS), ("pair_cues", PAIR_SLOTS), ("together_cues", TOGETHER_SLOTS)):
        assert heads.weights[f"{name}.table.weight"].shape[0] == sum(slots)


def test_cues_that_fit_no_slot_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        checked([(0, 9)], (1, 9))


def test_judges_single_words(
    trained: Engine, mentions: Callable[[str], tuple[Document, Analysis, tuple[Mention, ...]]]
) -> None:
    document, analysis, _ = mentions(RAID)
    assert isinstance(trained.reader, Judge)
    fled = analysis.words.index("fled")
    assert trained.reader.judge(document, analysis, fled) == "actual"
