"""The geometry of a chart of columns, for components/soejler.html to draw.

Whole numbers only: a template writes 12.5 as 12,5, which SVG does not read. The text
over a column stands for its scale, and says what its height only shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, TOP, PLOT, BELOW = 360, 34, 130, 34
# The part of its share that a column fills, in percent; the widest it is drawn.
FILLS, WIDEST = 70, 44


@dataclass(frozen=True)
class Piece:
    y: int
    height: int
    # Of which series: filled or hollow, so that no one must tell colours apart.
    is_hollow: bool


@dataclass(frozen=True)
class Column:
    x: int
    width: int
    pieces: tuple[Piece, ...]
    text: str
    text_y: int
    label: str
    # Under the label: the year, where a new one begins.
    below: str

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Value:
    """What one column shows. `parts` are stacked, the first lowest."""

    label: str
    parts: tuple[int, ...]
    text: str
    below: str = ""


@dataclass(frozen=True)
class Chart:
    columns: tuple[Column, ...]
    width: int = WIDTH
    height: int = TOP + PLOT + BELOW
    baseline: int = TOP + PLOT
    label_y: int = TOP + PLOT + 15
    below_y: int = TOP + PLOT + 29


def chart(values: Sequence[Value]) -> Chart:
    highest = max((sum(value.parts) for value in values), default=0)
    return Chart(
        tuple(_column(n, value, len(values), highest) for n, value in enumerate(values))
    )


def _column(n: int, value: Value, count: int, highest: int) -> Column:
    share = WIDTH / count
    width = min(round(share * FILLS / 100), WIDEST)
    pieces = _pieces(value.parts, highest)
    top = min((piece.y for piece in pieces), default=TOP + PLOT)
    return Column(
        x=round(share * n + (share - width) / 2),
        width=width,
        pieces=pieces,
        text=value.text,
        text_y=top - 5,
        label=value.label,
        below=value.below,
    )


def _pieces(parts: tuple[int, ...], highest: int) -> tuple[Piece, ...]:
    """Heights are differences of rounded sums, so that equal sums are equally high."""
    pieces, below = [], 0
    for n, part in enumerate(parts):
        if part:
            low, high = (round(PLOT * s / highest) for s in (below, below + part))
            # What there is one of is seen, too.
            height = max(high - low, 1)
            y = TOP + PLOT - low - height
            pieces.append(Piece(y, height, is_hollow=n > 0))
        below += part
    return tuple(pieces)
