"""The libraries that Gesta stands on: ``python -m gesta.evaluate.audit``.

For everything that is installed because Gesta needs it to run: the licence is one that ``audit.yaml`` allows, or the
library is named there with the reason; the version is the one of ``constraints.txt``. Every module that is imported is
of a library that ``pyproject.toml`` declares. The packages of the front end that the wheel holds parts of have allowed
licences, by ``package-lock.json``. ``NOTICE`` names what is copyleft. Known faults are asked for where ``pip-audit`` is
installed and its service answers; where not, that is told, and nothing fails for it. A line is told for each finding;
the exit status is 1 where there are any. Run in the root of the repository.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from importlib.util import find_spec
from pathlib import Path

import msgspec

_OURS = frozenset({"gesta", "gesta_en", "gesta-en"})
_TO_RUN = ("postgres", "batch", "spark", "queue", "shared")
"""Extras that a user may install to run Gesta; those that are not in pyproject.toml are passed over."""
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?([^;]*)(?:;(.*))?")
_PATIENCE = 120.0


class Named(msgspec.Struct, frozen=True):
    """A library that is used although its licence is not of those allowed for all."""

    licence: str
    why: str


class Rules(msgspec.Struct, frozen=True):
    """What ``audit.yaml`` says."""

    allowed: tuple[str, ...]
    named: dict[str, Named]
    modules: dict[str, str] = {}


def rules() -> Rules:
    """The rules that lie beside this module."""
    return msgspec.yaml.decode(Path(__file__).with_suffix(".yaml").read_bytes(), type=Rules)


def plain(name: str) -> str:
    """The name of a distribution as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(project: Mapping[str, object]) -> tuple[list[str], dict[str, list[str]]]:
    """The requirements of pyproject.toml: those of all, and those of each extra."""
    table = project["project"]
    assert isinstance(table, dict)
    return list(table["dependencies"]), {str(name): list(each) for name, each in table["optional-dependencies"].items()}


def installed(wanted: Iterable[str]) -> dict[str, Distribution]:
    """Everything that is installed because of the requirements, by plain name; what is not installed is left out."""
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}
    waiting = [Requirement(each) for each in wanted]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        asked = waiting.pop()
        key = plain(asked.name), frozenset(asked.extras)
        if key in seen:
            continue
        seen.add(key)
        try:
            held = distribution(asked.name)
        except PackageNotFoundError:
            continue
        found[key[0]] = held
        for text in held.requires or ():
            inner = Requirement(text)
            extras = ("", *asked.extras)
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(inner)
    return dict(sorted(found.items()))


def licences_of(held: Distribution) -> list[str]:
    """The names of the licences that the distribution says it is under; all of them hold."""
    told = held.metadata
    if "License-Expression" in told:
        return [each.strip() for each in told["License-Expression"].split(" AND ")]
    classed = [each.split(" :: ")[-1] for each in told.get_all("Classifier") or () if each.startswith("License")]
    return classed or [" ".join(told.get_all("License") or ()).split("\n")[0].strip()]


def is_allowed(licence: str, known: Rules) -> bool:
    """True for a licence of those allowed, or a choice of which one is."""
    choices = licence[1:-1] if licence.startswith("(") and licence.endswith(")") else licence
    return any(each.strip() in known.allowed for each in choices.split(" OR "))


def licence_faults(held: Mapping[str, Distribution], known: Rules, notice: str) -> Iterator[str]:
    """Libraries under a licence that is neither allowed nor named, and named ones that NOTICE does not tell of."""
    for name, each in held.items():
        if plain(name) in map(plain, _OURS):
            continue
        if name in known.named:
            if name not in notice:
                yield f"{name}: NOTICE does not tell of it, and it is under {known.named[name].licence}"
        elif wrong := [licence for licence in licences_of(each) if not is_allowed(licence, known)]:
            yield f"{name}: under {', '.join(map(repr, wrong))}, which audit.yaml neither allows nor names"


def constraint_faults(held: Mapping[str, Distribution], constraints: str) -> Iterator[str]:
    """Libraries whose version is not the one that constraints.txt pins."""
    pinned = dict(line.split("==", 1) for line in constraints.splitlines() if "==" in line and not line.startswith("#"))
    versions = {plain(name): version.strip() for name, version in pinned.items()}
    for name, each in held.items():
        if name in map(plain, _OURS) or name == "setuptools":
            continue
        if name not in versions:
            yield f"{name}: constraints.txt does not pin it"
        elif versions[name] != each.version:
            yield f"{name}: {each.version} is installed, constraints.txt pins {versions[name]}"


def import_faults(sources: Iterable[Path], wanted: Iterable[str], known: Rules) -> Iterator[str]:
    """Modules that are imported and of no library that is declared."""
    names = {plain(match[1]) for each in wanted if (match := _REQUIREMENT.match(each))}
    brought = packages_distributions()
    seen: dict[str, Path] = {}
    for path in sources:
        for module in _imported(path.read_text(encoding="utf-8")):
            seen.setdefault(module, path)
    for module, path in sorted(seen.items()):
        if module in sys.stdlib_module_names or module in _OURS or known.modules.get(module) in names:
            continue
        if not names & {plain(module), *(plain(each) for each in brought.get(module, ()))}:
            yield f"{path}: imports {module}, which pyproject.toml does not declare"


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def frontend_faults(lock: bytes, known: Rules) -> Iterator[str]:
    """Packages whose code the wheel holds parts of, under a licence that is not allowed."""
    packages = msgspec.json.decode(lock)["packages"]
    for name, each in packages.items():
        licence = str(each.get("license", "none"))
        if name and not each.get("dev") and not is_allowed(licence, known):
            yield f"frontend: {name.removeprefix('node_modules/')} is under {licence!r}, which is not allowed"


def known_faults(constraints: Path) -> tuple[list[str], str]:
    """What pip-audit knows of the pinned versions, and a word on whether it could be asked."""
    if find_spec("pip_audit") is None:
        return [], "KNOWN FAULTS WERE NOT CHECKED: pip-audit is not installed"
    asked = [sys.executable, "-m", "pip_audit", "--requirement", str(constraints), "--no-deps", "--disable-pip",
             "--progress-spinner", "off", "--format", "json"]  # fmt: skip
    try:
        done = subprocess.run(asked, capture_output=True, timeout=_PATIENCE, check=False)
        listed = msgspec.json.decode(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, msgspec.DecodeError, KeyError, OSError):
        return [], "KNOWN FAULTS WERE NOT CHECKED: the service that pip-audit asks does not answer"
    answered = [each for each in listed if "skip_reason" not in each]
    found = [f"{each['name']} {each['version']}: {fault['id']}" for each in answered for fault in each["vulns"]]
    if not answered:
        return [], "KNOWN FAULTS WERE NOT CHECKED: the service that pip-audit asks knows nothing of any library"
    return found, f"known faults were asked for of {len(answered)} of {len(listed)} libraries"


def main() -> int:
    """Audit the repository that this is run in."""
    root, known = Path(), rules()
    needed, extras = declared(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")))
    to_run = [*needed, *(each for name in _TO_RUN for each in extras.get(name, ()))]
    held = installed(to_run)
    sources = sorted((root / "src").rglob("*.py"))
    faults, word = known_faults(root / "constraints.txt")
    findings = [
        *licence_faults(held, known, (root / "NOTICE").read_text(encoding="utf-8")),
        *constraint_faults(held, (root / "constraints.txt").read_text(encoding="utf-8")),
        *import_faults(sources, [*needed, *(each for listed in extras.values() for each in listed)], known),
        *frontend_faults((root / "frontend" / "package-lock.json").read_bytes(), known),
        *faults,
    ]
    for each in findings:
        print(each)
    print(f"{len(held)} libraries, {len(findings)} findings; {word}", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
