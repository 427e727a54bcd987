"""Score the packaged model: parse on the treebank's test part, entities on the held-back articles, case, speed.

The same entity score is taken of another pipeline with `--baseline`, whose classes are mapped to the shared ones.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from corpora import CLASSES, Labelled, Sentence, read_conllu, worldwide
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

SHARED = {"GPE": "Location", "LOC": "Location", "PERSON": "Person", "NORP": "NORP", "ORG": "Organization", "FAC": "Facility"}


def gold_tokens(nlp: Language, sentence: Sentence) -> Doc:
    """The sentence with its own tokens, as one sentence."""
    starts: list[bool | int | None] = [i == 0 for i in range(len(sentence.words))]
    return Doc(nlp.vocab, words=sentence.words, spaces=sentence.spaces, sent_starts=starts)


def parse_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Accuracy with the treebank's tokens; every token counts, punctuation too. Lemmas are of the whole chain."""
    hits: Counter[str] = Counter()
    for sentence, doc in zip(sentences, nlp.pipe((gold_tokens(nlp, s) for s in sentences), disable=["ner"]), strict=True):
        for i, token in enumerate(doc):
            head = token.head.i == sentence.heads[i]
            gold, label = (d.split(":")[0] for d in (sentence.deps[i], token.dep_))
            punct = sentence.deps[i] == "punct"
            same = sentence.deps[i] == token.dep_
            hits.update(
                n=1, words=not punct, uas=head, las=head and same, clas=head and gold == label,
                las_words=head and same and not punct, tag=token.tag_ == sentence.tags[i],
                upos=token.pos_ == sentence.upos[i], lemma=token.lemma_ == sentence.lemmas[i],
            )  # fmt: skip
    n = hits["n"]
    return {
        "uas": hits["uas"] / n,
        "las": hits["las"] / n,
        "las_main_labels": hits["clas"] / n,
        "las_without_punctuation": hits["las_words"] / hits["words"],
        "xpos": hits["tag"] / n,
        "upos": hits["upos"] / n,
        "lemma": hits["lemma"] / n,
    }


def raw_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """spaCy's Scorer from raw sentences, tokens predicted (it leaves punctuation out of the parse)."""
    examples: list[Example] = []
    for sentence, doc in zip(sentences, nlp.pipe([s.text for s in sentences], disable=["ner"]), strict=True):
        gold = {
            "words": sentence.words, "spaces": sentence.spaces, "tags": sentence.tags, "pos": sentence.upos,
            "lemmas": sentence.lemmas, "heads": sentence.heads, "deps": sentence.deps,
        }  # fmt: skip
        examples.append(Example.from_dict(doc, gold))
    scores = Scorer(nlp).score(examples)
    return {k: scores[k] for k in ("token_acc", "tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las") if scores.get(k) is not None}


def entity_scores(nlp: Language, held: Sequence[Labelled], names: dict[str, str], classes: Iterable[str]) -> dict[str, Any]:
    """Strict scores over character spans for the given classes, after renaming the predicted ones."""
    wanted = set(classes)
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for source, doc in zip(held, nlp.pipe((h.text for h in held), batch_size=128), strict=True):
        truth = {e for e in source.entities if e[2] in wanted}
        given = {(e.start_char, e.end_char, names.get(e.label_, "")) for e in doc.ents}
        given = {e for e in given if e[2] in wanted}
        gold.update(e[2] for e in truth)
        found.update(e[2] for e in given)
        right.update(e[2] for e in truth & given)
    table = {c: _f1(right[c], found[c], gold[c]) for c in sorted(wanted)}
    return {"all": _f1(right.total(), found.total(), gold.total()), **table}


def _f1(right: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "n": gold}


def speed(nlp: Language, texts: Sequence[str]) -> float:
    """Words (tokens) a second of the whole chain in one process, the better of two runs after warming up."""
    list(nlp.pipe(texts[:50]))
    rates: list[float] = []
    for _ in range(2):
        began = time.perf_counter()
        words = sum(len(doc) for doc in nlp.pipe(texts))
        rates.append(words / (time.perf_counter() - began))
    return max(rates)


def case_scores(held: Sequence[Labelled]) -> dict[str, float]:
    """Share of words of held-back paragraphs whose case comes back from capitals."""
    from truecase_tables import usable

    import gesta_en
    from gesta_en.truecase import WORD

    right: Counter[bool] = Counter()
    for source in held:
        if usable(source.text):
            shouted = "".join(c.upper() if len(c.upper()) == 1 else c for c in source.text)
            back = gesta_en.truecase(shouted)
            right.update(back[m.start() : m.end()] == m.group() for m in WORD.finditer(source.text))
    return {"words": right.total(), "accuracy": right[True] / right.total()}


def evaluate(nlp: Language, data: Path, part: str) -> dict[str, Any]:
    """All scores; `part` is `dev` or `test`."""
    import gesta_en

    sentences = list(read_conllu(data / "ud_english_ewt" / f"en_ewt-ud-{part}.conllu"))
    held = [source for where, source in worldwide(data) if where == ("held" if part == "test" else "dev")]
    same = {c: c for c in CLASSES}
    shouted = [Labelled(h.name, h.text.upper(), h.entities) for h in held if len(h.text.upper()) == len(h.text)]
    restored = [Labelled(s.name, gesta_en.truecase(s.text), s.entities) for s in shouted]
    return {
        "part": part,
        "gold_tokens": parse_scores(nlp, sentences),
        "raw": raw_scores(nlp, sentences),
        "entities": entity_scores(nlp, held, same, CLASSES),
        "entities_shared": entity_scores(nlp, held, same, set(SHARED.values())),
        "entities_capitals": entity_scores(nlp, shouted, same, CLASSES)["all"],
        "entities_capitals_restored": entity_scores(nlp, restored, same, CLASSES)["all"],
        "case": case_scores(held),
        "words_per_second": round(speed(nlp, [h.text for h in held])),
    }


def main() -> None:
    """Print the scores as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--part", choices=("dev", "test"), default="dev")
    options.add_argument("--baseline", help="module with load(), scored on the shared classes only")
    chosen = options.parse_args()
    if chosen.baseline:
        nlp = importlib.import_module(chosen.baseline).load()
        part = "held" if chosen.part == "test" else "dev"
        held = [source for where, source in worldwide(chosen.data) if where == part]
        print(json.dumps(entity_scores(nlp, held, SHARED, set(SHARED.values())), indent=1))
        return
    import gesta_en

    print(json.dumps(evaluate(gesta_en.load(), chosen.data, chosen.part), indent=1))


if __name__ == "__main__":
    main()
