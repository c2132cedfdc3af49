"""Pictures: native charts with one look, legible in grey, their axes fixed so that no length misleads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from workbench.formats.excel.book import LOWEST
from workbench.formats.excel.styles import GREY, INK, LINE

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page

PALETTE = ("1B4F72", "D98E04", "2E8B57", "8E3B46", "5B5EA6", "9AA5B1", "00818A", "E3C27A", "404040", "BFD7EA")
"""Colors that differ in lightness too: each stays itself in a grey print and for the color-blind."""

GRID = "E7E6E6"
DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash", "lgDashDot")
MARKS = ("circle", "square", "triangle", "diamond", "x", "plus", "star")
POINTS_PER_CM = 28.35
WIDTH = 26.0
"""Of a picture, in centimetres: all of a printed page's width."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A value axis: its ends, its step, its title, how its numbers read."""

    low: float
    high: float
    step: float
    title: str = ""
    number: str = "0"


@dataclass(frozen=True, slots=True)
class Run:
    """One series: where its name and its values stand, as 'Sheet'!$A$1 references."""

    values: str
    name: str = ""
    across: str = ""
    """The horizontal values of a scatter chart."""
    color: int | None = None
    """Which color of the palette; by default that of its place among the series."""
    hatched: bool = False


def bars(names: str, runs: list[Run], axis: Axis | None, *, stacked: bool = False, labels: bool = True) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return horizontal bars from 0, the first name on top; without an axis its ends are left to the program."""
    chart = BarChart()
    chart.type, chart.style, chart.title = "bar", 10, None
    chart.gapWidth = 45
    if stacked:
        chart.grouping, chart.overlap = "stacked", 100
    for place, run in enumerate(runs):
        series = Series(Reference(_Sheet(), min_col=1, min_row=1))
        series.val = NumDataSource(numRef=NumRef(run.values))
        series.cat = AxDataSource(strRef=StrRef(names))
        series.tx = SeriesLabel(strRef=StrRef(run.name)) if run.name else None
        series.graphicalProperties = _filled(run, place)
        series.invertIfNegative = False
        if labels:
            series.dLbls = _labels("outEnd")
        chart.series.append(series)
    _legend(chart, shown=len(runs) > 1)
    _axes(chart.x_axis, chart.y_axis, axis)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.crosses = "max"
    return chart


def _filled(run: Run, place: int) -> GraphicalProperties:
    color = PALETTE[(place if run.color is None else run.color) % len(PALETTE)]
    if not run.hatched:
        return GraphicalProperties(solidFill=color, ln=LineProperties(solidFill="FFFFFF", w=6350))
    ends = ColorChoice(srgbClr=color), ColorChoice(srgbClr="FFFFFF")
    hatch = PatternFillProperties(prst="wdUpDiag", fgClr=ends[0], bgClr=ends[1])
    return GraphicalProperties(pattFill=hatch, ln=LineProperties(solidFill=color, w=6350))


def lines(runs: list[Run], across: Axis, up: Axis) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return straight lines over a numeric axis; the last series is drawn thin and dashed, to mark where one stands."""
    chart = _scatter(across, up)
    for place, run in enumerate(runs):
        series = _series(run)
        mark = place == len(runs) - 1
        color = INK if mark else PALETTE[place % len(PALETTE)]
        line = LineProperties(solidFill=color, w=12700 if mark else 22225)
        line.prstDash = "dash" if mark else DASHES[place % len(DASHES)]
        series.graphicalProperties = GraphicalProperties(ln=line)
        series.marker = Marker(symbol="none")
        series.smooth = False
        chart.series.append(series)
    return chart


def dots(runs: list[Run], across: Axis, up: Axis) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return one marked and named point for each series."""
    chart = _scatter(across, up)
    for place, run in enumerate(runs):
        series = _series(run)
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
        series.marker = Marker(symbol=MARKS[place % len(MARKS)], size=9)
        series.marker.graphicalProperties = GraphicalProperties(solidFill=PALETTE[place % len(PALETTE)])
        series.smooth = False
        chart.series.append(series)
    return chart


def place(page: Page, chart: Any, row: int, height: float, *, names: float = 0.27) -> int:  # noqa: ANN401 - openpyxl has no types
    """Put a picture on a sheet and return the first row below it.

    Parameters
    ----------
    height
        In centimetres.
    names
        Which part of the width the names at the left take.
    """
    legend = 0.24 if chart.legend is not None else 0.05
    inner = ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=names, y=0.04, w=1 - names - legend)
    inner.h = 0.9 - 1.3 / height
    chart.layout = Layout(inner)
    chart.width, chart.height = WIDTH, height
    page.sheet.add_chart(chart, f"A{row}")
    return row + 2 + int(height * POINTS_PER_CM / LOWEST)


class _Sheet:
    """Stands for a sheet where openpyxl asks for one before the references are set."""

    title = "x"


def _scatter(across: Axis, up: Axis) -> Any:  # noqa: ANN401 - openpyxl has no types
    chart = ScatterChart()
    chart.style, chart.title, chart.scatterStyle = 10, None, "lineMarker"
    _axes(chart.x_axis, chart.y_axis, up)
    _scale(chart.x_axis, across)
    for axis in (chart.x_axis, chart.y_axis):
        axis.tickLblPos = "low"
    _legend(chart, shown=True)
    return chart


def _series(run: Run) -> Any:  # noqa: ANN401 - openpyxl has no types
    series = XYSeries(idx=0, order=0)
    series.xVal = AxDataSource(numRef=NumRef(run.across))
    series.yVal = NumDataSource(numRef=NumRef(run.values))
    series.tx = SeriesLabel(strRef=StrRef(run.name))
    return series


def _legend(chart: Any, *, shown: bool) -> None:  # noqa: ANN401 - openpyxl has no types
    if not shown:
        chart.legend = None
        return
    chart.legend.position = "r"
    chart.legend.txPr = _text(9, INK)


def _labels(position: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    labels = DataLabelList()
    labels.numFmt, labels.showVal = "0.00", True
    for part in ("showSerName", "showCatName", "showLegendKey", "showPercent", "showBubbleSize"):
        setattr(labels, part, False)
    labels.position = position
    labels.txPr = _text(9, INK)
    return labels


def _axes(names: Any, values: Any, axis: Axis | None) -> None:  # noqa: ANN401 - openpyxl has no types
    for each in (names, values):
        each.delete = False  # openpyxl leaves it out, and Excel then hides the axis
        each.majorTickMark = each.minorTickMark = "none"
        each.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
        each.txPr = _text(9, INK if each is names else GREY)
    if axis is None:
        values.number_format, values.numFmt.sourceLinked = "0.0", False
        values.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID, w=6350))
    else:
        _scale(values, axis)


def _scale(values: Any, axis: Axis) -> None:  # noqa: ANN401 - openpyxl has no types
    values.scaling.min, values.scaling.max, values.majorUnit = axis.low, axis.high, axis.step
    values.number_format = axis.number
    values.numFmt.sourceLinked = False
    if values.majorGridlines is not None:
        values.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID, w=6350))
    if axis.title:
        values.title = axis.title
        values.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=CharacterProperties(sz=900, b=False, solidFill=GREY))
        values.title.overlay = False


def _text(size: int, color: str) -> RichText:
    latin = Font(typeface="Calibri")
    character = CharacterProperties(sz=size * 100, solidFill=color, latin=latin)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=character), endParaRPr=character)])
