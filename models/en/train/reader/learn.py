"""Train the reader: the teacher on what is annotated, then the student on that and on what the teacher says of the rest.

    python models/en/train/reader/learn.py --set FOLDER --weights FOLDER --out FOLDER

``--set``: the shards of `build.py`; ``--weights``: minilm.safetensors and mpnet.safetensors. Logs to OUT/log; a run that
was broken off goes on from its last checkpoint. Hours: see the card.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import pickle
import queue
import random
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from encoder import MINILM, MPNET, load
from gesta.readers.cues import LABELS, ROLES
from model import Batch, ReaderModel
from torch import Tensor
from torch.nn import functional as F

LOG = logging.getLogger("learn")
KINDS = ("gold", "muc4", "gva", "kairos", "polnear", "uds", "none")
DEV = 8
"""One gold article in so many is only scored while training."""
BLIND = 0.3
"""Share of documents whose rules are hidden from the heads, so that the encoder learns to do without them."""


def documents(folder: Path, kinds: tuple[str, ...] = KINDS) -> dict[str, list[dict]]:
    """The documents by kind; what is annotated by hand stands in no other kind. Gold is split into gold and dev."""
    found: dict[str, list[dict]] = {}
    for kind in kinds:
        for path in sorted(folder.glob(f"{kind}-*.pkl")):
            found.setdefault(kind, []).extend(pickle.loads(zlib.decompress(each)) for each in pickle.loads(path.read_bytes()))
    gold = {doc["key"] for doc in found.get("gold", ())}
    for kind in kinds:
        if kind != "gold":
            found[kind] = [doc for doc in found.get(kind, ()) if doc["key"] not in gold]
    number = lambda doc: int(hashlib.sha256(doc["key"].encode()).hexdigest()[:8], 16)
    every = found.get("gold", [])
    found["dev"] = [doc for doc in every if number(doc) % DEV == 0]
    found["gold"] = [doc for doc in every if number(doc) % DEV]
    return found


def _arrays(doc: dict) -> dict[str, np.ndarray]:
    """The labels of a document as arrays over its tokens and pairs; -1 or weight 0 where it has none."""
    size = len(doc["tokens"])
    event, weight = np.zeros(size, np.float32), np.full(size, 1.0 if doc["whole"] else 0.0, np.float32)
    for token, (value, sure) in doc["event"].items():
        event[token], weight[token] = value, sure
    concept = np.full(size, -1, np.int64)
    realis = np.full(size, -1, np.int64)
    background = np.full(size, -1.0, np.float32)
    masked = []
    for token, (number, fine) in doc["concept"].items():
        concept[token] = number
        masked += [(token, other) for other in fine if other != number]
    for token, number in doc["realis"].items():
        realis[token] = number
    for token, value in doc["background"].items():
        background[token] = value
    entity = np.full(size, -1, np.int64)
    if doc["entities"] is not None:
        entity[:] = 0
        for first, end, label in doc["entities"]:
            if label in LABELS:
                entity[first] = 1 + 2 * LABELS.index(label)
                entity[first + 1 : end] = 2 + 2 * LABELS.index(label)
    factual = np.full(size, -9.0, np.float32)
    for token, value in doc["factuality"].items():
        factual[token] = value
    bits = doc["roles"]
    places = 1 << np.arange(len(ROLES))
    return {
        "event": event, "event_weight": weight, "concept": concept, "realis": realis, "background": background,
        "entity": entity, "factuality": factual, "masked": np.array(masked, np.int64).reshape(-1, 2),
        "roles": ((bits[:, :1] & places) > 0).astype(np.float32),
        "roles_weight": ((bits[:, 1:] & places) > 0).astype(np.float32) * doc["weight"],
        "same": doc["same"].astype(np.float32),
    }  # fmt: skip


def batch(docs: list[dict]) -> Batch:
    """The documents as one batch, windows filled up to the longest."""
    pieces, shapes, at, cues, pairs, together = [], [], [], [], [], []
    labels: dict[str, list[np.ndarray]] = {}
    base = 0
    for doc in docs:
        where = np.zeros((len(doc["tokens"]), 2), np.int64)
        for window in doc["windows"]:
            for token, place in window.places:
                where[token] = len(pieces), place
            pieces.append(window.pieces)
            shapes.append(window.shapes)
        at.append(where)
        cues.append(doc["tokens"])
        shift = doc["pairs"].astype(np.int64)
        if len(shift):
            shift[:, 0] = doc["triggers"][shift[:, 0]] + base
            shift[:, 1] += base
        pairs.append(shift)
        shift = doc["together"].astype(np.int64)
        if len(shift):
            shift[:, :2] = doc["triggers"][shift[:, :2]] + base
        together.append(shift)
        for name, values in doc["arrays"].items():
            if name == "masked":
                values = values + np.array([[base, 0]])
            labels.setdefault(name, []).append(values)
        base += len(doc["tokens"])
    length = max(map(len, pieces))
    padded = torch.zeros(len(pieces), length, dtype=torch.long)
    shaped = torch.full((len(pieces), length), 5)
    mask = torch.zeros(len(pieces), length, dtype=torch.bool)
    for row, (one, other) in enumerate(zip(pieces, shapes, strict=True)):
        padded[row, : len(one)] = torch.tensor(one)
        shaped[row, : len(one)] = torch.tensor(other)
        mask[row, : len(one)] = True
    whole = {name: torch.from_numpy(np.concatenate(values)) for name, values in labels.items()}
    whole["doc"] = torch.from_numpy(np.concatenate([np.full(len(d["tokens"]), n) for n, d in enumerate(docs)]))
    joined = [torch.from_numpy(np.concatenate(each).astype(np.int64)) for each in (at, cues, pairs, together)]
    return Batch(padded, shaped, mask, *joined, whole)


def losses(out: dict[str, Tensor], labels: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head over what the corpora annotate."""
    found = {}
    weight = labels["event_weight"]
    sizes = F.binary_cross_entropy_with_logits(out["event"], labels["event"], reduction="none") * weight
    found["event"] = sizes.sum() / (labels["event"] * weight).sum().clamp(min=8) * 0.5
    concept = out["concept"]
    if len(labels["masked"]):
        concept = concept.clone()
        concept[labels["masked"][:, 0], labels["masked"][:, 1]] = -1e4
    found["concept"] = _classes(concept, labels["concept"])
    found["realis"] = _classes(out["realis"], labels["realis"])
    found["entity"] = _classes(out["entity"], labels["entity"])
    told = labels["background"] >= 0
    found["background"] = _binary(out["background"][told], labels["background"][told])
    told = labels["factuality"] > -2
    found["factuality"] = F.smooth_l1_loss(out["factuality"][told], labels["factuality"][told]) if told.any() else out["event"].sum() * 0
    weight = labels["roles_weight"]
    sizes = F.binary_cross_entropy_with_logits(out["roles"], labels["roles"], reduction="none") * weight
    found["roles"] = sizes.sum() / (labels["roles"] * weight).sum().clamp(min=8)
    told = labels["same"] >= 0
    found["same"] = _binary(out["same"][told], labels["same"][told])
    return found


def _classes(logits: Tensor, wanted: Tensor) -> Tensor:
    told = wanted >= 0
    return F.cross_entropy(logits[told], wanted[told]) if told.any() else logits.sum() * 0


def _binary(logits: Tensor, wanted: Tensor) -> Tensor:
    return F.binary_cross_entropy_with_logits(logits, wanted) if len(wanted) else logits.sum() * 0


def distilled(out: dict[str, Tensor], taught: dict[str, Tensor]) -> dict[str, Tensor]:
    """How far the student is from the teacher, where the teacher sees something."""
    seen = taught["event"].sigmoid()
    sizes = F.binary_cross_entropy_with_logits(out["event"], seen, reduction="none")
    found = {"event": sizes.sum() / seen.sum().clamp(min=8) * 0.5}
    weight = seen * (seen > 0.05)
    for name in ("concept", "realis"):
        apart = F.kl_div(out[name].log_softmax(-1), taught[name].softmax(-1), reduction="none").sum(-1)
        found[name] = (apart * weight).sum() / weight.sum().clamp(min=1)
    apart = F.binary_cross_entropy_with_logits(out["background"], taught["background"].sigmoid(), reduction="none")
    found["background"] = (apart * weight).sum() / weight.sum().clamp(min=1)
    found["entity"] = F.kl_div(out["entity"].log_softmax(-1), taught["entity"].softmax(-1), reduction="batchmean")
    found["factuality"] = F.smooth_l1_loss(out["factuality"], taught["factuality"])
    if len(taught["roles"]):
        soft = taught["roles"].sigmoid()
        sizes = F.binary_cross_entropy_with_logits(out["roles"], soft, reduction="none")
        found["roles"] = sizes.sum() / soft.sum().clamp(min=8)
    if len(taught["same"]):
        found["same"] = F.binary_cross_entropy_with_logits(out["same"], taught["same"].sigmoid())
    return found


WEIGHTS = {"event": 1.0, "concept": 0.5, "realis": 0.5, "background": 0.3, "entity": 1.0, "factuality": 0.5, "roles": 1.0, "same": 0.7}


def total(found: dict[str, Tensor]) -> Tensor:
    return sum((WEIGHTS[name] * value for name, value in found.items()), torch.zeros((), device=next(iter(found.values())).device))


def schedule(mix: dict[str, tuple[list[dict], int]], size: int, seed: int) -> list[list[dict]]:
    """Batches of documents, each kind as many times as told, in a fixed random order."""
    order = random.Random(seed)
    plan = []
    for docs, times in mix.values():
        for _ in range(times):
            plan += docs
    order.shuffle(plan)
    return [plan[at : at + size] for at in range(0, len(plan), size)]


def ahead(plan: list[list[dict]], device: torch.device, threads: int = 6) -> Iterator[Batch]:
    """The batches, made in threads a little ahead of their use; order kept."""
    waiting: queue.Queue = queue.Queue(maxsize=24)
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(threads)

    def feed() -> None:
        for docs in plan:
            waiting.put(pool.submit(batch, docs))
        waiting.put(None)

    threading.Thread(target=feed, daemon=True).start()
    while (made := waiting.get()) is not None:
        yield made.result().to(device)


def train(model: ReaderModel, plan: list[list[dict]], device: torch.device, rate: float, out: Path, name: str,
          teacher: ReaderModel | None = None, dev: list[dict] = (), check: int = 400) -> None:  # fmt: skip
    """One run over the plan, warmed up and cooled down linearly, with a checkpoint every ``check`` steps."""
    path = out / f"{name}.state"
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or "shapes" in n]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "shapes" not in n]
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": 5e-4}], weight_decay=0.01)
    steps = len(plan)
    shape = lambda step: min(1.0, (step + 1) / max(1, steps // 12)) * max(0.0, 1 - step / steps)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimiser, shape)
    start = 0
    if path.exists():
        kept = torch.load(path, map_location=device, weights_only=True)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        scheduler.load_state_dict(kept["scheduler"])
        start = kept["step"]
    model.to(device).train()
    began, sums = time.monotonic(), {}
    chance = torch.Generator().manual_seed(7)
    for step, made in enumerate(ahead(plan[start:], device), start):
        docs = int(made.labels["doc"].max()) + 1
        blind = (torch.rand(docs, generator=chance) < BLIND).to(device)[made.labels["doc"]]
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            given = model(made, blind)
        given = {key: value.float() for key, value in given.items()}
        found = losses(given, made.labels)
        loss = total(found)
        if teacher is not None:
            with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
                taught = teacher(made)
            loss = 0.5 * loss + total(distilled(given, {key: value.float() for key, value in taught.items()}))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        scheduler.step()
        for key, value in found.items():
            sums[key] = sums.get(key, 0.0) + value.detach()
        if (step + 1) % 100 == 0 or step + 1 == steps:
            shown = " ".join(f"{key} {float(value) / 100:.3f}" for key, value in sums.items())
            LOG.info("%s %d/%d %.0f s: %s", name, step + 1, steps, time.monotonic() - began, shown)
            sums = {}
        if (step + 1) % check == 0 and step + 1 < steps:
            torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(),
                        "scheduler": scheduler.state_dict(), "step": step + 1}, path)  # fmt: skip
            if dev:
                LOG.info("%s dev: %s", name, scores(model, dev, device))
                model.train()
    model.eval()


@torch.no_grad()
def scores(model: ReaderModel, docs: list[dict], device: torch.device) -> str:
    """F1 of acts, share of right concepts, realis and background, F1 a role and of pairs, on articles only scored."""
    model.eval()
    hit, given, gold = 0, 0, 0
    right: dict[str, list[int]] = {}
    roles = np.zeros((3, len(ROLES)))
    same = np.zeros(3)
    for made in ahead([docs[at : at + 8] for at in range(0, len(docs), 8)], device):
        out, labels = {k: v.float() for k, v in model(made).items()}, made.labels
        told, wanted = out["event"] > 0, labels["event"] > 0
        sure = labels["event_weight"] != 0.5
        hit += int((told & wanted).sum())
        given += int((told & sure).sum() + (told & wanted & ~sure).sum())
        gold += int(wanted.sum())
        for name in ("concept", "realis"):
            asked = (labels[name] >= 0) & wanted
            right.setdefault(name, []).extend((out[name].argmax(-1) == labels[name])[asked].int().tolist())
        asked = labels["background"] >= 0
        right.setdefault("background", []).extend(((out["background"] > 0) == (labels["background"] > 0))[asked].int().tolist())
        chosen = (out["roles"] > 0).float()
        roles += torch.stack([(chosen * labels["roles"]).sum(0), chosen.sum(0), labels["roles"].sum(0)]).cpu().numpy()
        asked = labels["same"] >= 0
        one, other = out["same"][asked] > 0, labels["same"][asked] > 0
        same += np.array([int((one & other).sum()), int(one.sum()), int(other.sum())])
    f1 = lambda h, a, b: round(200 * h / max(1, a + b), 1)
    shares = {name: round(100 * sum(v) / max(1, len(v)), 1) for name, v in right.items()}
    by_role = {role: f1(*roles[:, n]) for n, role in enumerate(ROLES)}
    return f"event P {100 * hit / max(1, given):.1f} R {100 * hit / max(1, gold):.1f} F1 {f1(hit, given, gold)} {shares} roles {by_role} same {f1(*same)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--concepts", type=int, default=67)
    parser.add_argument("--size", type=int, default=12, help="documents a step")
    parser.add_argument("--times", type=int, default=8, help="passes over the annotated articles")
    parser.add_argument("--few", type=int, default=0, help="documents of each kind, to try the recipe out")
    parser.add_argument("--no-teacher", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s",
                        handlers=[logging.StreamHandler(), logging.FileHandler(options.out / "log")])  # fmt: skip
    torch.manual_seed(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    docs = documents(options.set)
    if options.few:
        docs = {kind: found[: options.few] for kind, found in docs.items()}
    for found in docs.values():
        for doc in found:
            doc["arrays"] = _arrays(doc)
    LOG.info("%s on %s", {kind: len(found) for kind, found in docs.items()}, device)
    entities = [doc for doc in docs["none"] if doc["entities"] is not None]
    times = options.times
    uds = _grouped(docs["uds"])
    supervised = {"gold": (docs["gold"], times), "muc4": (docs["muc4"], 2), "kairos": (docs["kairos"], 2), "gva": (docs["gva"], 1),
                  "polnear": (docs["polnear"], 2), "uds": (uds, 3), "entities": (entities, max(1, times // 2))}  # fmt: skip
    teacher = None
    if not options.no_teacher:
        teacher = ReaderModel(load(MPNET, options.weights / "mpnet.safetensors"), options.concepts)
        done = options.out / "teacher.done"
        if done.exists():
            teacher.load_state_dict(torch.load(done, map_location=device, weights_only=True))
            teacher.to(device).eval()
        else:
            train(teacher, schedule(supervised, options.size, 1), device, 3e-5, options.out, "teacher", dev=docs["dev"])
            torch.save(teacher.state_dict(), done)
        LOG.info("teacher dev: %s", scores(teacher, docs["dev"], device))
    student = ReaderModel(load(MINILM, options.weights / "minilm.safetensors"), options.concepts)
    mix = dict(supervised)
    if teacher is not None:
        mix["none"] = (docs["none"], 3)
        mix["gva"] = (docs["gva"], 3)
        mix["muc4"] = (docs["muc4"], 4)
    train(student, schedule(mix, options.size, 2), device, 1.2e-4, options.out, "student", teacher, docs["dev"])
    LOG.info("student dev: %s", scores(student, docs["dev"], device))
    torch.save({key: value.half() for key, value in student.state_dict().items()}, options.out / "student.pt")


def _grouped(sentences: list[dict], size: int = 8) -> list[dict]:
    """Sentences as documents of several, so that a step holds as much of them as of articles."""
    made = []
    for at in range(0, len(sentences), size):
        group = sentences[at : at + size]
        joined = dict(group[0])
        base, joined["windows"] = 0, []
        for each in group:
            for window in each["windows"]:
                joined["windows"].append(type(window)(window.pieces, window.shapes, tuple((t + base, p) for t, p in window.places)))
            base += len(each["tokens"])
        joined["tokens"] = np.concatenate([each["tokens"] for each in group])
        joined["arrays"] = {name: np.concatenate([each["arrays"][name] for each in group]) for name in group[0]["arrays"]}
        made.append(joined)
    return made


if __name__ == "__main__":
    main()
