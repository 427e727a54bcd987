"""The runs of the recipe: teachers, students, and the short runs of the ablation table, each of one factor."""

from __future__ import annotations

from dataclasses import dataclass, replace

LABELLED = {"gold": 8, "invented": 8, "muc4": 2, "kairos": 2, "gva": 1, "polnear": 2, "uds": 2, "entities": 4}
TAUGHT = LABELLED | {"none": 3, "gva": 2, "muc4": 4}


@dataclass(frozen=True)
class Run:
    """One training run. ``mix``: how many times each kind of document stands in an epoch.

    ``blind``: share of documents whose rules are hidden from the heads; ``near``: share of documents that are read in
    passages, as at run time; ``noise``: share of pieces that are hidden; ``hard``: weight of the labels beside the
    teachers, whose folder is ``soft``; ``rate``, ``heads``: of the encoder and of what stands on it; ``decay``: how much slower each layer learns than the one above; ``average``: how
    much of the running mean of the weights stays at each step; ``left``: heads without a loss; ``docs``: documents a step.
    """

    name: str
    mix: dict[str, int]
    steps: int
    size: str = "minilm"
    seed: int = 1
    rate: float = 1.2e-4
    heads: float = 5e-4
    blind: float = 0.3
    near: float = 0.5
    noise: float = 0.0
    hard: float = 0.5
    decay: float = 1.0
    average: float = 0.0
    left: frozenset[str] = frozenset()
    docs: int = 12
    soft: str = ""


@dataclass(frozen=True)
class Plan:
    """How many teachers and students (at most six) there are, the steps of each sort of run, and the documents of a step.

    ``short``: whether the runs of the ablation table are made, those with teachers only where there are some.
    """

    teachers: int = 1
    students: int = 1
    teacher_steps: int = 1250
    student_steps: int = 2360
    short_steps: int = 800
    docs: int = 12
    short: bool = False


def teachers(plan: Plan) -> list[Run]:
    return [Run(f"teacher{n}", LABELLED, plan.teacher_steps, size="mpnet", seed=n, rate=3e-5, near=0.25,
                docs=plan.docs) for n in range(1, plan.teachers + 1)]  # fmt: skip


def students(plan: Plan) -> list[Run]:
    base = Run("student", TAUGHT, plan.student_steps, average=0.999, docs=plan.docs, soft="all")
    every = [
        replace(base, name="student1"),
        replace(base, name="student2", seed=2),
        replace(base, name="student3", seed=3),
        replace(base, name="student4 soft", seed=4, hard=0.15, noise=0.03),
        replace(base, name="student5 layers", seed=5, rate=2.5e-4, decay=0.8),
        replace(base, name="student6 shallow", seed=6, size="shallow"),
    ]
    return every[: plan.students]


def _without(*kinds: str) -> dict[str, int]:
    return {kind: times for kind, times in LABELLED.items() if kind not in kinds}


def ablations(plan: Plan) -> list[Run]:
    """Runs of the same few steps, without teachers unless told, each of one factor."""
    base = Run("short", LABELLED, plan.short_steps, hard=1.0, docs=plan.docs)
    every = [
        base,
        replace(base, name="short seed 2", seed=2),
        replace(base, name="short seed 3", seed=3),
        replace(base, name="short no gva", mix=_without("gva")),
        replace(base, name="short no muc4", mix=_without("muc4")),
        replace(base, name="short no kairos", mix=_without("kairos")),
        replace(base, name="short no polnear", mix=_without("polnear")),
        replace(base, name="short no uds", mix=_without("uds")),
        replace(base, name="short gold alone", mix={"gold": 1}),
        replace(base, name="short half gold", mix=LABELLED | {"gold": 0, "half": 16}),
        replace(base, name="short no entity loss", left=frozenset({"entity"})),
        replace(base, name="short rules never hidden", blind=0.0),
        replace(base, name="short rules always hidden", blind=1.0),
        replace(base, name="short whole documents", near=0.0),
        replace(base, name="short slower layers", rate=2.5e-4, decay=0.8),
        replace(base, name="short noise", noise=0.05),
        replace(base, name="short average", average=0.99),
        replace(base, name="short one teacher", hard=0.5, soft="teacher1"),
        replace(base, name="short all teachers", hard=0.5, soft="all"),
        replace(base, name="short all teachers unlabelled", hard=0.5, soft="all", mix=TAUGHT),
        replace(base, name="short teachers alone", hard=0.0, soft="all", mix=TAUGHT),
    ]
    return [run for run in every if plan.teachers or not run.soft]
