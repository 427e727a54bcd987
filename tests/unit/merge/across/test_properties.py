"""What holds for every cluster, whatever its members tell and in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.model.spans import Quote

_OUTLETS = st.sampled_from(["A", "B", "C", None])
_DATES = st.sampled_from(["2021-03-01", "2021-03-02", "2021-03-02T10:00", None])
_BOUNDS = st.sampled_from([(0, 0), (1, 1), (3, 3), (5, 5), (5, None), (None, 9), (2, 4), (None, None)])
_SPEAKERS = st.sampled_from([(None, "media"), ("police", "police"), ("witnesses", "witness"), ("the army", "military")])
_PARTS = st.dictionaries(st.sampled_from(["perpetrators", "police", "children", "civilians"]), st.integers(0, 6))
_FIGURE = st.tuples(
    _BOUNDS,
    _SPEAKERS,
    st.sampled_from(["killed", "injured"]),
    st.booleans(),
    st.sampled_from(["actual", "negated"]),
    _PARTS,
)
_REPORT = st.tuples(_OUTLETS, _DATES, st.lists(_FIGURE, max_size=4), st.sampled_from([None, 0, 1]), st.booleans())


def _members(make: Any, drawn: list[Any]) -> list[Any]:
    made: list[Any] = []
    for number, (outlet, date, figures, copied, withdrawn) in enumerate(drawn):
        told = [
            make.words(low, high, f"{low} to {high}", by, kind, name, lead, realis, parts)
            for (low, high), (by, kind), name, lead, realis, parts in figures
        ]
        copy_of = made[copied].record.report.id if copied is not None and copied < len(made) else None
        made.append(make.member(outlet, date, told, copy_of=copy_of, withdrawn=withdrawn, salt=f" {number}."))
    return made


def _quotes(value: object) -> Iterator[Quote]:
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _quotes(getattr(value, name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _quotes(each)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_fusing(make: Any, data: st.DataObject) -> None:
    members = _members(make, data.draw(st.lists(_REPORT, min_size=1, max_size=6)))
    found = make.merged(members)
    assert make.merged(data.draw(st.permutations(members))) == found
    texts = {each.record.report.id: each.record.document.text for each in members}
    for quote in _quotes(found):
        assert quote.report is not None
        assert texts[quote.report][quote.start : quote.end] == quote.exact
    for mention in found.mentions:
        assert mention.report is not None
        assert texts[mention.report][mention.start : mention.end] == mention.exact
    told = {claim.id for each in members for claim in each.incident.claims}
    assert told <= {claim.id for claim in found.claims}
    assert len({claim.id for claim in found.claims}) == len(found.claims)
    known = {claim.id for claim in found.claims}
    withdrawn = {c.id for each in members if each.withdrawn for c in each.incident.claims}
    for view in found.views:
        for field, figure in view.counts.items():
            bounds = [each for each in (figure.low, figure.best, figure.high) if each is not None]
            assert bounds == sorted(bounds)
            assert figure.claims
            assert set(figure.claims) <= known - withdrawn
            if figure.parts:
                assert field == "killed"
                assert sum(figure.parts.values()) == figure.best
                assert min(figure.parts.values()) >= 0
    assert found.sources <= len(members)
    assert [step.claim for step in found.history if step.replaces == step.claim] == []
    assert msgspec.json.decode(msgspec.json.encode(found), type=type(found)) == found
