"""Copies found among texts of known descent, beside MinHash with locality-sensitive hashing alone (datasketch)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from gesta.evaluate.copies_edits import COPIES, NO_COPIES, WITH_ANOTHER, Edit, Material, paragraphs
from gesta.evaluate.corpora import Article
from gesta.evaluate.measures import Ratio
from gesta.evaluate.suites.workers import report
from gesta.merge.across.copies import CopyText, copies, text_of
from gesta.merge.across.copies_notice import is_notice
from gesta.model.incidents import Context, DocumentRef, Record, ReportRef
from gesta.model.merged import Copy
from gesta.model.terms import ReportId
from gesta.text.documents import document

_THRESHOLD, _PERMUTATIONS, _SHINGLE = 0.5, 128, 3
"""Settings of the peer: the usual ones for near-duplicates of news."""
_LEAST_WORDS = 80
"""Words of the shortest text that is edited: in a shorter one a share of words is no whole number."""
_DONOR_WORDS = 2_000
"""Different words that edits draw from."""


@dataclass(frozen=True, slots=True)
class Made:
    """A text of known descent. ``family``: the article it was made from; ``holds``: the articles it tells as a whole;
    ``kind``: how it was made, None as it was."""

    family: str
    holds: frozenset[str]
    kind: str | None
    text: CopyText


@dataclass(frozen=True, slots=True)
class CopyFigures:
    """What was found. ``recall`` by kind; ``quoted``: own reports with quoted sentences that were left alone;
    ``precision``: pairs with a made text that tell one article; ``shown``: copies with changes of a kind of which one
    is shown."""

    recall: Mapping[str, Ratio]
    quoted: Ratio
    precision: Ratio
    shown: Mapping[str, Ratio]


Finder = Callable[[Sequence[CopyText]], Iterable[tuple[ReportId, ReportId]]]


def bare_text(article: Article) -> CopyText:
    """The article as copies are found in it, by the text stage alone."""
    read = document(report(article))
    known = ReportRef(read.report.id, read.report.source, read.outlet, read.published)
    shown = DocumentRef(read.title, read.language, read.text, read.blocks, read.sentences)
    return text_of(Record("", "", "", "", known, shown, (), (), Context(), ()))


def usable(article: Article) -> bool:
    """True for an article long enough to be edited whose text is a report and not a page's notice."""
    return len(article.text.split()) >= _LEAST_WORDS and _words(bare_text(article)) >= _LEAST_WORDS


def _words(text: CopyText) -> int:
    return 0 if is_notice(text) else sum(len(each.exact.split()) for each in text.sentences)


def make(originals: Sequence[Article], strangers: Sequence[Article]) -> list[Made]:
    """Every original with a copy of each kind and an own report that quotes it, and texts that are copies of none."""
    donors = sorted({word for each in originals for word in re.findall(r"[^\W\d_]{2,}", each.text)})
    words = Random(1).sample(donors, min(_DONOR_WORDS, len(donors)))
    made = [Made(each.key, frozenset({each.key}), None, bare_text(each)) for each in (*originals, *strangers)]
    for number, article in enumerate(originals):
        other = strangers[number % len(strangers)]
        for kind, edit in (*COPIES.items(), *NO_COPIES.items()):
            changed = _edited(article, other, kind, edit, words)
            own = {article.key} if kind in COPIES else set()
            around = {other.key} if kind in WITH_ANOTHER else set()
            made.append(Made(article.key, frozenset(own | around), kind, bare_text(changed)))
    return made


def _edited(article: Article, other: Article, kind: str, edit: Edit, words: Sequence[str]) -> Article:
    random = Random(f"{kind}{article.key}")
    material = Material(words, paragraphs(other))
    text = "\n\n".join(edit(paragraphs(article), material, random))
    title = other.title if kind in NO_COPIES else article.title
    return replace(article, key=f"{article.key}/{kind}", text=text, title=title)


def score(made: Sequence[Made]) -> CopyFigures:
    """What is found among the texts, each family with one copy of one kind at a time beside all strangers."""
    found = copies_by_kind(made, lambda texts: [(each.report, each.original) for each in copies(texts)])
    by_id = {each.text.report: each for each in made}
    shown = {}
    for kind, what in (("renamed", "name"), ("renumbered", "number")):
        chosen = [each for each in made if each.kind in (None, kind)]
        shown[what] = _shown(copies([each.text for each in chosen]), by_id, what)
    return replace(found, shown=shown)


def score_peer(made: Sequence[Made]) -> CopyFigures:
    """The same by MinHash and locality-sensitive hashing alone."""
    return copies_by_kind(made, near_duplicates)


def copies_by_kind(made: Sequence[Made], finder: Finder) -> CopyFigures:
    """Recall of each kind, among all texts as they were and those of the kind; precision over all kinds."""
    by_id = {each.text.report: each for each in made}
    plain = [each for each in made if each.kind is None]
    recall: dict[str, Ratio] = {}
    precision = quoted = Ratio()
    for kind in (*COPIES, *NO_COPIES):
        those = [each for each in made if each.kind == kind]
        found = [(by_id[one], by_id[other]) for one, other in finder([each.text for each in (*plain, *those)])]
        pairs = [pair for pair in found if pair[0].kind or pair[1].kind]
        families = {one.family for one, other in pairs if one.family == other.family}
        precision += Ratio(sum(bool(one.holds & other.holds) for one, other in pairs), len(pairs))
        if kind in COPIES:
            recall[kind] = Ratio(sum(each.family in families for each in those), len(those))
        else:
            quoted += Ratio(sum(each.family not in families for each in those), len(those))
    return CopyFigures(recall, quoted, precision, {})


def _shown(found: Iterable[Copy], by_id: Mapping[ReportId, Made], kind: str) -> Ratio:
    """Copies with at least one change of the kind, of the copies in which such words were changed."""
    right = total = 0
    for each in found:
        ours, theirs = _letters(by_id[each.report].text), _letters(by_id[each.original].text)
        if ours != theirs:
            total += 1
            right += any(change.kind == kind for change in each.changes)
    return Ratio(right, total)


def _letters(text: CopyText) -> str:
    return " ".join(each.exact for each in text.sentences)


def near_duplicates(texts: Sequence[CopyText]) -> set[tuple[ReportId, ReportId]]:
    """Pairs that datasketch's MinHashLSH gives, by shingles of three words."""
    from datasketch import MinHash, MinHashLSH  # heavy, and of no use to other commands

    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    pairs: set[tuple[ReportId, ReportId]] = set()
    by_id: dict[ReportId, CopyText] = {each.report: each for each in texts}
    for identity in sorted(by_id):
        words = _letters(by_id[identity]).lower().split()
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([" ".join(words[at : at + _SHINGLE]).encode() for at in range(len(words) - _SHINGLE + 1)])
        pairs.update((identity, other) for other in index.query(sketch))
        index.insert(identity, sketch)
    return pairs
