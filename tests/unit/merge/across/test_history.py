from __future__ import annotations

from typing import Any


def test_a_newer_figure_of_the_same_speaker_replaces_the_older(make: Any) -> None:
    old = make.member("Post", "2021-03-01", [make.fig(3, "Police", "police")])
    new = make.member("Daily", "2021-03-02", [make.fig(5, "the police", "police")])
    first, second = make.merged([new, old]).history
    assert (first.replaces, first.basis) == (None, "the first figure told")
    assert (second.replaces, second.basis) == (first.claim, "newer figure of the same speaker: rises from 3 to 5")


def test_officials_of_one_kind_and_country_are_one_body(make: Any) -> None:
    old = make.member("Post", "2021-03-01", [make.fig(6, "provincial police", "police")])
    new = make.member("Daily", "2021-03-02", [make.fig(5, "Chief Amar", "police")])
    steps = make.merged([old, new]).history
    assert steps[1].replaces == steps[0].claim
    assert steps[1].basis.endswith("falls from 6 to 5")


def test_figures_of_one_day_or_of_unknown_time_replace_nothing(make: Any) -> None:
    for dates in (("2021-03-01", "2021-03-01"), (None, "2021-03-02")):
        pair = [
            make.member(name, date, [make.fig(number, "police", "police")])
            for name, date, number in zip(("Post", "Daily"), dates, (3, 5), strict=True)
        ]
        found = make.merged(pair)
        assert all(step.replaces is None for step in found.history)
        assert [each.field for each in found.disagreements] == ["counts.killed"]


def test_other_outlets_narration_stays_beside(make: Any) -> None:
    found = make.merged(
        [make.member("Post", "2021-03-01", [make.fig(3)]), make.member("Daily", "2021-03-03", [make.fig(5)])]
    )
    assert all(step.replaces is None for step in found.history)
    again = make.merged(
        [make.member("Post", "2021-03-01", [make.fig(3)]), make.member("Post", "2021-03-03", [make.fig(5)])]
    )
    assert again.history[1].basis == "newer figure of the same outlet: rises from 3 to 5"


def test_a_later_capture_replaces_whatever_the_dates_are(make: Any) -> None:
    old = make.member("Post", "2021-03-01", [make.fig(3)])
    new = make.member("Post", "2021-03-01", [make.fig(4)], version_of=old.record.report.id)
    old = type(old)(old.account, old.record, old.incident, replaced_by=new.record.report.id)
    found = make.merged([old, new])
    step = next(each for each in found.history if each.replaces)
    assert step.basis == "newer version of the page: rises from 3 to 4"
    assert found.counts.killed is not None
    assert found.counts.killed.low == 4
    assert found.sources == 1


def test_what_is_vaguer_replaces_nothing(make: Any) -> None:
    old = make.member("Post", "2021-03-01", [make.fig(5, "police", "police")])
    new = make.member("Daily", "2021-03-02", [make.words(3, None, "at least 3", "police", "police")])
    found = make.merged([old, new])
    assert all(step.replaces is None for step in found.history)
    assert found.disagreements == ()


def test_a_denial_stays_beside_and_is_a_disagreement(make: Any) -> None:
    old = make.member("Post", "2021-03-01", [make.fig(3, "police", "police")])
    new = make.member(
        "Daily", "2021-03-02", [make.fig(3, "police", "police"), make.fig(0, "the Lance", "armed_group", lead=False)]
    )
    found = make.merged([old, new])
    assert found.history[-1].basis == "a denial, beside the other figures"
    assert found.history[-1].replaces is None
    (dispute,) = found.disagreements
    assert dispute.field == "counts.killed"
    assert found.history[-1].claim in dispute.claims


def test_a_person_told_by_name_replaces_no_number(make: Any) -> None:
    old = make.member("Post", "2021-03-01", [make.fig(3, "police", "police")])
    new = make.member("Daily", "2021-03-02", [make.words(1, 1, "Ana Rui", "police", "police")])
    found = make.merged([old, new])
    assert all(step.replaces is None for step in found.history)
    assert found.counts.killed is not None
    assert found.counts.killed.low == 3
    assert found.disagreements == ()


def test_a_copys_figure_is_a_step_and_no_vote(make: Any) -> None:
    agency = make.member("Agency", "2021-03-01", [make.fig(3, "police", "police")])
    copy = make.member("Daily", "2021-03-02", [make.fig(3, "police", "police")], copy_of=agency.record.report.id)
    found = make.merged([agency, copy])
    assert found.history[1].basis == "a copy of one text"
    assert found.views[0].counts["killed"].claims == (found.history[0].claim,)
