"""The page of exports says what the code does."""

from __future__ import annotations

from pathlib import Path

from gesta.cli.export import export
from gesta.export.reference import reference
from gesta.query.grammar import SEVERAL, SINGLE

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "export.md"


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), (
        "run: python -m gesta.export.reference > docs/reference/export.md"
    )


def test_every_option_and_every_name_of_a_url_is_on_the_page() -> None:
    page = reference()
    options = {name for parameter in export.params for name in (*parameter.opts, *parameter.secondary_opts)}
    missing = [name for name in options if name.startswith("--") and name not in page]
    assert sorted(missing) == ["--codebook", "--help"] or sorted(missing) == ["--codebook"]
    fields = {"detained", "injured", "abducted", "displaced", "participants", "sources"}
    names = {name for name in (*SEVERAL, *SINGLE) if name.partition("_")[2] not in fields}
    assert all(f"`{name}" in page for name in names)
