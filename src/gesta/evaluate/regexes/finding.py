"""Every regular expression in a package: those made when its modules are imported, and those in its functions."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

_CALLS = frozenset({"match", "search", "sub", "subn", "findall", "finditer", "split", "fullmatch", "compile"})
_ANY_WORD = "word"
"""Stands in a pattern for what only a run knows, such as a name that was escaped."""


def patterns(package: ModuleType) -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Every pattern of the package's modules by where it stands: "module:name", "module:line" for one in a function.

    Modules are imported, ``__main__`` aside. A part of a pattern that only a run knows counts as one word.
    """
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    seen: set[object] = set()
    for module in _modules(package):
        for name, value in _held(module.__name__, vars(module)):
            if value not in seen:
                seen.add(value)
                found[name] = value
        if module.__file__:
            found.update(_called(module, Path(module.__file__).read_text(encoding="utf-8")))
    return found


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not each.name.endswith("__main__"):
            yield importlib.import_module(each.name)


def _held(name: str, value: object, depth: int = 4) -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """The patterns in a value of a module, however it keeps them: in tables, tuples, records."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth and isinstance(value, Mapping):
        for key, inner in list(value.items()):
            if key != "__builtins__" and not isinstance(inner, ModuleType):
                yield from _held(f"{name}:{key}", inner, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for number, inner in enumerate(value):
            yield from _held(f"{name}[{number}]", inner, depth - 1)
    elif depth and not isinstance(value, type) and type(value).__module__.startswith("gesta"):
        fields = getattr(value, "__struct_fields__", None) or getattr(value, "__dataclass_fields__", None) or ()
        for field in fields:
            yield from _held(f"{name}.{field}", getattr(value, field, None), depth - 1)


def _called(module: ModuleType, source: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that functions give to ``re``."""
    for node in ast.walk(ast.parse(source)):
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
                yield f"{module.__name__}:{node.lineno}", re.compile(written)


def _written(node: ast.expr, names: Mapping[str, object]) -> str | None:
    """The pattern's text; None where it is made elsewhere, or is of bytes (those stand in modules)."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        value = names.get(node.id)
        return value if isinstance(value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(part, names) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _written(node.left, names), _written(node.right, names)
        return f"{left or _ANY_WORD}{right or _ANY_WORD}" if left or right else None
    return None


def _part(node: ast.expr, names: Mapping[str, object]) -> str:
    if isinstance(node, ast.FormattedValue):
        return _written(node.value, names) or _ANY_WORD
    return _written(node, names) or ""
