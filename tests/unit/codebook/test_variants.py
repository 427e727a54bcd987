"""A codebook in another guise has the same concepts, whatever their order and their names."""

from __future__ import annotations

from pathlib import Path

from gesta.codebook.load import load
from gesta.codebook.variants import neutral, renamed, reordered
from gesta.model.terms import ConceptId

OWN = """\
id: {id}
class: event
label: A thing
family: coercion
definition: A thing.
parents: [{parent}]
triggers: [{{lemma: shut, pos: verb}}]
"""


def test_another_order_has_the_same_concepts() -> None:
    book = load()
    other = reordered(book, 1)
    assert list(other.concepts) != list(book.concepts)
    assert set(other.concepts) == set(book.concepts)
    assert other.ancestors == book.ancestors
    assert {key: sorted(map(repr, value)) for key, value in other.by_lemma.items()} == {
        key: sorted(map(repr, value)) for key, value in book.by_lemma.items()
    }
    assert list(reordered(book, 1).concepts) == list(other.concepts)


def test_another_name_is_followed_by_all_that_name_it(tmp_path: Path) -> None:
    for name, parent in (("well_shut", "blockade"), ("pump_shut", "well_shut")):
        (tmp_path / f"{name}.yaml").write_text(OWN.format(id=name, parent=parent), encoding="utf-8")
    book = load(tmp_path)
    names = neutral(sorted(book.own), "zz")
    assert names == {"pump_shut": "zz_001", "well_shut": "zz_002"}
    other = renamed(book, names)
    assert other.own == {"zz_001", "zz_002"}
    assert other.ancestors[ConceptId("zz_001")] == {"zz_002", "blockade"}
    assert {each.concept for each in other.triggers("shut")} >= {"zz_001", "zz_002"}
    assert "well_shut" not in other.concepts
    assert renamed(other, {new: old for old, new in names.items()}).by_lemma == book.by_lemma
