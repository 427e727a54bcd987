"""Whether plain data has the shape of a record: every fault with its place, where a decoder stops at the first one.

A key without a value ("inclusions:" with nothing after it) counts as not given: a file being filled in has many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

import msgspec
from msgspec import inspect

from gesta.codebook.records import Family, TriggerPos
from gesta.codebook.suggest import hint
from gesta.model.terms import ArgumentRole, ConceptClass, CountField, Realis
from gesta.yaml_source import Path_, Plain

Fault = tuple[Path_, str, str]
"""Where in the file, what is wrong, what to do."""
_NAMES: dict[type[inspect.Type], str] = {
    inspect.StrType: "text",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.BoolType: "true or false",
    inspect.VarTupleType: "a list: [one, other]",
    inspect.DictType: "keys with values: {key: value}",
    inspect.StructType: "keys with values: {key: value}",
}
_SETS = (ConceptClass, Family, TriggerPos, ArgumentRole, CountField, Realis)
_IN_ORDER = {frozenset(get_args(each)): get_args(each) for each in _SETS}
"""The closed sets in the order of the glossary; the library has them by the alphabet."""


def given(data: Plain) -> Plain:
    """The data without keys that have no value."""
    if isinstance(data, Mapping):
        return {key: given(value) for key, value in data.items() if value is not None}
    return [given(each) for each in data] if isinstance(data, list) else data


def faults(data: Plain, record: type[msgspec.Struct], hints: Mapping[str, str]) -> Iterator[Fault]:
    """Every fault of the data as a file of the record, in the order of the record's fields.

    ``hints``: what to write for a field, by its name; a field of a part is named with the part ("triggers.lemma").
    """
    info = inspect.type_info(record)
    assert isinstance(info, inspect.StructType)
    yield from _struct(data, info, (), hints)


def _check(data: Plain, wanted: inspect.Type, at: Path_, hints: Mapping[str, str]) -> Iterator[Fault]:
    if isinstance(wanted, inspect.StructType):
        yield from _struct(data, wanted, at, hints)
    elif isinstance(wanted, inspect.DictType):
        yield from _dict(data, wanted, at, hints)
    elif isinstance(wanted, inspect.VarTupleType):
        if not isinstance(data, list):
            yield at, f"{_named(at)} takes {_NAMES[inspect.VarTupleType]}", ""
            return
        for index, each in enumerate(data):
            yield from _check(each, wanted.item_type, (*at, index), hints)
    elif isinstance(wanted, inspect.LiteralType):
        if data not in wanted.values:
            yield at, f"“{data}” is no {_field(at)}", hint(str(data), _ordered(wanted.values))
    elif not _is(data, wanted):
        yield at, f"{_named(at)} takes {_NAMES.get(type(wanted), 'text or a whole number')}", _quoting(data, wanted)


def _struct(data: Plain, wanted: inspect.StructType, at: Path_, hints: Mapping[str, str]) -> Iterator[Fault]:
    if not isinstance(data, Mapping):
        yield at, f"{_named(at)} takes {_NAMES[inspect.StructType]}", ""
        return
    fields = {field.encode_name: field for field in wanted.fields}
    for key in data:
        if key not in fields:
            yield (*at, key), f"there is no key “{key}”", hint(key, fields)
    for name, field in fields.items():
        if data.get(name) is not None:
            yield from _check(data[name], field.type, (*at, name), hints)
        elif field.required:
            path = ".".join(str(part) for part in (*at, name) if isinstance(part, str))
            yield (*at, name), f"“{name}” is {'empty' if name in data else 'missing'}", hints.get(path, "")


def _dict(data: Plain, wanted: inspect.DictType, at: Path_, hints: Mapping[str, str]) -> Iterator[Fault]:
    if not isinstance(data, Mapping):
        yield at, f"{_named(at)} takes {_NAMES[inspect.DictType]}", ""
        return
    keys = wanted.key_type.values if isinstance(wanted.key_type, inspect.LiteralType) else None
    for key, value in data.items():
        if keys is not None and key not in keys:
            yield (*at, key), f"there is no {_field(at).removesuffix('s')} “{key}”", hint(key, _ordered(keys))
        elif value is not None:
            yield from _check(value, wanted.value_type, (*at, key), hints)


def _ordered(values: Sequence[object]) -> tuple[str, ...]:
    words = tuple(map(str, values))
    return _IN_ORDER.get(frozenset(words), words)


def _is(data: Plain, wanted: inspect.Type) -> bool:
    if isinstance(wanted, inspect.UnionType):
        return any(_is(data, each) for each in wanted.types)
    if isinstance(wanted, inspect.BoolType):
        return isinstance(data, bool)
    if isinstance(wanted, inspect.FloatType):
        return isinstance(data, int | float) and not isinstance(data, bool)
    if isinstance(wanted, inspect.IntType):
        return isinstance(data, int) and not isinstance(data, bool)
    return isinstance(data, str)


def _quoting(data: Plain, wanted: inspect.Type) -> str:
    bare = isinstance(wanted, inspect.StrType) and isinstance(data, bool | int | float)
    return "put it in quotes" if bare else ""


def _field(at: Path_) -> str:
    return next((part for part in reversed(at) if isinstance(part, str)), "file")


def _named(at: Path_) -> str:
    """The field in words: “parents”, an entry of “triggers”, the file."""
    if not at:
        return "the file"
    return f"an entry of “{_field(at)}”" if isinstance(at[-1], int) else f"“{at[-1]}”"
