"""The training set of the reader: every article with its pieces, its cues and what its corpus says of it.

Writes shards of pickled, compressed documents to OUT; what is there already is kept, so that a broken run goes on. The
cues stand on the names that the reader as shipped sees. On two shared cores 250 articles took 15 s to 4 min.

    python models/en/train/reader/build.py --data DATA --out OUT
"""

from __future__ import annotations

import argparse
import json
import logging
import pickle
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
from gesta.evaluate.corpora import Article, articles, by_hash
from gesta.evaluate.incident_gold import load_gold
from gesta.evaluate.suites.figures import Folders
from gesta.evaluate.suites.incidents import peaceful
from gesta.evaluate.suites.workers import report
from gesta.knowledge.places import distance_km
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.spans import Span
from gesta.pipeline.reading import engine
from gesta.readers.cues import PAIR_SLOTS, REALIS, ROLES, TOGETHER_SLOTS, TOKEN_SLOTS, Cues, checked
from gesta.readers.neural import NeuralReader, passages
from gesta.readers.neural_acts import proposal
from gesta.readers.patterns import PatternsReader
from gesta.readers.scoring import topic
from gesta.readers.triggers import Match, matches
from gesta.readers.wordpieces import windows
from layers import (
    KairosEvent,
    Labels,
    heads,
    of_attributions,
    of_gold,
    of_kairos,
    of_muc4,
)

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))
from corpora import slice_of

LOG = logging.getLogger("build")
SHARD = 250
CORPUS = HERE.parents[3] / "corpus"
LEARNT = ("incidents", "incidents_more", "reader")
"""The folders of the corpus whose `read` halves are learnt from."""
INVENTED = CORPUS / "invented"
"""Texts of our own with their annotation: what real news tells too rarely."""
SCORED = frozenset({"gva_facts", "incidents_further"})
"""The folders of which nothing is learnt from, so that something is left which the encoder has not seen."""
SURE = 0.8
UNLABELLED = {"gva": 2500, "lgl": 550, "worldwide": 900, "muc4": 1200, "satp_relevant": 900, "insightCrime": 900, "IndiaPoliceEvents_docs": 400,
              "polnear": 650, "wikievents": 200, "rams": 950, "gvdb": 400, "ecb": 500, "geovirus": 200, "masakhane": 320}  # fmt: skip


@cache
def _engine():
    return engine()


@cache
def _tokenizer():
    import gesta_en

    return gesta_en.tokenizer()


@cache
def concept_numbers() -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(_engine().codebook.concepts))}


@dataclass(frozen=True)
class Job:
    article: Article
    kind: str
    data: Path
    extra: object = None


def jobs(data: Path, annotated: list[Path]) -> Iterator[Job]:
    """Every document to encode with what its corpus says; articles that are only scored are left out."""
    wanted = set()
    held = set()
    for path in sorted(CORPUS.rglob("*.jsonl")):
        for line in path.read_text().splitlines():
            row = json.loads(line)
            if row.get("half") == "held" or path.parent.name in SCORED:
                held.add(row["doc"])
    every = {article.key: article for article in articles(data)}
    held |= {article.key for article in peaceful(Folders(data))}
    held |= _of_held_incidents(data, held)
    held |= {f"polnear:{json.loads(line)['doc_id']}" for line in (data / "polnear/dev.jsonl").read_text().splitlines()}
    held |= {f"wikievents:{json.loads(x)['doc_id']}" for x in (data / "wikievents/dev.jsonl").read_text().splitlines()}
    held |= {f"ecb:{json.loads(line)['doc']}" for line in (data / "ecbplus/dev.jsonl").read_text().splitlines()}
    held |= {key for key in every if key.startswith("muc4:TST")}
    yield from _invented(data)
    gold, problems = load_gold(annotated, every)
    for problem in problems:
        LOG.warning("%s: %s", problem.where, problem.what)
    for document in gold:
        if document.doc not in held and document.half == "read":
            wanted.add(document.doc)
            yield Job(every[document.doc], "gold", data, document)
    templates = {}
    for line in (data / "muc4/templates.jsonl").read_text().splitlines():
        row = json.loads(line)
        templates[f"muc4:{row['doc_id']}"] = row["templates"]
    kairos = dict(_wikievents(data)) | dict(_rams(data))
    sources = dict(_polnear(data))
    records = _gva_records(data)
    for name, most in UNLABELLED.items():
        found = by_hash((a for a in every.values() if a.key.startswith(f"{name}:")), "reader")
        found = [a for a in found if a.key not in held | wanted and 200 < len(a.document_text) < 8000]
        for article in found[:most]:
            if article.key in templates:
                yield Job(article, "muc4", data, templates[article.key])
            elif article.key in kairos:
                yield Job(article, "kairos", data, kairos[article.key])
            elif article.key in sources:
                yield Job(article, "polnear", data, sources[article.key])
            elif article.key in records:
                yield Job(article, "gva", data, records[article.key])
            elif name == "worldwide" and slice_of(article.key.removeprefix("worldwide:")) == 1:
                yield Job(article, "tuning", data)
            else:
                yield Job(article, "none", data)


def _invented(data: Path) -> Iterator[Job]:
    """The invented texts (`articles.jsonl`) with what is annotated on them."""
    rows = [json.loads(line) for line in (INVENTED / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    every = {row["key"]: Article(**row) for row in rows}
    gold, problems = load_gold([INVENTED / "annotated.jsonl"], every)
    for problem in problems:
        LOG.warning("%s: %s", problem.where, problem.what)
    for document in gold:
        yield Job(every[document.doc], "invented", data, document)


def _of_held_incidents(data: Path, held: set[str]) -> set[str]:
    """Other articles on an incident of which one article is only scored."""
    incident = {}
    for line in (data / "gva/articles.jsonl").read_text().splitlines():
        row = json.loads(line)
        incident[f"gva:{row['id']}"] = row["incident_id"]
    closed = {incident[key] for key in held if key in incident}
    return {key for key, number in incident.items() if number in closed}


def _align(tokens: list[str], text: str) -> list[tuple[int, int]]:
    """Where the tokens of a corpus stand in the article's text; white space and quotation marks may differ."""
    at, spans = 0, []
    for token in tokens:
        token = '"' if token in ("``", "''") else token
        start = at
        for character in token:
            while at < len(text) and text[at].isspace():
                at += 1
            if at >= len(text) or text[at] != character:
                if character.isspace():
                    continue
                return spans
            at += 1
        while start < at and text[start].isspace():
            start += 1
        spans.append((start, at))
    return spans


def _wikievents(data: Path) -> Iterator[tuple[str, list[KairosEvent]]]:
    texts = {a.key: a.document_text for a in articles(data, "wikievents")}
    for line in (data / "wikievents/train.jsonl").read_text().splitlines():
        row = json.loads(line)
        key = f"wikievents:{row['docid']}"
        spans = _align(row["tokens"], texts[key])
        events = []
        for event in row["event_mentions"]:
            first, end = event["trigger"]["start_idx"], event["trigger"]["end_idx"]
            if end > len(spans) or not first < end:
                continue
            trigger = (spans[first][0], spans[end - 1][1])
            arguments = []
            for each in event["arguments"]:
                place = _nearest(texts[key], each["text"], trigger[0])
                if place:
                    arguments.append((each["role"], place))
            events.append(KairosEvent(event["event_type"], trigger, tuple(arguments)))
        yield key, events


def _nearest(text: str, words: str, at: int) -> tuple[int, int] | None:
    import re

    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    return min(found, key=lambda span: abs(span[0] - at), default=None)


def _rams(data: Path) -> Iterator[tuple[str, list[KairosEvent]]]:
    texts = {a.key: a.document_text for a in articles(data, "rams")}
    for line in (data / "rams/dev.jsonl").read_text().splitlines():
        row = json.loads(line)
        key = f"rams:{row['doc_key']}"
        tokens = [token for sentence in row["sentences"] for token in sentence]
        spans = _align(tokens, texts[key])
        if len(spans) < len(tokens):
            continue
        events = []
        for first, last, kinds in row["evt_triggers"]:
            arguments = []
            for trigger, span, role in row["gold_evt_links"]:
                if trigger == [first, last]:
                    arguments.append((role[11:], (spans[span[0]][0], spans[span[1]][1])))
            kind = ".".join(part.capitalize() for part in kinds[0][0].split("."))
            kind = kind.replace("Arrestjaildetain", "ArrestJailDetain")
            events.append(KairosEvent(kind, (spans[first][0], spans[last][1]), tuple(arguments)))
        yield key, events


def _polnear(data: Path) -> Iterator[tuple[str, list]]:
    for line in (data / "polnear/train.jsonl").read_text().splitlines():
        row = json.loads(line)
        best = max(row["annotations"], key=lambda each: len(each["attributions"]))
        spans = {span["id"]: [tuple(o) for o in span["offsets"]] for span in best["spans"]}
        told = []
        for attribution in best["attributions"]:
            contents, sources = [], []
            for role, span in attribution["args"]:
                if role == "Content":
                    contents += spans.get(span, [])
                elif role == "Source":
                    sources += spans.get(span, [])
            if contents:
                told.append((contents, sources))
        yield f"polnear:{row['doc_id']}", told


def _gva_records(data: Path) -> dict[str, dict]:
    import datetime

    found = {}
    for line in (data / "gva/incidents.jsonl").read_text().splitlines():
        row = json.loads(line)
        day = datetime.datetime.strptime(row["date"], "%B %d, %Y").date().isoformat()
        for hashed in row["hashed_ids"].values():
            found[f"gva:{hashed}"] = {"day": day, "lat_lon": row.get("lat_lon")}
    return found


def encode(job: Job) -> bytes | None:
    """One document as compressed arrays, None where nothing can be read."""
    loaded = _engine()
    document, analysis = loaded.analyse(report(job.article))
    if not len(analysis):
        return None
    reader = PatternsReader(loaded.codebook)
    near, analysis = _as_read(document, analysis, reader)
    found = list(matches(analysis, loaded.codebook))
    base = Cues(document, analysis, topic(analysis, loaded.codebook), {}, concept_numbers())
    labels = _labels(job, document, analysis, reader, found, frozenset(base.candidates))
    known = {match.token for match in found}
    added = []
    for token, concepts in sorted(labels.concept.items()):
        if token not in known and labels.event.get(token, (0, 0))[0] and loaded.codebook.concept(concepts[0]).cls == "event":
            added.append(proposal(analysis, token, concepts[0]))
    read = {m.token: x for m, x in zip(found, reader.candidates(document, analysis, found), strict=True)}
    cues = Cues(document, analysis, base.about, read, concept_numbers())
    tokens = [cues.token(token) for token in range(len(analysis))]
    everything = sorted([*found, *added], key=lambda match: (match.first, -match.end))
    union = {m.token: x for m, x in zip(everything, reader.candidates(document, analysis, everything), strict=True)}
    paired = Cues(document, analysis, base.about, union, concept_numbers())
    triggers = _triggers(labels, union)
    pairs, targets = [], []
    for number, trigger in enumerate(triggers):
        rules = paired.rules(trigger)
        played = labels.roles.get(trigger)
        for candidate in paired.near(trigger):
            pairs.append((number, candidate, *paired.pair(trigger, candidate, rules)))
            targets.append(_bits(played, candidate, labels))
    together, same = [], []
    for number, trigger in enumerate(triggers):
        for other in range(number):
            first = triggers[other]
            if labels.whole or (first in labels.same and trigger in labels.same):
                together.append((other, number, *paired.together(first, trigger)))
                same.append(_same(labels, first, trigger))
    checked(tokens, TOKEN_SLOTS)
    checked([row[2:] for row in pairs], PAIR_SLOTS)
    checked([row[2:] for row in together], TOGETHER_SLOTS)
    numbers = concept_numbers()
    made = {
        "key": job.article.key, "kind": job.kind, "windows": list(windows(analysis.words, analysis.sentences, _tokenizer())),
        "sentences": np.array(analysis.sentences, np.int32), "passages": [(each.start, each.stop) for each in near],
        "tokens": np.array(tokens, np.uint8), "triggers": np.array(triggers, np.int32),
        "pairs": np.array(pairs, np.int32).reshape(-1, 2 + len(PAIR_SLOTS)), "roles": np.array(targets, np.int32).reshape(-1, 2),
        "together": np.array(together, np.int32).reshape(-1, 2 + len(TOGETHER_SLOTS)), "same": np.array(same, np.int8),
        "event": labels.event, "whole": labels.whole,
        "concept": {t: (numbers[c], [numbers[a] for a in ok if a in numbers]) for t, (c, ok) in labels.concept.items()},
        "realis": {t: REALIS.index(r) for t, r in labels.realis.items()}, "background": labels.background,
        "weight": labels.weight, "entities": labels.entities, "factuality": labels.factuality,
    }  # fmt: skip
    return zlib.compress(pickle.dumps(made), 6)


@cache
def _neural() -> NeuralReader:
    return NeuralReader(_engine().codebook)


def _as_read(document: Document, analysis: Analysis, reader: PatternsReader) -> tuple[list[range], Analysis]:
    """The passages that the reader encodes, and the analysis with the names that it sees: what the cues stand on."""
    found = list(matches(analysis, reader.codebook))
    rated = reader.candidates(document, analysis, found)
    near = list(passages(analysis, [m.token for m, x in zip(found, rated, strict=True) if x.cls == "event"]))
    return near, _neural().with_names(analysis, {each: _neural().encoder.vectors(analysis, each) for each in near})


def _triggers(labels: Labels, union: dict) -> list[int]:
    """Tokens for which pairs are made: those annotated, else the acts that the rules are sure of."""
    if labels.whole:
        told = {t for t, (value, _) in labels.event.items() if value}
        return sorted(told)
    if labels.roles or labels.same:
        return sorted({*labels.roles, *labels.same})[:40]
    return sorted(t for t, m in union.items() if m.cls == "event" and m.score.value >= SURE)[:25]


def _bits(played: dict[int, set[str]] | None, candidate: int, labels: Labels) -> tuple[int, int]:
    """The roles of the candidate, and the roles that the corpus annotates, as bits."""
    if played is None:
        return 0, 0
    told = played.get(candidate, set())
    open_roles = labels.of_roles
    known = sum(1 << n for n, role in enumerate(ROLES) if role in open_roles)
    if open_roles == {"time", "place"} and not told:
        known = 0  # what no day or spot of the archive was compared with
    return sum(1 << n for n, role in enumerate(ROLES) if role in told), known


def _same(labels: Labels, one: int, other: int) -> int:
    if one in labels.same and other in labels.same:
        return int(labels.same[one] == labels.same[other])
    return -1


def _labels(job: Job, document: Document, analysis: Analysis, reader: PatternsReader, found: list[Match],
            candidates: frozenset[int]) -> Labels:  # fmt: skip
    if job.kind in {"gold", "invented"}:
        labels = of_gold(job.extra, analysis, candidates)
    elif job.kind == "muc4":
        told = [(m.token, x.concept) for m, x in zip(found, reader.candidates(document, analysis, found), strict=True)
                if x.cls == "event" and x.score.value >= 0.6]  # fmt: skip
        labels = of_muc4(job.extra, document.text, analysis, candidates, told)
    elif job.kind == "kairos":
        labels = of_kairos(job.extra, analysis, candidates)
    elif job.kind == "polnear":
        labels = of_attributions(job.extra, analysis, candidates)
    elif job.kind == "gva":
        labels = _distant(job.extra, document, analysis, reader, found, candidates)
    else:
        labels = Labels()
    named = _entities(job.data).get(job.article.key)
    tuned = job.article.key.startswith("worldwide:") and slice_of(job.article.key.removeprefix("worldwide:")) == 1
    if named is not None and tuned == (job.kind == "tuning"):
        labels.entities = []
        for start, end, label in named:
            tokens = analysis.tokens_in(Span(start, end))
            if tokens:
                labels.entities.append((tokens.start, tokens.stop, label))
    return labels


@cache
def _entities(data: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Entities of the Worldwide articles that may be trained or tuned on, in characters."""
    texts = {article.key: article.document_text for article in articles(data, "worldwide")}
    found = {}
    for path in sorted((data / "ner_worldwide").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            row = json.loads(line)
            key = f"worldwide:{row['file']}"
            tagged = [(each[0], each[1]) for sentence in row["sentences"] for each in sentence]
            spans = _align([word for word, _ in tagged], texts[key])
            if slice_of(row["file"]) in {0, 5} or len(spans) < len(tagged):
                continue
            named: list[tuple[int, int, str]] = []
            for (start, end), (_, tag) in zip(spans, tagged, strict=True):
                if tag.startswith("B-"):
                    named.append((start, end, tag[2:]))
                elif tag.startswith("I-") and named:
                    named[-1] = (named[-1][0], end, named[-1][2])
            found[key] = named
    return found


def _distant(record: dict, document: Document, analysis: Analysis, reader: PatternsReader, found: list[Match],
             candidates: frozenset[int]) -> Labels:  # fmt: skip
    """Times and places of an archived incident: those that resolve to its day and its spot, and those that do not."""
    labels = Labels(of_roles=frozenset({"time", "place"}), weight=0.3)
    read = reader.candidates(document, analysis, found)
    resolved = _engine()._resolve(document, analysis, read)
    played: dict[int, set[str]] = {}
    for time in resolved.times:
        if time.when.start and time.when.precision in {"day", "part_of_day"}:
            for head in heads(analysis, [(time.start, time.end)], candidates):
                right = record["day"] in {time.when.start[:10], (time.when.end or "")[:10]}
                played.setdefault(head, set()).add("time" if right else "-")
    spot = record["lat_lon"]
    if spot and all(spot):
        lat, lon = map(float, spot)
        for place in resolved.places:
            if place.lat is not None and place.level in {"city", "site", "neighbourhood", "district"}:
                apart = distance_km(lat, lon, place.lat, place.lon or 0.0)
                for head in heads(analysis, [(place.start, place.end)], candidates):
                    if apart < 25:
                        played.setdefault(head, set()).add("place")
                    elif apart > 60:
                        played.setdefault(head, set()).add("-")
    for match, mention in zip(found, read, strict=True):
        told = mention.concept in {"shooting", "killing", "robbery", "assault"} and mention.score.value >= SURE
        if told and mention.realis in {"actual", "alleged"} and not mention.background:
            labels.roles[match.token] = played
    return labels


def factual(data: Path) -> Iterator[bytes]:
    """Sentences with how surely their predicates happened, -1 to 1 (UDS-IH2 and MEANTIME, training parts)."""
    sentences: dict[tuple[str, ...], dict[int, float]] = {}
    for line in (data / "factuality/uds_ih2_train.jsonl").read_text().splitlines():
        row = json.loads(line)
        if not row["tokens"]:
            continue
        kept = [each for each in row["annotations"] if each["keep"] == "True" and each["confidence"].isdigit()]
        signs = [(1 if each["happened"] == "true" else -1) * int(each["confidence"]) / 4 for each in kept]
        if signs:
            sentences.setdefault(tuple(row["tokens"]), {})[int(row["pred_token"]) - 1] = sum(signs) / len(signs)
    for block in (data / "factuality/meantime_train.conll").read_text().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        told = {n: float(row[2]) / 3 for n, row in enumerate(rows) if row[2] not in {"_", ""}}
        if told:
            sentences.setdefault(tuple(row[1] for row in rows), {}).update(told)
    for words, told in sentences.items():
        told = {token: value for token, value in told.items() if token < len(words)}
        made = _empty("uds", "uds", list(windows(words, [(0, len(words))], _tokenizer())), len(words))
        yield zlib.compress(pickle.dumps({**made, "factuality": told}), 6)


def _empty(key: str, kind: str, pieces: list, tokens: int) -> dict:
    return {
        "key": key, "kind": kind, "windows": pieces, "sentences": np.array([(0, tokens)], np.int32), "passages": [(0, 1)],
        "tokens": np.zeros((tokens, len(TOKEN_SLOTS)), np.uint8),
        "triggers": np.zeros(0, np.int32), "pairs": np.zeros((0, 2 + len(PAIR_SLOTS)), np.int32),
        "roles": np.zeros((0, 2), np.int32), "together": np.zeros((0, 2 + len(TOGETHER_SLOTS)), np.int32),
        "same": np.zeros(0, np.int8), "event": {}, "whole": False, "concept": {}, "realis": {}, "background": {},
        "weight": 1.0, "entities": None, "factuality": {},
    }  # fmt: skip


def _work(numbered: tuple[int, list[Job], Path]) -> int:
    number, batch, out = numbered
    made = []
    for job in batch:
        try:
            encoded = encode(job)
        except Exception:  # a document that breaks an encoder must not stop the rest
            LOG.exception("%s", job.article.key)
            continue
        if encoded:
            made.append(encoded)
    path = out / f"{batch[0].kind if batch else 'none'}-{number:03}.pkl"
    path.with_suffix(".tmp").write_bytes(pickle.dumps(made))
    path.with_suffix(".tmp").rename(path)
    return len(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--kinds", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--few", type=int, default=0, help="documents of each kind, to try the recipe out")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.out.mkdir(parents=True, exist_ok=True)
    annotated = options.gold or [path for folder in LEARNT for path in sorted((CORPUS / folder).glob("*.jsonl"))]
    by_kind: dict[str, list[Job]] = {}
    for job in jobs(options.data, annotated):
        by_kind.setdefault(job.kind, []).append(job)
    work = []
    for kind, found in by_kind.items():
        if options.kinds and kind not in options.kinds:
            continue
        found = found[: options.few or None]
        for number in range(0, len(found), SHARD):
            if not (options.out / f"{kind}-{number // SHARD:03}.pkl").exists():
                work.append((number // SHARD, found[number : number + SHARD], options.out))
    if not options.kinds or "uds" in options.kinds:
        (options.out / "uds-000.pkl").write_bytes(pickle.dumps(list(islice(factual(options.data), options.few or None))))
    LOG.info("%s", {kind: len(found) for kind, found in by_kind.items()})
    with ProcessPoolExecutor(options.jobs) as pool:
        for count in pool.map(_work, work):
            LOG.info("%d documents", count)
    lines = [f"{name}\t{count}\n" for name, count in examples(options.out).items()]
    (options.out / "concepts.txt").write_text("".join(lines), encoding="utf-8")


def examples(built: Path) -> dict[str, int]:
    """How many annotated acts of each concept stand in the built set, in the order of their numbers."""
    counted = dict.fromkeys(concept_numbers(), 0)
    names = tuple(counted)
    for path in sorted([*built.glob("gold-*.pkl"), *built.glob("invented-*.pkl")]):
        for encoded in pickle.loads(path.read_bytes()):
            made = pickle.loads(zlib.decompress(encoded))
            for token, (number, _) in made["concept"].items():
                counted[names[number]] += bool(made["event"].get(token, (0, 0))[0])
    return counted


if __name__ == "__main__":
    main()
