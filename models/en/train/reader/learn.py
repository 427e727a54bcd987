"""Train one reader model: over what the corpora annotate, and over what teachers say where there are some.

`recipe.py` says which models are trained, from what, and in which order.
"""

from __future__ import annotations

import json
import logging
import queue
import random
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from batches import joined
from encoder import MINILM, MPNET, SHALLOW, Size, filled
from figures import figures
from gesta.readers.cues import ROLES
from losses import distilled, losses, total
from model import Batch, ReaderModel
from runs import Run
from sets import Arrays
from soft import Soft
from torch import Tensor

LOG = logging.getLogger("learn")
SAVED = 300
"""Seconds between two checkpoints of a run."""
SIZES: dict[str, Size] = {"minilm": MINILM, "shallow": SHALLOW, "mpnet": MPNET}


Docs = dict[str, list[tuple[Arrays, Arrays]]]
"""The documents by kind, each whole and in passages."""


def plan(run: Run, docs: Docs) -> list[list[Arrays]]:
    """Batches of documents in a fixed random order, epoch after epoch."""
    order = random.Random(run.seed)
    drawn: list[Arrays] = []
    while len(drawn) < run.steps * run.docs:
        epoch = [pair for kind, times in run.mix.items() for pair in docs[kind] * times]
        order.shuffle(epoch)
        drawn += [pair[order.random() < run.near] for pair in epoch]
    return [drawn[at * run.docs : (at + 1) * run.docs] for at in range(run.steps)]


def ahead(batches: Sequence[Sequence[Arrays]], run: Run, soft: Soft | None, device: torch.device,
          first: int = 0) -> Iterator[Batch]:  # fmt: skip
    """The batches, made in threads a little ahead of their use; order kept. ``first``: the number of the first of them."""
    waiting: queue.Queue = queue.Queue(maxsize=8)
    pool = ThreadPoolExecutor(2)

    def made(number: int, docs: Sequence[Arrays]) -> Batch:
        chance = np.random.default_rng([run.seed, number])
        batch = joined(docs, [soft.of(doc) for doc in docs] if soft else (), chance, run.noise)
        batch.labels["hidden"] = torch.from_numpy((chance.random(len(docs)) < run.blind)[batch.labels["doc"].numpy()])
        return batch

    def feed() -> None:
        for number, docs in enumerate(batches, first):
            waiting.put(pool.submit(made, number, docs))
        waiting.put(None)

    threading.Thread(target=feed, daemon=True).start()
    while (each := waiting.get()) is not None:
        yield each.result().to(device)


def fresh(run: Run, weights: dict[str, dict[str, Tensor]], concepts: int) -> ReaderModel:
    """The model before training; the heads of one size begin alike, so that weights may be averaged."""
    torch.manual_seed(1)
    size = SIZES[run.size]
    return ReaderModel(filled(size, weights[size.published]), concepts)


def groups(model: ReaderModel, run: Run) -> list[dict]:
    """The parameters with their rates: heads and shapes fast, the encoder slower, lower layers slower still."""
    layers = model.encoder.size.layers
    found: dict[float, list[Tensor]] = {}
    for name, value in model.named_parameters():
        if not name.startswith("encoder.") or "shapes" in name:
            rate = run.heads
        else:
            depth = layers - 1 - int(name.split(".")[2]) if name.startswith("encoder.layers.") else layers
            rate = run.rate * run.decay**depth
        found.setdefault(rate, []).append(value)
    return [{"params": values, "lr": rate} for rate, values in found.items()]


def train(model: ReaderModel, run: Run, docs: Docs, device: torch.device, out: Path, soft: Soft | None = None,
          check: int = 0) -> ReaderModel:  # fmt: skip
    """The model after the run: the running mean of its weights where one is kept.

    Goes on from OUT/NAME.state, and comes to the same weights as if it had not been broken off. The rate rises for a
    twelfth of the steps and falls linearly to 0. ``check``: steps between two scores, 0 for one score at the end.
    """
    path = out / f"{run.name}.state"
    model.to(device).train()
    optimiser = torch.optim.AdamW(groups(model, run), weight_decay=0.01, fused=device.type == "cuda")
    rates = [group["lr"] for group in optimiser.param_groups]
    mean = [value.detach().clone() for value in model.parameters()] if run.average else []
    start, spent = 0, 0.0
    torch.manual_seed(run.seed * 1000)
    if path.exists():
        kept = torch.load(path, map_location=device, weights_only=True)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        start, spent, mean = kept["step"], kept["spent"], kept["mean"]
        _set_chance(kept["chance"], device)
        LOG.info("%s goes on from step %d", run.name, start)
    began = saved = time.monotonic()
    sums: dict[str, Tensor | float] = {}
    since = start
    for step, made in enumerate(ahead(plan(run, docs)[start:], run, soft, device, start), start):
        way = step / run.steps
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, 12 * way + 1e-3) * (1 - way)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            given = model(made, made.labels["hidden"])
        given = {key: value.float() for key, value in given.items()}
        found = losses(given, made.labels)
        loss = total(found, run.left)
        if soft is not None:
            loss = run.hard * loss + total(distilled(given, made.labels), run.left)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if mean:
            share = 1 - min(run.average, (1 + step) / (10 + step))
            torch._foreach_lerp_(mean, [value.detach() for value in model.parameters()], share)
        for key, value in found.items():
            sums[key] = sums.get(key, 0.0) + value.detach()
        done, now = step + 1, time.monotonic()
        if done % 100 == 0 or done == run.steps:
            shown = " ".join(f"{key} {float(value) / (done - since):.3f}" for key, value in sums.items())
            LOG.info("%s %d/%d %.0f s: %s", run.name, done, run.steps, spent + now - began, shown)
            sums, since = {}, done
        if now - saved > SAVED and done < run.steps:
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": done, "mean": mean,
                     "spent": spent + now - began, "chance": _chance(device)}  # fmt: skip
            torch.save(state, path.with_suffix(".tmp"))
            path.with_suffix(".tmp").rename(path)
            saved = now
        if check and done % check == 0 and done < run.steps:
            told(out, f"{run.name} {done}", scored(model, docs, device))
    told(out, f"{run.name} last" if mean else run.name, scored(model, docs, device), steps=run.steps)
    if mean:
        with torch.no_grad():
            for value, average in zip(model.parameters(), mean, strict=True):
                value.copy_(average)
        told(out, f"{run.name} mean", scored(model, docs, device), steps=run.steps)
    return model.eval()


def _chance(device: torch.device) -> Tensor:
    return torch.cuda.get_rng_state(device) if device.type == "cuda" else torch.get_rng_state()


def _set_chance(state: Tensor, device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.set_rng_state(state.cpu(), device)
    else:
        torch.set_rng_state(state.cpu())


def outputs(model: ReaderModel, docs: Sequence[Arrays], device: torch.device, size: int = 16,
            blind: bool = False) -> Iterator[tuple[Arrays, Arrays]]:  # fmt: skip
    """Each document with the logits of every head, in order."""
    model.eval()
    run = Run("", {}, 0, blind=float(blind))
    for docs_of, made in zip(_parts(docs, size), ahead(_parts(docs, size), run, None, device), strict=True):
        with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            out = {key: value.float().cpu().numpy() for key, value in model(made, made.labels["hidden"]).items()}
        ends = {name: np.cumsum([0, *(len(doc[of]) for doc in docs_of)])
                for name, of in (("token", "cues"), ("roles", "pairs"), ("same", "together"))}  # fmt: skip
        for number, doc in enumerate(docs_of):
            cut = {}
            for name, value in out.items():
                borders = ends.get(name, ends["token"])
                cut[name] = value[borders[number] : borders[number + 1]]
            yield doc, cut


def _parts(docs: Sequence[Arrays], size: int) -> list[Sequence[Arrays]]:
    return [docs[at : at + size] for at in range(0, len(docs), size)]


def scored(model: ReaderModel, docs: Docs, device: torch.device, blind: bool = False) -> dict[str, float]:
    """The figures on the articles that are only scored, whole."""
    parts = [outputs(model, [whole for whole, _ in docs[kind]], device, blind=blind) for kind in ("dev", "tuning")]
    made = figures(*parts)
    model.train()
    return made


def told(out: Path, name: str, found: dict[str, float], **more: float) -> None:
    """The figures in the log and as a line of OUT/figures.jsonl."""
    roles = " ".join(f"{role} {found[role]}" for role in ROLES)
    LOG.info("%s: mean %.2f acts %.1f/%.1f/%.1f best %.1f concept %.1f realis %.1f background %.1f %s same %.1f names %.1f", name,
             found["mean"], found["event_p"], found["event_r"], found["event"], found["event_best"], found["concept"],
             found["realis"], found["background"], roles, found["same"], found.get("entity", 0.0))  # fmt: skip
    with (out / "figures.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"name": name, **more, **found}) + "\n")
