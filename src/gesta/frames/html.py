"""HTML for notebooks: text escaped and kept in its own direction, one style for light and dark, no script, no link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from gesta.model.plain import harmless

_STYLE = """
.gesta{font-size:13px;line-height:1.5;max-width:64em;color:inherit}
.gesta table{font-size:inherit;border-collapse:collapse;margin:.4em 0;color:inherit}
.gesta th,.gesta td{text-align:start;vertical-align:top;padding:.15em .7em .15em 0;background:none;border:0}
.gesta thead th{border-bottom:1px solid rgba(128,128,128,.5);font-weight:600}
.gesta tbody tr+tr td,.gesta tbody tr+tr th{border-top:1px solid rgba(128,128,128,.18)}
.gesta th{font-weight:normal;opacity:.65;white-space:nowrap}
.gesta .n{text-align:end;font-variant-numeric:tabular-nums}
.gesta .faint{opacity:.65}
.gesta .head{font-weight:600}
.gesta p{margin:.35em 0;white-space:pre-wrap;overflow-wrap:anywhere}
.gesta .headline{font-weight:600;font-size:1.1em}
.gesta .furniture{opacity:.5;font-size:.92em}
.gesta .furniture{border-inline-start:3px solid rgba(128,128,128,.5);padding-inline-start:.6em}
.gesta details{margin:.25em 0;border-inline-start:3px solid rgba(128,128,128,.35);padding-inline-start:.7em}
.gesta summary{cursor:pointer}
.gesta mark{color:inherit;background:none;border-radius:2px;padding:0 1px;border-bottom:2px solid}
.gesta mark.act{font-weight:700;background:rgba(230,159,0,.28);border-bottom-color:#e69f00}
.gesta mark.toll{background:rgba(213,94,0,.24);border-bottom:3px double #d55e00}
.gesta mark.who{background:rgba(204,121,167,.26);border-bottom:2px dashed #cc79a7}
.gesta mark.where{background:rgba(0,158,115,.24);border-bottom:2px solid #009e73}
.gesta mark.when{background:rgba(86,180,233,.26);border-bottom:2px dotted #56b4e9}
.gesta mark.weapon{border-bottom:2px solid rgba(128,128,128,.9)}
.gesta mark.said{border-bottom:2px dashed rgba(128,128,128,.9)}
.gesta mark.other{border-bottom:1px dotted rgba(128,128,128,.9)}
"""


def block(*parts: str) -> str:
    """The parts, which are HTML, as one piece with its style."""
    return f'<div class="gesta"><style>{_STYLE}</style>{"".join(parts)}</div>'


def text(words: str) -> str:
    """The words as they are, on one line, in the direction of their own script."""
    return f"<bdi>{escape(harmless(words))}</bdi>"


def attribute(words: str) -> str:
    """The words inside the quotes of an attribute."""
    return escape(harmless(words), quote=True)


def faint(words: str) -> str:
    """The words, set back."""
    return f'<span class="faint">{text(words)}</span>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values, a line each."""
    lines = "".join(f"<tr><th>{text(name)}</th><td>{text(value)}</td></tr>" for name, value in pairs)
    return f"<table><tbody>{lines}</tbody></table>" if lines else ""


def table(names: Sequence[str], lines: Iterable[Sequence[str]], numbers: frozenset[int] = frozenset()) -> str:
    """A table of plain cells; ``numbers``: the columns that stand to the end of their cell."""
    side = [' class="n"' if place in numbers else "" for place in range(len(names))]
    head = "".join(f"<th{to}>{text(name)}</th>" for to, name in zip(side, names, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{to}>{text(cell)}</td>" for to, cell in zip(side, line, strict=True)) + "</tr>"
        for line in lines
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
