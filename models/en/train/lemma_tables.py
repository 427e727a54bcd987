"""Build the lemmatiser's tables from the treebank's training part and spaCy's lookup data (WordNet rules)."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from corpora import read_conllu
from spacy.lookups import load_lookups

from gesta_en.lemmas import Lemmatizer

_KINDS = ("noun", "verb", "adj", "adv")


def tables(data: Path) -> dict[str, Any]:
    """Tables with the seen forms that the rules alone get wrong."""
    lookups = load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"])
    rules, exceptions, index = (lookups.get_table(f"lemma_{name}") for name in ("rules", "exc", "index"))
    built: dict[str, Any] = {
        "seen": {},
        "exceptions": {k: {w: ls[0] for w, ls in exceptions[k].items() if ls and ls[0]} for k in _KINDS if k in exceptions},
        "rules": {k: rules.get(k, rules["adj"]) for k in _KINDS},
        "known": {k: [w for w in index[k] if w.isalpha() and w.islower()] for k in _KINDS},
    }
    for kind in _KINDS:
        built["exceptions"].setdefault(kind, {})
        base = _bases(data, kind)
        built["known"][kind] = sorted(set(built["known"][kind]) | base)
    built["rules"]["adv"] = built["rules"]["adj"]
    built["known"]["adv"] = sorted(set(built["known"]["adv"]) | set(built["known"]["adj"]))
    plain = Lemmatizer().load_tables(built)
    built["seen"] = {tag: {w: l for w, l in sorted(forms.items()) if plain.lemma(w, tag) != l} for tag, forms in _seen(data).items()}
    return built


def _bases(data: Path, kind: str) -> set[str]:
    wanted = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV"}[kind]
    counts = Counter(
        lemma
        for s in read_conllu(data / "ud_english_ewt" / "en_ewt-ud-train.conllu")
        for lemma, pos in zip(s.lemmas, s.upos, strict=True)
        if pos == wanted and lemma.isalpha() and lemma.islower()
    )
    return {w for w, n in counts.items() if n > 1}


def _seen(data: Path) -> dict[str, dict[str, str]]:
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for s in read_conllu(data / "ud_english_ewt" / "en_ewt-ud-train.conllu"):
        for word, tag, lemma in zip(s.words, s.tags, s.lemmas, strict=True):
            if tag not in {"NNP", "NNPS"}:
                counts[tag, word.lower().replace("’", "'")][lemma] += 1
    seen: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (tag, word), lemmas in counts.items():
        seen[tag][word] = max(sorted(lemmas), key=lemmas.__getitem__)
    return dict(seen)
