"""The picture of the totals: horizontal bars from 0 to 100, in the order of the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from workbench.formats.excel.book import LOWEST
from workbench.formats.excel.styles import GREY, INK, LINE, NAVY
from workbench.formats.excel.words import SUMMARY, VALUE_TOP

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content

MOST_BARS = 20
"""Above this many options the picture says less than the table."""

POINTS_PER_CM = 28.35
WIDTH = 26.0
"""Of the picture, in centimetres."""


def add_bars(page: Page, content: Content, row: int, order: list[int], first: int) -> int:
    """Put the picture of the ranking that begins in a row further down, and return the first free row."""
    last = first + len(order) - 1
    page.text(f"A{row}", "Totals, 0 to 100 (an open total has no bar)", "section")
    height = 1.0 + 0.6 * len(content.plan.options)
    chart = BarChart()
    chart.type, chart.style, chart.legend, chart.title = "bar", 10, None, None
    chart.gapWidth = 50
    chart.add_data(Reference(page.sheet, min_col=4, min_row=first, max_row=last), titles_from_data=False)
    series = chart.series[0]
    series.cat = AxDataSource(strRef=StrRef(f"'{SUMMARY}'!$C${first}:$C${last}"))
    series.graphicalProperties = GraphicalProperties(solidFill=NAVY)
    series.invertIfNegative = False
    _label(series)
    _axes(chart)
    chart.layout = Layout(ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.27, y=0.03, w=0.68, h=0.8))
    chart.width, chart.height = WIDTH, height
    page.sheet.add_chart(chart, f"A{row + 1}")
    return row + 3 + int(height * POINTS_PER_CM / LOWEST)


def _text(size: int, color: str) -> RichText:
    latin = Font(typeface="Calibri")
    character = CharacterProperties(sz=size * 100, solidFill=color, latin=latin)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=character), endParaRPr=character)])


def _label(series: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    labels = DataLabelList()
    labels.numFmt, labels.showVal = "0.00", True
    for part in ("showSerName", "showCatName", "showLegendKey", "showPercent", "showBubbleSize"):
        setattr(labels, part, False)
    labels.position = "outEnd"
    labels.txPr = _text(10, INK)
    series.dLbls = labels


def _axes(chart: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    names, values = chart.x_axis, chart.y_axis
    for axis in (names, values):
        axis.delete = False  # openpyxl leaves it out, and Excel then hides the axis
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
        axis.txPr = _text(9, INK if axis is names else GREY)
    names.scaling.orientation = "maxMin"
    values.crosses = "max"
    values.scaling.min, values.scaling.max, values.majorUnit = 0, VALUE_TOP, 25
    values.number_format = "0"
    values.numFmt.sourceLinked = False
    values.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E7E6E6", w=6350))
