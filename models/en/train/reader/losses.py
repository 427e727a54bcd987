"""The loss of each head over what the corpora annotate, and how far a student is from its teachers."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

Found = dict[str, Tensor]
WEIGHTS = {"event": 1.0, "concept": 0.5, "realis": 0.5, "background": 0.3, "entity": 1.0, "factuality": 0.5, "roles": 1.0, "same": 0.7}


def losses(out: Found, labels: Found) -> Found:
    """Nothing here waits for the device: what has no label weighs nothing."""
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
    found["background"] = _binary(out["background"], labels["background"])
    told = (labels["factuality"] > -2).float()
    sizes = F.smooth_l1_loss(out["factuality"], labels["factuality"].clamp(min=-1), reduction="none") * told
    found["factuality"] = sizes.sum() / told.sum().clamp(min=1)
    weight = labels["roles_weight"]
    sizes = F.binary_cross_entropy_with_logits(out["roles"], labels["roles"], reduction="none") * weight
    found["roles"] = sizes.sum() / (labels["roles"] * weight).sum().clamp(min=8)
    found["same"] = _binary(out["same"], labels["same"])
    return found


def _classes(logits: Tensor, wanted: Tensor) -> Tensor:
    return F.cross_entropy(logits, wanted, ignore_index=-1, reduction="sum") / (wanted >= 0).sum().clamp(min=1)


def _binary(logits: Tensor, wanted: Tensor) -> Tensor:
    told = (wanted >= 0).float()
    sizes = F.binary_cross_entropy_with_logits(logits, wanted.clamp(min=0), reduction="none") * told
    return sizes.sum() / told.sum().clamp(min=1)


def distilled(out: Found, labels: Found) -> Found:
    """How far the student is from what the teachers say (``soft_*``: logits or log chances), where they see something."""
    soft = {name.removeprefix("soft_"): value.float() for name, value in labels.items() if name.startswith("soft_")}
    read = labels["read"].float()
    seen = soft["event"].sigmoid()
    sizes = F.binary_cross_entropy_with_logits(out["event"], seen, reduction="none") * read
    found = {"event": sizes.sum() / (seen * read).sum().clamp(min=8) * 0.5}
    weight = seen * (seen > 0.05) * read
    for name in ("concept", "realis"):
        apart = F.kl_div(out[name].log_softmax(-1), soft[name], reduction="none", log_target=True).sum(-1)
        found[name] = (apart * weight).sum() / weight.sum().clamp(min=1)
    apart = F.binary_cross_entropy_with_logits(out["background"], soft["background"].sigmoid(), reduction="none")
    found["background"] = (apart * weight).sum() / weight.sum().clamp(min=1)
    apart = F.kl_div(out["entity"].log_softmax(-1), soft["entity"], reduction="none", log_target=True).sum(-1)
    found["entity"] = (apart * read).sum() / read.sum().clamp(min=1)
    apart = F.smooth_l1_loss(out["factuality"], soft["factuality"], reduction="none")
    found["factuality"] = (apart * read).sum() / read.sum().clamp(min=1)
    played = soft["roles"].sigmoid()
    sizes = F.binary_cross_entropy_with_logits(out["roles"], played, reduction="none")
    found["roles"] = sizes.sum() / played.sum().clamp(min=8)
    sizes = F.binary_cross_entropy_with_logits(out["same"], soft["same"].sigmoid(), reduction="none")
    found["same"] = sizes.sum() / max(1, len(soft["same"]))
    return found


def total(found: Found, left: frozenset[str] = frozenset()) -> Tensor:
    """The weighted sum, but for the heads that are left out."""
    return torch.stack([WEIGHTS[name] * value for name, value in found.items() if name not in left]).sum()
