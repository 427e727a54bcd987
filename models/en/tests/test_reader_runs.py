"""The runs of the recipe differ from each other as their names say, and in nothing else."""

from __future__ import annotations

from dataclasses import asdict

from runs import LABELLED, Plan, ablations, students, teachers


def test_a_short_run_changes_one_factor() -> None:
    base, *others = ablations(Plan())
    assert len({run.name for run in others}) == len(others) == 20
    for run in others:
        changed = {name for name, value in asdict(run).items() if value != asdict(base)[name]} - {"name"}
        assert len(changed) == 1 or changed == {"rate", "decay"} or run.soft, run.name


def test_short_runs_with_teachers_are_made_only_where_there_are_some() -> None:
    assert not any(run.soft for run in ablations(Plan(teachers=0)) + ablations(Plan(teachers=0, short=True)))
    assert {run.soft for run in ablations(Plan(teachers=2))} == {"", "teacher1", "all"}


def test_teachers_and_students_differ_in_their_seeds() -> None:
    plan = Plan(teachers=3, students=6, docs=5)
    assert [run.seed for run in teachers(plan)] == [1, 2, 3]
    assert [run.seed for run in students(plan)] == [1, 2, 3, 4, 5, 6]
    assert {run.docs for run in (*teachers(plan), *students(plan), *ablations(plan))} == {5}
    assert len(students(Plan())) == 1


def test_half_of_the_gold_is_seen_as_often_as_all_of_it() -> None:
    (half,) = [run for run in ablations(Plan()) if run.name == "short half gold"]
    assert half.mix["gold"] == 0
    assert half.mix["half"] == 2 * LABELLED["gold"]
