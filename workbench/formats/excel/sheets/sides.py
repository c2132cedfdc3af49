"""The sheet Sides: what each side gains and bears, how it is shared, and who answers to whom, all live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral import net_benefit, shares
from workbench.engine.computed import proportionality
from workbench.formats.excel.book import shown
from workbench.formats.excel.sheets.analysts import view_formula, view_value
from workbench.formats.excel.sheets.lines import Lines
from workbench.formats.excel.sheets.sides_chart import add_sides_charts
from workbench.formats.excel.sheets.sides_matrix import write_matrix
from workbench.formats.excel.sheets.sides_test import write_test
from workbench.formats.excel.sides_data import seen_as
from workbench.formats.excel.words import BESIDE, CRITERIA, MISSING, NONE, TREE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from workbench.analysis.bilateral.sharing_inputs import SharingCriteria
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.sides_data import SeenAs
    from workbench.model.evaluation import Mask, Matrix

    Objects = NDArray[np.object_]

TOLD = "Benefit − λ × burden = net"

ZONES = ("neutral", "gain-no-loss", "loss", "mixed")
"""Where not all gain: nobody moves, some gain, some lose, both."""


class SideLines(Lines):
    """Lines that say that a score is missing where an option lacks a benefit or a burden."""

    criteria: SharingCriteria
    raw: Matrix
    """Benefits, then burdens, shape (n_options, 2 n_sides); 0 where missing."""
    whole: Mask
    """Which options have them all, shape (n_options,)."""
    at: dict[str, int]
    """The first row of each block of lines."""
    seen: SeenAs | None = None
    """Whose scores are read; None for those on the sheet Scores."""

    @property
    def status_quo(self) -> Matrix:
        """What each side has without an agreement."""
        return self.content.sides.status_quo if self.seen is None else self.seen.status_quo

    @property
    def n_sides(self) -> int:
        """How many sides share."""
        return len(self.criteria.sides)

    def area(self, name: str, column: str, size: int | None = None) -> str:
        """Return a block's range in one column, as long as there are sides."""
        return f"{column}{self.at[name]}:{column}{self.at[name] + (size or self.n_sides) - 1}"

    def cell(self, name: str, column: str, place: int = 0) -> str:
        """Return one cell of a block."""
        return f"{column}{self.at[name] + place}"

    def guarded(
        self,
        name: str,
        labels: Sequence[str],
        formula: Callable[[str, int], str],
        values: Matrix | Sequence[Iterable[Value]],
        style: str = "calc_two",
    ) -> None:
        """Write a block of lines: a word where scores are missing, else the formula.

        Parameters
        ----------
        values
            One row for each label, one column for each option.
        """
        known = self.at["known"]
        rows = [
            [_plain(value) if whole else MISSING for value, whole in zip(row, self.whole.tolist(), strict=True)]
            for row in values
        ]
        self.at[name] = self.lines(
            labels,
            lambda column, place: f'IF({column}${known}=1,{formula(column, place)},"{MISSING}")',
            rows,
            style,
        )


def _plain(value: object) -> Value:
    if isinstance(value, str):
        return value
    return int(value) if isinstance(value, (bool, np.bool_, np.integer, int)) else float(value)  # type: ignore[arg-type]


def write_sides(page: Page, content: Content) -> None:
    """Write benefits and burdens, shares, net benefits, the three-part test and the matrix."""
    sides = content.sides
    note = "From Tree, λ and thresholds from Settings; the judgement is the one on Scores. Points of 0 to 100."
    page.heading("Sides: who gains, who bears, who answers to whom", content.status, note)
    lines = SideLines(page, content, row=6)
    _write_sharing(lines)
    if sides.cells:
        write_matrix(lines)
    lines.widths()
    page.set_up(freeze=f"{content.plan.columns[0]}5", columns="A:F")
    lines.break_pages()


def write_seen(page: Page, content: Content, *, own: bool) -> None:
    """Write the same on each side's own scores for its own benefit and burden, or on the other sides' for them."""
    if own:
        title = "Sides, own view: each side's own scores for its own benefit and burden"
    else:
        title = "Sides, other view: each side's benefit and burden as the other sides score them"
    note = "From Analysts, λ and thresholds from Settings. Points of 0 to 100. The matrix stands on Sides."
    page.heading(title, content.status, note)
    lines = SideLines(page, content, row=6)
    lines.seen = seen_as(content.study, content.sides, own=own)
    _write_sharing(lines)
    lines.widths()
    page.set_up(freeze=f"{content.plan.columns[0]}5", columns="A:F")
    lines.break_pages()


def _write_sharing(lines: SideLines) -> None:
    if lines.content.sides.criteria is None:
        return
    lines.criteria, lines.at = lines.content.sides.criteria, {}
    _write_inputs(lines)
    _write_net(lines)
    lines.starts.append(lines.row)
    lines.row = add_sides_charts(lines)
    write_test(lines)


def _write_inputs(lines: SideLines) -> None:
    content, criteria = lines.content, lines.criteria
    plan, n = content.plan, lines.n_sides
    nodes = [plan.nodes[plan.number[leaf.id] - 1] for leaf in criteria.leaves]
    formulas, used = _inputs(lines, [node.number for node in nodes])
    numbers = np.vectorize(lambda each: isinstance(each, float), otypes=[bool])(used)
    lines.raw, lines.whole = np.where(numbers, used, 0.0).astype(float), numbers.all(axis=1)
    lines.section("Benefit and burden as scored")
    labels = [(f'{CRITERIA}!$D${plan.row(node.number)}&""', node.label) for node in nodes]
    first = lines.lines(labels, formulas, used.T.tolist(), "link_plain")
    lines.at |= {"benefit": first, "burden": first + n}
    lines.at["known"] = lines.line(
        "1 if all are scored",
        lambda column: (
            f"IF(COUNT({lines.area('benefit', column, 2 * n)})=ROWS({lines.area('benefit', column, 2 * n)}),1,0)"
        ),
        lines.whole.astype(int).tolist(),
        "calc_int",
    )
    lines.end()
    lines.section("Shares, and how far apart they are")
    for name, kind, half in (("benefit", "benefit", slice(0, n)), ("burden", "burden", slice(n, None))):
        lines.guarded(
            f"{kind} share",
            [f"Share of the {kind}: {side}" for side in content.sides.labels],
            lambda column, place, name=name: _share(lines, name, column, place),  # type: ignore[misc]
            shares.shares(lines.raw[:, half]).T,
            "calc_pct",
        )
    _write_proportionality(lines)
    lines.guarded("parity", ["Parity ratio: smallest benefit per burden over the largest"],
                  lambda column, _: _parity(lines, column), [_parities(lines)], "calc_four")  # fmt: skip
    lines.end()


def _inputs(lines: SideLines, numbers: list[int]) -> tuple[Callable[[str, int], str], Objects]:
    """Return the formula of each benefit and burden, by column and place, and what they show by option."""
    content, criteria, seen = lines.content, lines.criteria, lines.seen
    if seen is None:
        rows = [content.plan.row(number) for number in numbers]
        used = np.array([content.figures.used[number - 1] for number in numbers], dtype=object).T
        return (lambda column, place: f"{TREE}!{column}{rows[place]}"), used
    views = [seen.views[side] for side in criteria.sides] * 2
    options = range(len(content.plan.options))
    found = [
        [view_value(content, leaf, views[place], option) for place, leaf in enumerate(criteria.leaves)]
        for option in options
    ]
    names = [leaf.id for leaf in criteria.leaves]
    return (lambda column, place: view_formula(content, names[place], views[place], column)), np.array(found, object)


def _write_proportionality(lines: SideLines) -> None:
    content, plan = lines.content, lines.content.plan
    node = plan.nodes[plan.number[lines.criteria.computed] - 1]
    label = (f'{CRITERIA}!$D${plan.row(node.number)}&", 0 to 100"', f"{node.label}, 0 to 100")
    if lines.seen is None:
        row, found = content.beside.computed[node.id], content.figures.used[node.number - 1]
        linked = found.tolist()
        lines.at["proportionality"] = lines.line(label, lambda column: f"{BESIDE}!{column}{row}", linked, "out_two")
        return
    n = lines.n_sides

    def formula(column: str) -> str:
        apart = f"SUMPRODUCT(ABS({lines.area('benefit share', column)}-{lines.area('burden share', column)}))/2"
        known = f"IF(SUM({lines.area('benefit', column)})>0,value_top*(1-{apart}),0)"
        return f'IF({column}${lines.at["known"]}=1,{known},"{MISSING}")'

    figures = proportionality.compute(lines.raw[:, :n], lines.raw[:, n:]).tolist()
    values = [each if whole else MISSING for each, whole in zip(figures, lines.whole.tolist(), strict=True)]
    lines.at["proportionality"] = lines.line(label, formula, values, "out_two")


def _share(lines: SideLines, name: str, column: str, place: int) -> str:
    area = lines.area(name, column)
    return f"IF(SUM({area})>0,{lines.cell(name, column, place)}/SUM({area}),1/ROWS({area}))"


def _parity(lines: SideLines, column: str) -> str:
    gains, bears = lines.area("benefit", column), lines.area("burden", column)
    cells = [
        f"{lines.cell('benefit', column, place)}/{lines.cell('burden', column, place)}"
        for place in range(lines.n_sides)
    ]
    ratio = f"MIN({','.join(cells)})/MAX({','.join(cells)})"
    return f'IF(OR(MIN({bears})<=0,SUM({gains})<=0),"{NONE}",{ratio})'


def _parities(lines: SideLines) -> list[Value]:
    found = (shares.parity_ratio(row[: lines.n_sides], row[lines.n_sides :]) for row in lines.raw)
    return [NONE if each is None else each for each in found]


def _write_net(lines: SideLines) -> None:
    sides, criteria, n = lines.content.sides, lines.criteria, lines.n_sides
    plan = lines.content.plan
    sized = net_benefit.points(lines.raw, criteria.tops).T
    net = net_benefit.net_benefits(lines.raw, criteria.tops, sides.rates).T
    gains = net - lines.status_quo[:, None]
    tops = [plan.row(plan.number[leaf.id]) for leaf in criteria.leaves]
    lines.section("Net benefit: benefit less λ × burden, in points (100 is the top of the scale)")

    def point(column: str, place: int) -> str:
        top = f"MAX({CRITERIA}!$E{tops[place]},{CRITERIA}!$F{tops[place]})"
        return f"IF({top}>0,value_top*{lines.cell('benefit', column, place)}/{top},0)"

    labels = [f"Benefit, points: {each}" for each in sides.labels] + [
        f"Burden, points: {each}" for each in sides.labels
    ]
    lines.guarded("points", labels, point, sized)
    lines.guarded(
        "net",
        [f"Net benefit: {each}" for each in sides.labels],
        lambda column, place: (
            f"{lines.cell('points', column, place)}-lambda_{place + 1}*{lines.cell('points', column, n + place)}"
        ),
        net,
        "out_two",
    )
    weighed = sized[n:] * sides.rates[:, None]
    told = [
        [f"{shown(up, 1)} − {shown(down, 1)} = {shown(left, 1)}" for up, down, left in zip(*rows, strict=True)]
        for rows in zip(sized[:n].tolist(), weighed.tolist(), net.tolist(), strict=True)
    ]
    labels = [f"{TOLD}: {each}" for each in sides.labels]
    lines.guarded("told", labels, lambda column, place: _told(lines, column, place), told, "out_center")
    lines.guarded(
        "gain",
        [f"Gain over the status quo: {each}" for each in sides.labels],
        lambda column, place: f"{lines.cell('net', column, place)}-{_start(lines, place)}",
        gains,
    )
    if not _named_start(lines):
        for place, points in enumerate(lines.status_quo.tolist()):
            lines.page.number(f"F{lines.at['gain'] + place}", points, "input")
    lines.guarded("critical", [f"λ at which the gain turns: {each}" for each in sides.labels],
                  lambda column, place: _critical(lines, column, place), _criticals(lines, sized), "calc_four")  # fmt: skip  # noqa: E501
    positive, negative = (gains > net_benefit.TOLERANCE).sum(axis=0), (gains < -net_benefit.TOLERANCE).sum(axis=0)
    lines.guarded(
        "positive",
        ["Sides that gain", "Sides that lose"],
        lambda column, place: f"SUMPRODUCT(--({lines.area('gain', column)}{('>tie_tol', '<-tie_tol')[place]}))",
        [positive, negative],
        "calc_int",
    )
    zones: list[Value] = [
        "mutual-gain" if up == n else ZONES[(up > 0) + 2 * (down > 0)]
        for up, down in zip(positive.tolist(), negative.tolist(), strict=True)
    ]
    words = ",".join(f'"{each}"' for each in ZONES)

    def zone(column: str, _place: int) -> str:
        up, down = lines.cell("positive", column), lines.cell("positive", column, 1)
        everyone = f"{up}=ROWS({lines.area('gain', column)})"
        return f'IF({everyone},"mutual-gain",CHOOSE(1+({up}>0)+2*({down}>0),{words}))'

    lines.guarded("zone", ["Zone"], zone, [zones], "out_center")
    level = net_benefit.points(lines.raw[:, :n], criteria.tops[:n]).mean(axis=1)
    figures = [level[row] * _number(lines, row) / 100.0 for row in range(len(level))]
    lines.guarded(
        "level",
        ["Level and evenness: mean benefit × proportionality"],
        lambda column, _: (
            f"SUM({lines.area('points', column)})/ROWS({lines.area('points', column)})"
            f"*{lines.cell('proportionality', column)}/value_top"
        ),
        [figures],
    )
    lines.end()


def _told(lines: SideLines, column: str, place: int) -> str:
    """Return in words what a side gains, what it bears weighed with its λ, and what is left."""
    burden = f"lambda_{place + 1}*{lines.cell('points', column, lines.n_sides + place)}"
    cells = lines.cell("points", column, place), burden, lines.cell("net", column, place)
    benefit, weighed, net = (f"ROUND({each},1)" for each in cells)
    return f'{benefit}&" − "&{weighed}&" = "&{net}'


def _named_start(lines: SideLines) -> bool:
    """Say whether the status quo is the one that Settings names; else it stands beside the gains."""
    return bool(np.array_equal(lines.status_quo, lines.content.sides.status_quo))


def _start(lines: SideLines, place: int) -> str:
    return f"status_quo_{place + 1}" if _named_start(lines) else f"$F{lines.at['told'] + lines.n_sides + place}"


def _number(lines: SideLines, option: int) -> float:
    found = lines.page.book.cached[
        lines.page.sheet.title, f"{lines.content.plan.columns[option]}{lines.at['proportionality']}"
    ]
    return found if isinstance(found, float) else 0.0


def _critical(lines: SideLines, column: str, place: int) -> str:
    benefit, burden = (lines.cell("points", column, each) for each in (place, lines.n_sides + place))
    start = _start(lines, place)
    return f'IF(OR({burden}<=0,{benefit}<{start}),"{NONE}",({benefit}-{start})/{burden})'


def _criticals(lines: SideLines, sized: Matrix) -> list[list[Value]]:
    n, start = lines.n_sides, lines.status_quo
    return [
        [
            NONE if (found := net_benefit.critical_rate(benefit, burden, float(start[place]))) is None else found
            for benefit, burden in zip(sized[place].tolist(), sized[n + place].tolist(), strict=True)
        ]
        for place in range(n)
    ]
