"""Let the teacher label news text: tags, parse and entities for the small model to learn from."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import spacy
import torch
from corpora import conflict_news, general_news, muc4, worldwide
from prepare import weapon_spans, write
from spacy.language import Language
from spacy.tokens import Doc, Span
from teacher import Item, Pieces, Teacher, batches, collate, item, load

from gesta_en.truecase import Truecaser

LOG = logging.getLogger("gesta-en")
# Words taken of each source; those not named here are taken whole.
BUDGET = {
    "GeoVirus": 40_000, "ecbplus": 20_000, "gva": 120_000, "gvdb": 50_000, "insightCrime": 150_000, "lgl": 60_000,
    "masakhane": 60_000, "muc4": 100_000, "polnear": 80_000, "rams": 60_000, "satp_relevant": 60_000, "ucdp": 30_000,
    "wikievents": 100_000, "wikiwars": 30_000, "worldwide": 150_000,
}  # fmt: skip
LONGEST = 80
SURE = 0.55


def texts(data: Path, caser: Truecaser) -> Iterator[tuple[str, str]]:
    """(source, paragraph): a shuffled share of every source; the held-back and tuning articles are left out."""
    by_source: dict[str, list[str]] = {}
    for source, text in [*conflict_news(data), *general_news(data)]:
        by_source.setdefault(source, []).append(text)
    by_source["muc4"] = [caser(text) for text in muc4(data)]
    by_source["worldwide"] = [s.text for part, s in worldwide(data) if part == "train" and not s.text.startswith("http")]
    rng = random.Random(7)
    for source, paragraphs in sorted(by_source.items()):
        unique = sorted(set(paragraphs))
        rng.shuffle(unique)
        left = BUDGET.get(source, 10**9)
        for text in unique:
            left -= len(text.split())
            if left < 0:
                break
            yield source, text


def sentence_ends(doc: Doc) -> list[int]:
    """Ends of the sentences of a paragraph, by full stops; no sentence longer than the teacher takes."""
    ends: list[int] = []
    start = 0
    for token in doc:
        i = token.i
        last = i + 1 == len(doc)
        closed = token.text in {".", "?", "!"} or (token.text in {'"', "”", ")"} and i and doc[i - 1].text in {".", "?", "!"})
        opens = last or doc[i + 1].text[0].isupper() or doc[i + 1].text in {"“", '"', "‘", "("}
        quoted = not last and doc[i + 1].text in {'"', "”", ")"} and not token.whitespace_
        if last or (closed and opens and not quoted and token.whitespace_) or i + 1 - start >= LONGEST:
            ends.append(i + 1)
            start = i + 1
    return ends


def pieces_of(nlp: Language, paragraphs: Iterable[str], longest: int = 70) -> Iterator[tuple[Doc, list[int]]]:
    """Documents of one to a few sentences with the ends of their sentences."""
    for doc in nlp.pipe(paragraphs):
        start, ends, previous = 0, [], 0
        for end in sentence_ends(doc):
            if ends and end - start > longest:
                yield doc[start:previous].as_doc(), ends
                start, ends = previous, []
            ends.append(end - start)
            previous = end
        if ends:
            yield doc[start:].as_doc(), ends


def tree(scores: np.ndarray) -> np.ndarray:
    """Heads of the best tree with one root; `scores` is words x (root + words)."""
    heads = scores.argmax(axis=1)
    if (heads == 0).sum() == 1 and not _cycle(heads):
        return heads
    n = len(scores)
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    root = int(np.argmax(full[1:, 0])) + 1
    full[1:, 0] = -np.inf
    full[root] = -np.inf
    full[root, 0] = 0.0
    return _arborescence(full)[1:]


def _cycle(heads: np.ndarray) -> list[int]:
    """Word numbers (from 1) of a cycle, if there is one."""
    done: set[int] = {0}
    for start in range(1, len(heads) + 1):
        path: list[int] = []
        node = start
        while node not in done and node not in path:
            path.append(node)
            node = int(heads[node - 1])
        if node in path:
            return path[path.index(node) :]
        done.update(path)
    return []


def _arborescence(scores: np.ndarray) -> np.ndarray:
    """Chu-Liu-Edmonds over node 0 as root."""
    heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads[1:])
    if not cycle:
        return heads
    rest = [i for i in range(len(scores)) if i not in cycle]
    size = len(rest) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    own = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, rest)] - own[:, None]
    leaving = scores[np.ix_(rest, cycle)]
    small[-1, :-1] = entering.max(axis=0)
    small[:-1, -1] = leaving.max(axis=1)
    small[0] = -np.inf
    found = _arborescence(small)
    result = heads.copy()
    for k, node in enumerate(rest[1:], 1):
        result[node] = cycle[int(leaving[k].argmax())] if found[k] == size - 1 else rest[found[k]]
    entry = int(found[-1])
    broken = int(entering[:, entry].argmax())
    result[cycle[broken]] = rest[entry]
    return result


@torch.inference_mode()
def label(model: Teacher, group: Sequence[Item]) -> Iterator[dict]:
    """Labels of a batch: heads (0 root), relations, tags, parts of speech, entity tags and their chances."""
    batch = collate(group)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.encode(batch)
        arcs, rel_d, rel_h = model.parse(hidden, batch["keep"])
        tags, pos, ents = (head(hidden).float() for head in (model.tags, model.pos, model.ents))
    arcs = arcs.float().log_softmax(-1).numpy()
    heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
    for r, one in enumerate(group):
        n = len(one.words)
        heads[r, 1 : n + 1] = torch.from_numpy(tree(arcs[r, 1 : n + 1, : n + 1]))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        rels = model.relations(rel_d, rel_h, heads).float()
    root = model.labels["deps"].index("ROOT")
    rels[:, :, root] = torch.where(heads == 0, torch.inf, -torch.inf)
    chance, ent = ents.softmax(-1).max(-1)
    for r, one in enumerate(group):
        cut = slice(1, len(one.words) + 1)
        given = heads[r, cut].numpy()
        yield {
            "heads": given,
            "deps": rels[r, cut].argmax(-1).numpy(),
            "tags": tags[r, cut].argmax(-1).numpy(),
            "pos": pos[r, cut].argmax(-1).numpy(),
            "ents": ent[r, cut].numpy(),
            "chance": chance[r, cut].numpy(),
            "sure": float(arcs[r, cut][np.arange(len(given)), given].mean()),
        }


def label_all(model: Teacher, items: list[Item]) -> list[dict]:
    """Labels of all items, in order; done in batches of like length."""
    where = {id(one): k for k, one in enumerate(items)}
    out: list[dict] = [{}] * len(items)
    began, done = time.monotonic(), 0
    for n, group in enumerate(batches(items, 6000, None)):
        for one, found in zip(group, label(model, group), strict=True):
            out[where[id(one)]] = found
        done += sum(len(i.words) for i in group)
        if n % 40 == 0:
            LOG.info("labelled %d words, %.0f a second", done, done / (time.monotonic() - began))
    return out


def silver_doc(source: Doc, ends: list[int], found: list[dict], labels: dict[str, list[str]]) -> Doc:
    """The document with the teacher's labels and the gazetteer's weapons; unsure entity decisions are left open."""
    heads: list[int] = []
    starts = [0, *ends[:-1]]
    for start, one in zip(starts, found, strict=True):
        heads += [start + k if h == 0 else start + int(h) - 1 for k, h in enumerate(one["heads"])]

    def names(kind: str) -> list[str]:
        return [labels[kind][int(v)] for one in found for v in one[kind]]

    doc = Doc(
        source.vocab, words=[t.text for t in source], spaces=[bool(t.whitespace_) for t in source],
        tags=names("tags"), pos=names("pos"), deps=names("deps"), heads=heads,
    )  # fmt: skip
    chance = np.concatenate([one["chance"] for one in found])
    spans, unsure = _entities(doc, names("ents"), chance)
    weapons = [w for w in weapon_spans(doc, []) if all(_yields(s, w) for s in spans)]
    armed = {t.i for w in weapons for t in w}
    spans = [s for s in spans if not armed & set(range(s.start, s.end))] + weapons
    decided = {t.i for s in spans for t in s}
    doc.set_ents(spans, missing=[doc[i : i + 1] for i in sorted(unsure - decided)], default="outside")
    return doc


def _yields(entity: Span, weapon: Span) -> bool:
    """Whether an entity may be replaced by an overlapping weapon (or does not overlap it)."""
    apart = entity.end <= weapon.start or weapon.end <= entity.start
    return apart or entity.label_ in {"Product", "Misc"} or (weapon.start <= entity.start and entity.end <= weapon.end)


def _entities(doc: Doc, tags: list[str], chance: np.ndarray) -> tuple[list[Span], set[int]]:
    from corpora import spans as token_spans

    found: list[Span] = []
    unsure = {i for i, tag in enumerate(tags) if tag == "O" and chance[i] < SURE}
    for start, end, name in token_spans(tags):
        if chance[start:end].min() < SURE:
            unsure |= set(range(start, end))
        else:
            found.append(Span(doc, start, end, label=name))
    return found, unsure


def silver(data: Path, work: Path, caser: Truecaser, threads: int) -> None:
    """Label the texts; `silver.spacy` has news, `silver_worldwide.spacy` the training articles (for the parse)."""
    if (work / "silver.done").exists():
        return
    torch.set_num_threads(threads)
    nlp = spacy.blank("en")
    model, pieces = load(work / "teacher.pt"), Pieces()
    parts: dict[bool, list[tuple[Doc, list[int]]]] = {True: [], False: []}
    grouped: dict[bool, list[str]] = {True: [], False: []}
    for source, text in texts(data, caser):
        grouped[source == "worldwide"].append(text)
    for key, paragraphs in grouped.items():
        parts[key] = list(pieces_of(nlp, paragraphs))
    for key, name in ((False, "silver"), (True, "silver_worldwide")):
        items = [item(pieces, [t.text for t in doc[a:b]]) for doc, ends in parts[key] for a, b in zip([0, *ends], ends, strict=False)]
        LOG.info("%s: %d documents, %d sentences", name, len(parts[key]), len(items))
        found = iter(label_all(model, items))
        made = ((silver_doc(doc, ends, part, model.labels), part) for doc, ends in parts[key] for part in [list(islice(found, len(ends)))])
        write((doc for doc, part in made if min(one["sure"] for one in part) > -0.45), work / f"{name}.spacy")
    (work / "silver.done").touch()
