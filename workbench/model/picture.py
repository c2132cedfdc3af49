"""Pictures before they have a form: frozen figures with a sentence in words and a table that says the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from workbench.model.report import Table


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its parts from left to right, and how far it can go on where something is open."""

    label: str
    parts: tuple[float, ...]
    high: float | None = None
    """Its end where what is missing turns out best; None where nothing is missing."""
    end: str = ""
    """What stands behind it."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of parts on one scale that begins at 0: contributions, shares of ranks, totals."""

    title: str
    sentence: str
    table: Table
    names: tuple[str, ...]
    """What the parts are."""
    bars: tuple[Bar, ...]
    full: float
    """The end of the scale."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input does to the figure: at its lower and at its upper end."""

    label: str
    low: float
    high: float
    words: str = ""
    """What the two ends are."""
    option: str = ""
    """The option whose score it is; its label begins with it."""


@dataclass(frozen=True, slots=True)
class Tornado:
    """One figure and how far each input moves it, the input that moves it most first."""

    title: str
    sentence: str
    table: Table
    base: float
    """The figure as things are."""
    turning: float
    """The figure at which the finding turns; 0 for a lead."""
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One line of a curve: y at each of the curve's x."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Lines over one axis, with where things are now and where lines meet."""

    title: str
    sentence: str
    table: Table
    x_label: str
    places: tuple[float, ...]
    """The x of every line's values, rising."""
    lines: tuple[CurveLine, ...]
    now: float
    meetings: tuple[tuple[float, float, str], ...] = ()
    """x, y, and who meets."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a scatter."""

    label: str
    x: float
    y: float
    zone: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points on two axes that cross at 0, with a name for each quarter."""

    title: str
    sentence: str
    table: Table
    x_label: str
    y_label: str
    points: tuple[Point, ...]
    quarters: tuple[str, str, str, str] = ("", "", "", "")
    """Top left, top right, bottom left, bottom right."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row of a heat map; a row without values is a heading."""

    label: str
    values: tuple[float | None, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Values from 0 to 100, or none, in rows and columns."""

    title: str
    sentence: str
    table: Table
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    note: str | None = None
    """Said below the map, where it is not what the table's note says."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """Profile lines: in each row every option's place between 0 and 100."""

    title: str
    sentence: str
    table: Table
    names: tuple[str, ...]
    """The options."""
    rows: tuple[HeatRow, ...]
    ends: tuple[str, str] = field(default=("0", "100"))


Picture: TypeAlias = Bars | Tornado | Curve | Scatter | HeatMap | Tracks
