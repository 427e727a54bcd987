"""The shipped YAML files compiled to the JSON that is loaded: ``python -m gesta.codebook.compile``."""

from __future__ import annotations

import msgspec

from gesta.codebook import crosswalk, load
from gesta.codebook.source import SHIPPED


def compiled() -> dict[str, bytes]:
    """The compiled files by name, deterministic."""
    encoder = msgspec.json.Encoder(order="sorted")
    rules = {scheme: crosswalk.read_rules(scheme) for scheme in crosswalk.SCHEMES}
    contents = {load.COMPILED: load.read_source(SHIPPED), crosswalk.COMPILED: rules}
    return {name: encoder.encode(content) + b"\n" for name, content in contents.items()}


if __name__ == "__main__":
    for name, content in compiled().items():
        (SHIPPED / name).write_bytes(content)
