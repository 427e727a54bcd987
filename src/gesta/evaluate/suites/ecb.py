"""The suite over event mentions across documents: ECB+ dev with the mentions given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gesta.evaluate.clusterings import Clustering, b_cubed, ceaf_e, conll, lea, muc
from gesta.evaluate.ecb import Group, by_lemma, gold, learn, linked
from gesta.evaluate.ecb_gold import EventMention, event_mentions
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, nothing_to_read
from gesta.evaluate.suites.workers import Workers

_PUBLISHED = "published, on the test split: Bugert 2021 74.8, Barhom 2019 79.5, Caciularu 2021 85.6, Held 2021 85.7"
"""As Min et al. 2024 (Synergetic Event Understanding, table 2) list them; the dev split has no published table."""


def _subtopic(mention: EventMention) -> tuple[str, str]:
    return mention.topic, mention.subtopic


def _topic(mention: EventMention) -> str:
    return mention.topic


def _anywhere(mention: EventMention) -> str:
    return ""


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    folder = folders.data / "ecbplus"
    workers.tell("ecb: reading the sentences of two splits")
    known, asked = event_mentions(folder / "train.jsonl"), event_mentions(folder / "dev.jsonl")
    workers.tell("ecb: learning from the train split")
    by_subtopic, by_topic = learn(known, _subtopic), learn(known, _topic)
    figures = (
        *_figures("subtopic", asked, linked(by_subtopic, asked, _subtopic), _subtopic, _PUBLISHED),
        *_figures("topic", asked, linked(by_topic, asked, _topic), _topic, "both subtopics of a topic mixed"),
        *_figures("mixed", asked, linked(by_topic, asked, _anywhere), _anywhere, "all documents mixed"),
    )
    return Outcome(figures)


def _figures(
    name: str, mentions: Sequence[EventMention], found: Clustering[str], group: Group, note: str
) -> Iterator[Figure]:
    chains, lemmas = gold(mentions), by_lemma(mentions, group)
    of = f"{len(chains)} mentions"
    for measure, score in (("muc", muc), ("b_cubed", b_cubed), ("ceaf_e", ceaf_e), ("lea", lea)):
        beside = f"same lemma: {100 * score(chains, lemmas).f1:.1f}"
        yield Figure(f"{name}.{measure}", score(chains, found).f1, of, beside)
    yield Figure(f"{name}.conll", conll(chains, found), of, f"same lemma: {100 * conll(chains, lemmas):.1f}; {note}")


ECB = Suite(
    "ecb",
    "Which mentions tell one event, across the documents of ECB+ dev (checked sentences, singletons counted), with the "
    "mentions given: another task than merging accounts, done with the product's lemmas, grammar and encoder and a "
    "logistic regression learnt on ECB+ train. By subtopic the documents of one happening are known to belong "
    "together, as most published figures assume. The baseline puts mentions of one head lemma together.",
    nothing_to_read,
    _score,
)
