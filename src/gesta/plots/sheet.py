"""What every plot shares: the sheet with its title and footer, colours, letters, and how it becomes a file.

Nothing here or in the drawing modules uses pyplot: a figure is an object that nobody else sees. Text is never read as
mathematics, so that a "$" stays one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from gesta.errors import UsageError
from gesta.model.plain import harmless
from gesta.model.terms import Policy
from gesta.whole import write_whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Side = Literal["top", "bottom", "center_baseline"]
Kind = Literal["time", "map", "tolls", "sources"]

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""Okabe and Ito's colours, told apart by all kinds of colour vision (https://jfly.uni-koeln.de/color/, 2008); the black
of the set is left to the text."""
OTHER = "#B5B5B5"
INK = "#1F2328"
FAINT = "#6B7280"
PAPER = "#FFFFFF"
LEFT = 0.3
"""Inches of margin at the left and right of the sheet."""
_LETTERS = (
    "DejaVu Sans", "Noto Sans", "Noto Naskh Arabic", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
    "Noto Sans Bengali", "Noto Sans Thai", "Noto Sans Ethiopic", "Noto Sans Myanmar", "Noto Sans CJK SC",
    "Noto Sans CJK JP", "WenQuanYi Zen Hei", "Unifont", "sans-serif",
)  # fmt: skip
"""Asked for in this order, letter by letter; those that are not installed are left out."""
_INCH_OF_LETTERS, _INCH_OF_SMALL = 8.6, 17.0
"""Letters of the title and of the notes that an inch holds."""
_MOST_LINES = 4
_DPI = 144
_SALT = "gesta"
"""Ids inside an SVG are made from this instead of from chance."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around a plot. ``name``: of the project or file; ``asked``: the filter in words."""

    name: str
    asked: str
    versions: Mapping[str, str]
    policy: Policy = "lead"

    @property
    def footer(self) -> str:
        """The source and what read it."""
        read_by = ", ".join(f"{name} {version}" for name, version in sorted(self.versions.items()))
        return " · ".join(part for part in (self.name, read_by) if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An empty sheet: the figure, and the inches from its bottom and top that title and footer take."""

    figure: Figure
    bottom: float
    top: float

    def axes(self, left: float, bottom: float, right: float, top: float) -> Axes:
        """Axes at so many inches from the sheet's left, from above the footer, from its right, from under the title."""
        width, height = self.figure.get_size_inches()
        return self.figure.add_axes(
            (left / width, (self.bottom + bottom) / height, (width - left - right) / width,
             (height - self.bottom - bottom - self.top - top) / height)
        )  # fmt: skip

    def words(
        self, x: float, y: float, text: str, *, size: float, va: Side, color: str = INK, weight: str = "normal"
    ) -> None:
        """The text stands at so many inches from the sheet's left and bottom."""
        width, height = self.figure.get_size_inches()
        self.figure.text(x / width, y / height, text, size=size, va=va, color=color, weight=weight, linespacing=1.35)


@contextmanager
def drawing() -> Iterator[None]:
    """Inside, figures are made and written in one way, whatever the user's own settings of matplotlib are."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_settings())
        yield


def _settings() -> dict[Any, object]:
    """What is set of matplotlib; it types its own names, which differ from one version to the next."""
    return {
        "font.family": _installed(),
        "font.size": 9.0,
        "text.parse_math": False,
        "text.usetex": False,
        "text.color": INK,
        "axes.edgecolor": FAINT,
        "axes.labelcolor": INK,
        "axes.unicode_minus": False,
        "xtick.color": FAINT,
        "ytick.color": FAINT,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "hatch.linewidth": 0.6,
        "svg.fonttype": "none",
        "svg.hashsalt": _SALT,
        "path.simplify": True,
    }


def _installed() -> list[str]:
    from matplotlib import font_manager

    there = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in _LETTERS if name in there or name == "sans-serif"]


def sheet(title: str, notes: Sequence[str], caption: Caption, width: float, body: float) -> Sheet:
    """A sheet so many inches wide, with ``body`` inches for the plot between the title above it and, below, the notes,
    each on lines of its own, and the footer."""
    from matplotlib.figure import Figure

    letters = int((width - 2 * LEFT) * _INCH_OF_LETTERS)
    small = int((width - 2 * LEFT) * _INCH_OF_SMALL)
    heading = wrap(harmless(title), letters, max_lines=_MOST_LINES, placeholder=" …") or [""]
    below = [line for note in notes for line in wrap(harmless(note), small)]
    below += wrap(harmless(caption.footer), small, max_lines=_MOST_LINES, placeholder=" …")
    bottom, top = 0.26 + 0.145 * len(below), 0.34 + 0.22 * len(heading)
    height = bottom + body + top
    figure = Figure(figsize=(width, height), facecolor=PAPER)
    page = Sheet(figure, bottom, top)
    page.words(LEFT, height - 0.2, "\n".join(heading), size=13.0, weight="bold", va="top")
    page.words(LEFT, 0.14, "\n".join(below), size=7.5, color=FAINT, va="bottom")
    return page


def plain(axes: Axes) -> None:
    """The axes have no frame but the line that the marks stand on."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)


def whole_ticks(top: int, most: int = 6) -> list[int]:
    """Round whole numbers from 0 to at least ``top``, at most ``most`` steps."""
    step = next(
        factor * 10**power for power in range(12) for factor in (1, 2, 5) if factor * 10**power * most >= max(top, 1)
    )
    return list(range(0, max(top, 1) + step, step))


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn plot: ``data`` is what was drawn, as plain records; ``figure`` matplotlib's own."""

    kind: Kind
    title: str
    data: object
    figure: Figure

    def svg(self) -> bytes:
        """The plot as SVG; the same plot gives the same bytes."""
        return self._written("svg", {"Date": None, "Creator": "Gesta", "Title": harmless(self.title)})

    def png(self) -> bytes:
        """The plot as PNG."""
        return self._written("png", {"Software": "Gesta", "Title": harmless(self.title)})

    def save(self, path: str | Path) -> None:
        """The plot stands in the file, as SVG or PNG by its ending; raises UsageError for another one."""
        target = Path(path)
        makers = {".svg": self.svg, ".png": self.png}
        if target.suffix.lower() not in makers:
            raise UsageError(f"{target}: a plot is written as .svg or .png")
        write_whole(target, makers[target.suffix.lower()]())

    def _repr_png_(self) -> bytes:
        return self.png()

    def _written(self, form: str, metadata: dict[str, str | None]) -> bytes:
        made = io.BytesIO()
        with drawing():
            self.figure.savefig(made, format=form, dpi=_DPI, metadata=metadata)
        return made.getvalue()
