"""Train the reader: teachers of several seeds, students on what they say, and the short runs of the ablation table.

    python models/en/train/reader/recipe.py --set FOLDER --weights FOLDER --out FOLDER

``--set``: the shards of `build.py`; ``--weights``: minilm.safetensors and mpnet.safetensors (`weights.py`). Logs to
OUT/log, figures of every run to OUT/figures.jsonl, the best student to OUT/student.pt. Run the same command again where
it was broken off: what is done is not done again, and a run goes on from its last checkpoint (every 5 minutes).

First the teachers, then the students, then the short runs (--short), never two of these side by side. The table alone:
--teachers 0 --students 0 --short.

What it takes. On one H200, alone on the card: 0.08 s a step of a teacher and 0.07 s a step of a student, so the plan as
it stands (one teacher, one student) takes about 5 minutes; nine short runs side by side (--jobs 9) took 2 minutes, with three more runs beside them.
On two CPU cores three articles take 3 to 8 s, so a step 12 to 32 s: 12 to 32 hours for the plan, and 45 to 120 hours
for the 17 short runs without teachers. The wide plan (--teachers 3 --students 6 --student-steps 6000) is for a GPU:
about 6 minutes of teachers and 7 of students, all students side by side (--jobs 6).
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from encoder import filled
from figures import figures
from learn import SIZES, Docs, fresh, outputs, scored, told, train
from model import ReaderModel
from runs import Plan, Run, ablations, students, teachers
from sets import Arrays, documents, near, number
from soft import Soft, averaged, written
from torch import Tensor

LOG = logging.getLogger("recipe")
Weights = dict[str, dict[str, Tensor]]
Work = tuple[Callable[..., None], tuple]

CHECK = 1500
"""Steps between two scores of a long run."""
EVERY = ("gold", "invented", "muc4", "kairos", "gva", "polnear", "uds", "none", "dev", "tuning")
"""The order in which the teachers' files have the documents."""


def arranged(found: dict[str, list[Arrays]], jobs: int) -> Docs:
    """The documents numbered in the order of `EVERY`, each with itself in passages."""
    every = [doc for kind in EVERY for doc in found.get(kind, [])]
    for place, doc in enumerate(every):
        doc["number"] = place
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        parts = pool.map(near, every, chunksize=64)
    pairs = dict(enumerate(zip(every, parts, strict=True)))
    docs = {kind: [pairs[doc["number"]] for doc in found.get(kind, [])] for kind in EVERY}
    docs["entities"] = [pair for pair in docs["none"] if (pair[0]["entity"] >= 0).any()]
    docs["half"] = [pair for pair in docs["gold"] if number(pair[0]) % 2]
    return docs


@dataclass
class Workshop:
    """Makes the runs of a plan in processes that share the documents and one device, at most ``jobs`` at a time.

    ``kept``, a folder of OUT: what teachers say, the weights of students, and an empty file for each short run that is done.
    """

    docs: Docs
    weights: Weights
    concepts: int
    out: Path
    jobs: int = 1
    kept: Path = field(init=False)

    def __post_init__(self) -> None:
        self.kept = self.out / "kept"
        self.kept.mkdir(parents=True, exist_ok=True)

    def run(self, plan: Plan) -> None:
        """All teachers, then all students, then all short runs. Raises SystemExit where one breaks off."""
        tutors, pupils = teachers(plan), students(plan)
        self.stage([(self.teach, (run,)) for run in tutors])
        if tutors:
            self.stage([(self.average, ([run.name for run in tutors],))])
        self.stage([(self.learn, (run, True)) for run in pupils])
        done = [run.name for run in pupils if run.size == "minilm"]
        alike = [name for name in done if name in {"student1", "student2", "student3"}]
        blends = {"blend alike": alike, "blend all": done if len(done) > len(alike) else []}
        self.stage([(self.blend, (names, name)) for name, names in blends.items() if len(names) > 1])
        if plan.short:
            self.stage([(self.learn, (run, False)) for run in ablations(plan)])

    def stage(self, works: list[Work]) -> None:
        """Do all of them, so many at a time as there are jobs; the rest are not begun where one breaks off."""
        waiting, working = list(works), []
        broken = False
        while working or (waiting and not broken):
            while waiting and not broken and len(working) < self.jobs:
                made = multiprocessing.get_context("fork").Process(target=_alone, args=(self.jobs, *waiting.pop(0)))
                made.start()
                working.append(made)
            time.sleep(0.05)
            broken = broken or any(each.exitcode for each in working)
            working = [each for each in working if each.is_alive()]
        if broken:
            raise SystemExit(f"a run broke off, see {self.out / 'log'}; the same command goes on from here")

    def every(self) -> list[Arrays]:
        return [whole for kind in EVERY for whole, _ in self.docs[kind]]

    def teach(self, run: Run) -> None:
        """Train a teacher and write what it says of every document."""
        if (self.kept / run.name / "done").exists():
            return
        device = _device()
        model = train(fresh(run, self.weights, self.concepts), run, self.docs, device, self.out, check=CHECK)
        written(self.kept / run.name, outputs(model, self.every(), device, 32))
        (self.out / f"{run.name}.state").unlink(missing_ok=True)
        LOG.info("%s has said it all", run.name)

    def learn(self, run: Run, long: bool) -> None:
        """Train a student, whose weights are kept, or make a short run (not ``long``)."""
        path = self.kept / (f"{run.name}.pt" if long else f"{run.name}.done")
        if path.exists():
            return
        device = _device()
        soft = Soft.load(self.kept / run.soft, self.every()) if run.soft else None
        model = train(fresh(run, self.weights, self.concepts), run, self.docs, device, self.out, soft, CHECK if long else 0)
        if run.blind == 1.0:
            told(self.out, f"{run.name}, in use too", scored(model, self.docs, device, blind=True))
        if long:
            saved(model, path)
        else:
            path.touch()
        (self.out / f"{run.name}.state").unlink(missing_ok=True)

    def average(self, names: list[str]) -> None:
        """The teachers' mean, with its figures."""
        if (self.kept / "all/done").exists():
            return
        averaged([self.kept / name for name in names], self.kept / "all")
        soft = Soft.load(self.kept / "all", self.every())

        def said(kind: str) -> Iterator[tuple[Arrays, Arrays]]:
            for whole, _ in self.docs[kind]:
                yield whole, {name: value.astype("float32") for name, value in soft.of(whole).items()}

        told(self.out, "all teachers", figures(said("dev"), said("tuning")))

    def blend(self, names: list[str], name: str) -> None:
        """The mean of students' weights, as one more student."""
        path = self.kept / f"{name}.pt"
        if path.exists():
            return
        states = [torch.load(self.kept / f"{each}.pt", weights_only=True) for each in names]
        model = ReaderModel(filled(SIZES["minilm"], self.weights["minilm"]), self.concepts)
        model.load_state_dict({key: torch.stack([state[key].float() for state in states]).mean(0) for key in states[0]})
        told(self.out, name, scored(model.to(_device()), self.docs, _device()))
        saved(model, path)

    def best(self) -> str:
        """The student with the best mean of figures."""
        found = {}
        for line in (self.out / "figures.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            name = row["name"].removesuffix(" mean")
            if (self.kept / f"{name}.pt").exists():
                found[name] = row["mean"]
        return max(found, key=found.__getitem__)


def _alone(jobs: int, work: Callable[..., None], given: tuple) -> None:
    """The work in a process of its own, which ends with the one that began it; what breaks stands in the log."""
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // jobs))
    try:
        work(*given)
    except Exception:
        LOG.exception("broke off")
        raise SystemExit(1) from None


def saved(model: ReaderModel, path: Path) -> None:
    torch.save({key: value.half().cpu() for key, value in model.state_dict().items()}, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").rename(path)


def _device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def main() -> None:
    from safetensors.torch import load_file

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    for name, what in (("teachers", "how many"), ("students", "how many, at most 6"), ("teacher-steps", "of each"),
                       ("student-steps", "of each"), ("short-steps", "of each"), ("docs", "documents a step")):  # fmt: skip
        standing = getattr(Plan, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=int, default=standing, help=f"{what} (default {standing})")
    parser.add_argument("--short", action="store_true", help="make the runs of the ablation table too")
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time (default 1)")
    parser.add_argument("--few", type=int, default=0, help="documents of each kind, to try the recipe out")
    parser.add_argument("--layers", type=int, default=0, help="cut the encoder of the teachers, to try the recipe out")
    options = vars(parser.parse_args())
    if options["students"] and not options["teachers"]:
        parser.error("students learn from teachers: give --teachers, or --students 0")
    given, weights, out = options.pop("set"), options.pop("weights"), options.pop("out")
    jobs, few, layers = options.pop("jobs"), options.pop("few"), options.pop("layers")
    plan = Plan(**options)
    out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s",
                        handlers=[logging.StreamHandler(), logging.FileHandler(out / "log")])  # fmt: skip
    if layers:
        SIZES["mpnet"] = replace(SIZES["mpnet"], layers=layers)
    docs = arranged(documents(given, few=few), jobs)
    LOG.info("%s, documents %s", plan, {kind: len(found) for kind, found in docs.items()})
    concepts = len((given / "concepts.txt").read_text(encoding="utf-8").splitlines())
    published = {size.published for size in SIZES.values()}
    shop = Workshop(docs, {name: load_file(weights / f"{name}.safetensors") for name in published}, concepts, out, jobs)
    shop.run(plan)
    if plan.students:
        best = shop.best()
        (out / "student.pt").write_bytes((shop.kept / f"{best}.pt").read_bytes())
        LOG.info("the best student is %s", best)
    LOG.info("done")


if __name__ == "__main__":
    main()
