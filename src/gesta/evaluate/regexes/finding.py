"""Every regular expression in a package: those made when its modules are imported, and those in its functions."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

_AT_A_PLACE = frozenset({"match", "fullmatch"})
_CALLS = _AT_A_PLACE | {"search", "sub", "subn", "findall", "finditer", "split"}
_ANY_WORD = "word"
"""Stands in a pattern for what only a run knows, such as a name that was escaped."""

AnyPattern = re.Pattern[str] | re.Pattern[bytes]


class Held(NamedTuple):
    """A pattern of the package. ``name``: "module:name", "module:line" for one that a function gives to ``re``;
    ``searches``: it may be looked for at every place of a text, not only matched at one."""

    name: str
    pattern: AnyPattern
    searches: bool


def patterns(package: ModuleType) -> list[Held]:
    """Every pattern of the package's modules, each once; modules are imported, ``__main__`` aside.

    A part of a pattern that only a run knows counts as one word.
    """
    modules = list(_modules(package))
    trees = {module.__name__: _tree(module) for module in modules}
    everywhere = _used(trees.values())
    found: dict[tuple[object, int], Held] = {}
    for module in modules:
        here = _used([trees[module.__name__]])
        for name, pattern in _held(f"{module.__name__}:", vars(module)):
            own = name.rpartition(":")[2]
            uses = (here if own.startswith("_") and own in here else everywhere).get(own, _CALLS)
            found.setdefault((pattern.pattern, pattern.flags), Held(name, pattern, not uses <= _AT_A_PLACE))
        for name, pattern, call in _called(module, trees[module.__name__]):
            found.setdefault((pattern.pattern, pattern.flags), Held(name, pattern, call not in _AT_A_PLACE))
    return sorted(found.values(), key=lambda each: each.name)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not each.name.endswith("__main__"):
            yield importlib.import_module(each.name)


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(module.__file__).read_text(encoding="utf-8") if module.__file__ else "")


def _used(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """What is called on each name, anywhere: {"_TAG": {"match"}}. A name of two patterns has the calls of both."""
    found: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _CALLS:
                owner = node.value
                name = (
                    owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
                )
                found[name].add(node.attr)
    return found


def _held(name: str, value: object, depth: int = 4) -> Iterator[tuple[str, AnyPattern]]:
    """The patterns in a value of a module, however it keeps them: in tables, tuples, records."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth and isinstance(value, Mapping):
        for key, inner in list(value.items()):
            if key != "__builtins__" and not isinstance(inner, ModuleType):
                yield from _held(f"{name}{key}" if name.endswith(":") else f"{name}[{key}]", inner, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for number, inner in enumerate(value):
            yield from _held(f"{name}[{number}]", inner, depth - 1)
    elif depth and not isinstance(value, type) and type(value).__module__.startswith("gesta"):
        fields = getattr(value, "__struct_fields__", None) or getattr(value, "__dataclass_fields__", None) or ()
        for field in fields:
            yield from _held(f"{name}.{field}", getattr(value, field, None), depth - 1)


def _called(module: ModuleType, tree: ast.Module) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """The patterns that functions give to ``re``, and the call."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _CALLS
            and node.args
        ):
            written = _written(node.args[0], vars(module))
            if written is not None:
                yield f"{module.__name__}:{node.lineno}", re.compile(written), node.func.attr


def _written(node: ast.expr, names: Mapping[str, object]) -> str | None:
    """The pattern's text; None where it is made elsewhere."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        value = names.get(node.id)
        return value if isinstance(value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(part, names) for part in node.values)
    return None


def _part(node: ast.expr, names: Mapping[str, object]) -> str:
    if isinstance(node, ast.FormattedValue):
        return _written(node.value, names) or _ANY_WORD
    return _written(node, names) or ""
