"""Lemmas of English words: a table of seen forms, then exceptions and suffix rules checked against known base forms."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

_KIND = {"NNS": "noun", "VBZ": "verb", "VBD": "verb", "VBN": "verb", "VBG": "verb",
         "JJR": "adj", "JJS": "adj", "RBR": "adv", "RBS": "adv"}  # fmt: skip
_PROPER = frozenset({"NNP", "NNPS"})
_FILE = "lemmas.json.gz"


class Lemmatizer:
    """Sets `token.lemma_` from the form and the Penn tag; decisions are cached."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, str]] = {}
        self._exceptions: dict[str, dict[str, str]] = {}
        self._rules: dict[str, list[list[str]]] = {}
        self._known: dict[str, frozenset[str]] = {}
        self._cache: dict[tuple[int, int], int] = {}

    def load_tables(self, tables: dict[str, Any]) -> Lemmatizer:
        """Take over the tables: seen, exceptions, rules, known."""
        self._seen = tables["seen"]
        self._exceptions = tables["exceptions"]
        self._rules = tables["rules"]
        self._known = {kind: frozenset(words) for kind, words in tables["known"].items()}
        self._cache = {}
        return self

    def tables(self) -> dict[str, Any]:
        """The tables as plain data."""
        known = {kind: sorted(words) for kind, words in self._known.items()}
        return {"seen": self._seen, "exceptions": self._exceptions, "rules": self._rules, "known": known}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token."""
        cache = self._cache
        strings = doc.vocab.strings
        for token in doc:
            key = (token.orth, token.tag)
            lemma = cache.get(key)
            if lemma is None:
                if len(cache) > 500_000:
                    cache.clear()
                lemma = cache[key] = strings.add(self.lemma(token.text, token.tag_))
            token.lemma = lemma
        return doc

    def lemma(self, form: str, tag: str) -> str:
        """The lemma of `form` with the Penn tag `tag`."""
        lower = form.lower().replace("’", "'")
        if tag in _PROPER:
            return self._proper(form, lower, tag)
        seen = self._seen.get(tag, {}).get(lower)
        if seen is not None:
            return seen
        kind = _KIND.get(tag)
        if kind is None or not lower.isascii() or not any(c.isalpha() for c in lower):
            return lower
        return self._exceptions[kind].get(lower) or self._by_rule(lower, kind)

    def _proper(self, form: str, lower: str, tag: str) -> str:
        plural = tag == "NNPS" and lower.endswith("s") and not lower.endswith("ss")
        if not plural:
            return form
        if lower.endswith("ies") and len(lower) > 5:
            return form[:-3] + ("Y" if form.isupper() else "y")
        return form[:-1]

    def _by_rule(self, word: str, kind: str) -> str:
        known = self._known[kind]
        candidates = [word[: len(word) - len(old)] + new for old, new in self._rules[kind] if word.endswith(old)]
        candidates = [c for c in candidates if len(c) > 1]
        for candidate in candidates:
            if candidate in known:
                return candidate
        undoubled = [c[:-1] for c in candidates if len(c) > 3 and c[-1] == c[-2]]
        for candidate in undoubled:
            if candidate in known:
                return candidate
        return self._guess(word, candidates)

    @staticmethod
    def _guess(word: str, candidates: list[str]) -> str:
        """The lemma of a word whose base form is unknown: prefixed and compound forms by their last part."""
        if not candidates:
            return word
        if word.endswith(("ing", "ed")):
            bare = word[:-3] if word.endswith("ing") else word[:-2]
            silent = bare.endswith(("at", "iz", "is", "v", "c", "g", "u", "dl", "bl", "gl", "tl", "pl"))
            return bare + "e" if silent else bare
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("sses", "shes", "ches", "xes", "zes")):
            return word[:-2]
        return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word

    def to_disk(self, path: str | Path, *, exclude: Any = ()) -> None:
        """Write the tables into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.tables(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (folder / _FILE).write_bytes(gzip.compress(text.encode(), mtime=0))

    def from_disk(self, path: str | Path, *, exclude: Any = ()) -> Lemmatizer:
        """Read the tables from the folder `path`."""
        return self.load_tables(json.loads(gzip.decompress((Path(path) / _FILE).read_bytes())))


@Language.factory("gesta_lemmas", assigns=["token.lemma"], requires=["token.tag"])
def make_lemmatizer(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Factory of the lemmatiser component."""
    return Lemmatizer()
