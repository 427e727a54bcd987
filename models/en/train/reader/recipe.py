"""Train the reader: teachers of several seeds, students on what they say, and the short runs of the ablation table.

    python models/en/train/reader/recipe.py --set FOLDER --weights FOLDER --out FOLDER --minutes M

``--set``: the shards of `build.py`; ``--weights``: minilm.safetensors and mpnet.safetensors. Logs to OUT/log, figures of
every run in OUT/figures.jsonl, the best student in OUT/student.pt. A run that was broken off goes on from its last
checkpoint; what is done is not done again. Hours: see the card.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from encoder import MINILM, filled
from figures import figures
from learn import Docs, Run, fresh, outputs, scored, told, train
from model import ReaderModel
from sets import Arrays, documents, near, number
from soft import Soft, averaged, written
from torch import Tensor

LOG = logging.getLogger("recipe")
Weights = dict[str, dict[str, Tensor]]

LABELLED = {"gold": 8, "muc4": 2, "kairos": 2, "gva": 1, "polnear": 2, "uds": 3, "entities": 4}
TAUGHT = LABELLED | {"none": 3, "gva": 3, "muc4": 4}
EVERY = ("gold", "muc4", "kairos", "gva", "polnear", "uds", "none", "dev", "tuning")
"""The order in which the teachers' files have the documents."""


@dataclass(frozen=True)
class Plan:
    """All runs. ``teachers``: seeds; steps of each sort of run."""

    teachers: int = 3
    teacher_steps: int = 1450
    student_steps: int = 6000
    short_steps: int = 800


def teachers(plan: Plan) -> list[Run]:
    return [Run(f"teacher{n}", LABELLED, plan.teacher_steps, size="mpnet", seed=n, rate=3e-5, near=0.25)
            for n in range(1, plan.teachers + 1)]  # fmt: skip


def students(plan: Plan) -> list[Run]:
    base = Run("student", TAUGHT, plan.student_steps, average=0.999, soft=("all",))
    return [
        replace(base, name="student1"),
        replace(base, name="student2", seed=2),
        replace(base, name="student3", seed=3),
        replace(base, name="student4 noise", seed=4, noise=0.05),
        replace(base, name="student5 layers", seed=5, rate=2.5e-4, decay=0.8),
        replace(base, name="student6 soft", seed=6, hard=0.15, noise=0.03),
    ]


def ablations(plan: Plan) -> list[Run]:
    """Runs of the same few steps, without teachers unless told, each of one factor."""
    base = Run("short", LABELLED, plan.short_steps, hard=1.0)
    without = lambda *kinds: {kind: times for kind, times in LABELLED.items() if kind not in kinds}
    return [
        base,
        replace(base, name="short seed 2", seed=2),
        replace(base, name="short seed 3", seed=3),
        replace(base, name="short no gva", mix=without("gva")),
        replace(base, name="short no muc4", mix=without("muc4")),
        replace(base, name="short no kairos", mix=without("kairos")),
        replace(base, name="short no polnear", mix=without("polnear")),
        replace(base, name="short no uds", mix=without("uds")),
        replace(base, name="short gold alone", mix={"gold": 1}),
        replace(base, name="short half gold", mix=LABELLED | {"gold": 0, "half": 16}),
        replace(base, name="short no entity loss", left=frozenset({"entity"})),
        replace(base, name="short rules never hidden", blind=0.0),
        replace(base, name="short rules always hidden", blind=1.0),
        replace(base, name="short whole documents", near=0.0),
        replace(base, name="short slower layers", rate=2.5e-4, decay=0.8),
        replace(base, name="short noise", noise=0.05),
        replace(base, name="short average", average=0.99),
        replace(base, name="short one teacher", hard=0.5, soft=("teacher1",)),
        replace(base, name="short all teachers", hard=0.5, soft=("all",)),
        replace(base, name="short all teachers unlabelled", hard=0.5, soft=("all",), mix=TAUGHT),
        replace(base, name="short teachers alone", hard=0.0, soft=("all",), mix=TAUGHT),
    ]


def arranged(found: dict[str, list[Arrays]], jobs: int) -> Docs:
    """The documents numbered in the order of `EVERY`, each with itself in passages."""
    every = [doc for kind in EVERY for doc in found.get(kind, [])]
    for place, doc in enumerate(every):
        doc["number"] = place
    if jobs > 1:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            parts = pool.map(near, every, chunksize=64)
    else:
        parts = [near(doc) for doc in every]
    pairs = dict(enumerate(zip(every, parts, strict=True)))
    docs = {kind: [pairs[doc["number"]] for doc in found.get(kind, [])] for kind in EVERY}
    docs["entities"] = [pair for pair in docs["none"] if (pair[0]["entity"] >= 0).any()]
    docs["half"] = [pair for pair in docs["gold"] if number(pair[0]) % 2]
    return docs


@dataclass
class Workshop:
    """Runs the plan in processes that share the documents and one device. ``most``: seconds in all."""

    docs: Docs
    weights: Weights
    concepts: int
    out: Path
    kept: Path
    most: float
    jobs: int
    began: float = field(default_factory=time.monotonic)
    working: dict[str, multiprocessing.Process] = field(default_factory=dict)

    @property
    def left(self) -> float:
        return self.most - (time.monotonic() - self.began)

    def start(self, name: str, work: Callable[..., None], *given: object) -> None:
        made = multiprocessing.get_context("fork").Process(target=work, args=given, name=name)
        made.start()
        self.working[name] = made

    def busy(self, names: set[str]) -> bool:
        """Whether one of them works still; those that are through are forgotten."""
        for name in [name for name, each in self.working.items() if not each.is_alive()]:
            if self.working.pop(name).exitcode:
                LOG.error("%s broke off", name)
        return bool(names & set(self.working))

    def every(self) -> list[Arrays]:
        return [whole for kind in EVERY for whole, _ in self.docs[kind]]

    def teach(self, run: Run) -> None:
        """Train a teacher and write what it says of every document."""
        if (self.kept / run.name / "done").exists():
            return
        device = _device()
        model = train(fresh(run, self.weights, self.concepts), run, self.docs, device, self.out)
        written(self.kept / run.name, outputs(model, self.every(), device, 32))
        LOG.info("%s has said it all", run.name)

    def learn(self, run: Run) -> None:
        """Train a student, or a short run; a student's weights are kept."""
        path = self.kept / f"{run.name}.pt"
        if path.exists():
            return
        device = _device()
        soft = Soft.load(self.kept / run.soft[0], self.every()) if run.soft else None
        long = not run.name.startswith("short")
        model = train(fresh(run, self.weights, self.concepts), run, self.docs, device, self.out, soft, 1000 if long else 0)
        if run.blind == 1.0:
            told(self.out, f"{run.name}, in use too", scored(model, self.docs, device, blind=True))
        if long:
            torch.save({key: value.half().cpu() for key, value in model.state_dict().items()}, path)

    def average(self, names: list[str]) -> None:
        """The teachers' mean, with its figures."""
        averaged([self.kept / name for name in names], self.kept / "all")
        soft = Soft.load(self.kept / "all", self.every())
        said = lambda kind: ((whole, soft.of(whole)) for whole, _ in self.docs[kind])
        as_float = lambda pairs: ((doc, {name: value.astype("float32") for name, value in out.items()}) for doc, out in pairs)
        told(self.out, "all teachers", figures(as_float(said("dev")), as_float(said("tuning"))))

    def blend(self, names: list[str], name: str) -> None:
        """The mean of students' weights, as one more student."""
        states = [torch.load(self.kept / f"{each}.pt", weights_only=True) for each in names]
        model = ReaderModel(filled(MINILM, self.weights["minilm"]), self.concepts)
        mean = {key: torch.stack([state[key].float() for state in states]).mean(0) for key in states[0]}
        model.load_state_dict(mean, strict=False)
        told(self.out, name, scored(model.to(_device()), self.docs, _device()))
        torch.save({key: value.half().cpu() for key, value in model.state_dict().items()}, self.kept / f"{name}.pt")

    def run(self, plan: Plan, short: bool) -> None:
        """Teachers and short runs side by side, then students; short runs fill what is free."""
        waiting = ablations(plan) if short else []
        tutors = teachers(plan)
        for run in tutors:
            self.start(run.name, self.teach, replace(run, most=0.36 * self.most))
        while self.busy({run.name for run in tutors}):
            waiting = self._fill(waiting, ready=False)
            time.sleep(0.2)
        if not (self.kept / "all/done").exists():
            self.start("average", self.average, [run.name for run in tutors if (self.kept / run.name / "done").exists()])
            while self.busy({"average"}):
                waiting = self._fill(waiting, ready=False)
                time.sleep(0.2)
        pupils = students(plan)
        LOG.info("students begin, %.0f s left", self.left)
        for run in pupils:
            self.start(run.name, self.learn, replace(run, most=self.left - 0.07 * self.most))
        while self.busy({run.name for run in pupils}) and self.left > 0.03 * self.most:
            waiting = self._fill(waiting, ready=True)
            time.sleep(0.2)
        done = [run.name for run in pupils if (self.kept / f"{run.name}.pt").exists()]
        alike = [name for name in done if name in {"student1", "student2", "student3"}]
        for names, name in ((alike, "blend alike"), (done, "blend all")):
            if len(names) > 1:
                self.start(name, self.blend, names, name)
        while self.busy(set(self.working)) and self.left > 0:
            time.sleep(0.2)
        for each in self.working.values():
            each.kill()
        if waiting:
            LOG.info("not begun: %s", ", ".join(run.name for run in waiting))

    def _fill(self, waiting: list[Run], ready: bool) -> list[Run]:
        """Start as many short runs as there is room for; the rest."""
        rest = []
        for run in waiting:
            if len(self.working) < self.jobs and (ready or not run.soft) and self.left > 0.15 * self.most:
                self.start(run.name, self.learn, replace(run, most=10 * self.most))
            else:
                rest.append(run)
        return rest

    def best(self) -> Iterator[str]:
        """The students, best first."""
        found = {}
        for line in (self.out / "figures.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            name = row["name"].removesuffix(" mean")
            if (self.kept / f"{name}.pt").exists():
                found[name] = row["mean"]
        return iter(sorted(found, key=found.__getitem__, reverse=True))


def _device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def main() -> None:
    from safetensors.torch import load_file

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--concepts", type=int, default=67)
    parser.add_argument("--minutes", type=float, default=1e6, help="the rates of all runs are cut to this time")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    parser.add_argument("--few", type=int, default=0, help="documents of each kind, to try the recipe out")
    parser.add_argument("--short", action="store_true", help="the runs of the ablation table too")
    options = parser.parse_args()
    logs(options.out)
    torch.set_num_threads(1)
    weights = {name: load_file(options.weights / f"{name}.safetensors") for name in ("minilm", "mpnet")}
    docs = arranged(documents(options.set, few=options.few), options.jobs)
    kept = options.out / "kept"
    shop = Workshop(docs, weights, options.concepts, options.out, kept, options.minutes * 60, options.jobs)
    shop.run(Plan(), options.short)
    (options.out / "student.pt").write_bytes((kept / f"{next(shop.best())}.pt").read_bytes())


def logs(out: Path) -> None:
    (out / "kept").mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s",
                        handlers=[logging.StreamHandler(), logging.FileHandler(out / "log")])  # fmt: skip


if __name__ == "__main__":
    main()
