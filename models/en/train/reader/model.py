"""The encoder with its heads: acts, concepts, realis, background, entities, roles between two words, one occurrence."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from encoder import Encoder
from gesta.readers.cues import LABELS, PAIR_SLOTS, REALIS, ROLES, TOGETHER_SLOTS, TOKEN_SLOTS
from torch import Tensor, nn
from torch.nn import functional as F

TRUNK, PAIR, CUES = 256, 128, 64
RULES_FROM = 8
"""Token cues from this slot on are what the rules read; they are dropped for some documents while training."""
TAGS = 1 + 2 * len(LABELS)
TOGETHER = 3
"""Windows that a CPU encodes at a time."""


class Cued(nn.Module):
    """The sum of one learnt vector for each slot and value."""

    def __init__(self, slots: tuple[int, ...], width: int) -> None:
        super().__init__()
        starts = torch.tensor([0, *slots]).cumsum(0)
        self.register_buffer("starts", starts[:-1], persistent=False)
        self.table = nn.Embedding(int(starts[-1]), width)
        nn.init.normal_(self.table.weight, std=0.1)

    def forward(self, cues: Tensor) -> Tensor:
        """The rows are counted and multiplied, not looked up: gradients of few rows looked up very often are slow on a GPU."""
        table = self.table.weight
        counts = table.new_zeros(len(cues), len(table))
        return counts.scatter_add_(1, cues + self.starts, counts.new_ones(()).expand(cues.shape)) @ table


@dataclass
class Batch:
    """Documents of one step. Token rows are numbered over the whole batch; ``at``: window and place of each token."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    at: Tensor
    cues: Tensor
    pairs: Tensor
    together: Tensor
    labels: dict[str, Tensor]

    def to(self, device: torch.device) -> Batch:
        moved = {name: getattr(self, name).to(device, non_blocking=True)
                 for name in ("pieces", "shapes", "mask", "at", "cues", "pairs", "together")}  # fmt: skip
        return Batch(**moved, labels={k: v.to(device, non_blocking=True) for k, v in self.labels.items()})


class ReaderModel(nn.Module):
    def __init__(self, encoder: Encoder, concepts: int) -> None:
        super().__init__()
        width = encoder.size.width
        self.encoder = encoder
        self.token_cues = Cued(TOKEN_SLOTS, CUES)
        self.pair_cues = Cued(PAIR_SLOTS, CUES)
        self.together_cues = Cued(TOGETHER_SLOTS, CUES)
        self.trunk = nn.Linear(width + CUES, TRUNK)
        self.event = nn.Linear(TRUNK, 1)
        self.concept = nn.Linear(TRUNK, concepts)
        self.named = nn.Embedding(TOKEN_SLOTS[13], concepts)  # the concept of the rules
        nn.init.zeros_(self.named.weight)
        with torch.no_grad():
            for number in range(concepts):
                self.named.weight[1 + number, number] = 3.0
        self.realis = nn.Linear(TRUNK, len(REALIS))
        self.background = nn.Linear(TRUNK, 1)
        self.entity = nn.Linear(width, TAGS)
        self.factuality = nn.Linear(width, 1)
        self.asks = nn.Linear(width + CUES, PAIR)
        self.answers = nn.Linear(width + CUES, PAIR)
        self.pair = nn.Linear(3 * PAIR + CUES, PAIR)
        self.role = nn.Linear(PAIR, len(ROLES))
        self.tells = nn.Linear(width + CUES, PAIR)
        self.both = nn.Linear(2 * PAIR + CUES, PAIR)
        self.same = nn.Linear(PAIR, 1)
        self.drop = nn.Dropout(0.2)

    def vectors(self, batch: Batch) -> Tensor:
        """(tokens, width)"""
        if batch.pieces.device.type == "cpu":
            return self._by_length(batch)
        hidden = self.encoder(batch.pieces, batch.shapes, batch.mask)
        return hidden.flatten(0, 1).index_select(0, batch.at[:, 0] * hidden.shape[1] + batch.at[:, 1])

    def _by_length(self, batch: Batch) -> Tensor:
        """The same, windows of about one length together: on a CPU what is filled up costs as much as what is read."""
        lengths = batch.mask.sum(1)
        starts = torch.zeros_like(lengths)
        made: list[Tensor] = []
        at = 0
        for rows in lengths.argsort().split(TOGETHER):
            width = int(lengths[rows].max())
            made.append(self.encoder(batch.pieces[rows, :width], batch.shapes[rows, :width], batch.mask[rows, :width]).flatten(0, 1))
            starts[rows] = at + width * torch.arange(len(rows))
            at += width * len(rows)
        return torch.cat(made).index_select(0, starts[batch.at[:, 0]] + batch.at[:, 1])

    def forward(self, batch: Batch, blind: Tensor | None = None) -> dict[str, Tensor]:
        """Logits of every head; ``blind``: tokens whose rule cues are not to be seen."""
        cues = batch.cues
        if blind is not None:
            cues = torch.cat([cues[:, :RULES_FROM], cues[:, RULES_FROM:] * ~blind[:, None]], -1)
        h = self.drop(self.vectors(batch).float())
        x = torch.cat([h, self.token_cues(cues)], -1)
        z = self.drop(F.relu(self.trunk(x)))
        out = {
            "event": self.event(z).squeeze(-1),
            "concept": self.concept(z) + self.named(cues[:, 13]),
            "realis": self.realis(z),
            "background": self.background(z).squeeze(-1),
            "entity": self.entity(h),
            "factuality": self.factuality(h).squeeze(-1),
        }
        one, other = batch.pairs[:, 0], batch.pairs[:, 1]
        q, k = self.asks(x).index_select(0, one), self.answers(x).index_select(0, other)
        pair_cues = batch.pairs[:, 2:]
        if blind is not None:
            rules = pair_cues[:, 7:8] * ~blind[one, None]
            pair_cues = torch.cat([pair_cues[:, :7], rules, pair_cues[:, 8:]], -1)
        u = F.relu(self.pair(torch.cat([q, k, q * k, self.pair_cues(pair_cues)], -1)))
        out["roles"] = self.role(self.drop(u))
        t = self.tells(x)
        a, b = t.index_select(0, batch.together[:, 0]), t.index_select(0, batch.together[:, 1])
        u = F.relu(self.both(torch.cat([a * b, (a - b).abs(), self.together_cues(batch.together[:, 2:])], -1)))
        out["same"] = self.same(self.drop(u)).squeeze(-1)
        return out
