"""The language of a text, from its first body characters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_PREFIX = 3000
"""Characters looked at; more does not change the answer and costs time."""
_SHORT = 60
"""Letters below which the identifier guesses; only function words are trusted then."""
_SURE = 0.9
"""Normalised probability from which the identifier is believed against the function words."""
_ENGLISH_SHARE = 0.12
"""Share of English function words from which a text is English; running news has 0.35 to 0.45, French 0.03."""
_FOREIGN = 0.5
"""Share of words in another script from which a text is not English, however short it is."""
_LATIN = re.compile(r"[a-zÀ-ɏ]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in a is was were that for on with by at from as it has have had he she they his her their an be "
    "been after said who which are not but this or will its".split()
)
NAMES = {
    "ar": "Arabic", "bn": "Bengali", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "ha": "Hausa",
    "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "my": "Burmese", "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "so": "Somali", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""English names for messages; another language is named by its code."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, None where the text does not tell.

    Capitals are lowered first: the identifier takes capitals for other languages.
    """
    sample = text[:_PREFIX].lower()
    words = _WORD.findall(sample)
    if not words:
        return None
    share = sum(1 for word in words if word in _ENGLISH) / len(words)
    if share >= _ENGLISH_SHARE:
        return "en"
    is_foreign = sum(1 for word in words if not _LATIN.match(word)) / len(words) >= _FOREIGN
    if sum(map(len, words)) < _SHORT and not is_foreign:
        return "en" if any(word in _ENGLISH for word in words) and sample.isascii() else None
    code, probability = _identifier().classify(sample.encode(errors="ignore").decode())
    if is_foreign:
        return str(code)
    return str(code) if code == "en" or probability >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
