"""Documents to analyses: tokens, tags, lemmas, parse and entities from the English model.

One document's sentences form one batch, whatever else is read beside it, so that a result never depends on the batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, get_args

import numpy as np

from gesta.model.analysis import Analysis, NamedSpan
from gesta.model.documents import Document
from gesta.model.spans import Span
from gesta.model.terms import EntityLabel

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_CAPITALS_SHARE = 0.6
"""Share of upper-case letters from which a sentence counts as set in capitals; running English text has about 0.05."""
_TITLE_SHARE = 0.7
"""Share of capitalised words from which a headline counts as set in title case."""
_LABELS: dict[str, EntityLabel] = {label: label for label in get_args(EntityLabel)}


@cache
def language_model() -> Language:
    """The English pipeline; loaded once a process (about a second).

    Its matrix products run on one thread: two workers with two threads each are slower than one alone, and one thread
    gives the same rounding whatever the number of cores.
    """
    from threadpoolctl import threadpool_limits

    import gesta_en

    model: Language = gesta_en.load()
    threadpool_limits(limits=1, user_api="blas")
    return model


def model_version() -> str:
    """The stamp that records carry: ``en@<major>``."""
    import gesta_en

    return f"en@{gesta_en.__version__}"


def analyse(documents: Iterable[Document]) -> Iterator[Analysis]:
    """The analysis of each document, in order; a document without sentences has an empty one."""
    for document in documents:
        yield analyse_one(document)


def analyse_one(document: Document) -> Analysis:
    """Tokens, parse and entities of every sentence; offsets count in ``document.text``."""
    import gesta_en

    nlp = language_model()
    prepared = [_tokenise(nlp, document, sentence) for sentence in document.sentences]
    filled = [item for item in prepared if item[1]]
    if filled:
        gesta_en.annotate(nlp, [doc for doc, _ in filled])
    return _assemble(filled)


def _tokenise(nlp: Language, document: Document, sentence: Span) -> tuple[Doc, tuple[int, ...]]:
    from spacy.attrs import IDX, IS_SPACE, ORTH, SPACY
    from spacy.tokens import Doc

    raw = document.text[sentence.start : sentence.end]
    block = document.block_at(sentence.start)
    text = _restore_case(raw, headline=block is not None and block.kind == "headline")
    # Whole columns, not token by token, here and in ``_assemble``: these are three in a hundred of a document's time.
    made = nlp.make_doc(text.replace("\n", " ").replace("\r", " "))
    strings = nlp.vocab.strings
    columns = made.to_array([ORTH, IDX, SPACY, IS_SPACE]).tolist()
    words = [strings[form] for form, _, _, blank in columns if not blank]
    spaces = [bool(spaced) for _, _, spaced, blank in columns if not blank]
    starts: list[bool | int | None] = [number == 0 for number in range(len(words))]
    doc = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)
    return doc, tuple(sentence.start + at for _, at, _, blank in columns if not blank)


def _restore_case(text: str, *, headline: bool) -> str:
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, filter(str.isalpha, text)))
    if (letters > 3 and capitals / letters > _CAPITALS_SHARE) or (headline and _in_title_case(text)):
        import gesta_en

        restored = gesta_en.truecase(text)
        return restored if len(restored) == len(text) else text
    return text


def _in_title_case(text: str) -> bool:
    words = [word for word in text.split() if word[:1].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) / len(words) > _TITLE_SHARE


def _assemble(parts: list[tuple[Doc, tuple[int, ...]]]) -> Analysis:
    from spacy.attrs import DEP, HEAD, LEMMA, ORTH, TAG

    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    lemmas: list[str] = []
    tags: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    sentences: list[tuple[int, int]] = []
    sentence_of: list[int] = []
    entities: list[NamedSpan] = []
    for number, (doc, offsets) in enumerate(parts):
        base, strings = len(starts), doc.vocab.strings
        columns = doc.to_array([ORTH, LEMMA, TAG, DEP]).tolist()
        forms = [strings[form] for form, _, _, _ in columns]
        starts.extend(offsets)
        ends.extend(start + len(form) for start, form in zip(offsets, forms, strict=True))
        words.extend(forms)
        lemmas.extend(strings[lemma].lower() for _, lemma, _, _ in columns)
        tags.extend(strings[tag] for _, _, tag, _ in columns)
        # How far each token's head lies after it.
        ways = doc.to_array(HEAD).astype(np.int32).tolist()
        heads.extend(at + way for at, way in enumerate(ways, start=base))
        deps.extend(strings[dep] for _, _, _, dep in columns)
        sentence_of.extend([number] * len(forms))
        sentences.append((base, len(starts)))
        entities.extend(
            NamedSpan(base + entity.start, base + entity.end, _LABELS[entity.label_]) for entity in doc.ents
        )
    entity_of = [-1] * len(starts)
    for index, entity in enumerate(entities):
        entity_of[entity.first : entity.end] = [index] * (entity.end - entity.first)
    return Analysis(
        tuple(starts),
        tuple(ends),
        tuple(words),
        tuple(lemmas),
        tuple(tags),
        tuple(heads),
        tuple(deps),
        _children(heads),
        tuple(sentences),
        tuple(sentence_of),
        tuple(entities),
        tuple(entity_of),
    )


def _children(heads: list[int]) -> tuple[tuple[int, ...], ...]:
    children: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    return tuple(tuple(found) for found in children)
