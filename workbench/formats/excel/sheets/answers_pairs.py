"""A block of the sheet Answers for comparisons of pairs: judgements, weights, consistency, and the steps to them."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from workbench.engine.formulas.comparisons import random_index
from workbench.formats.excel.book import letter
from workbench.formats.excel.pair_steps import pair_steps
from workbench.formats.excel.sheets.answers_layout import WEIGHT, write_head, write_names
from workbench.formats.excel.words import CONSISTENCY_LIMIT, NONE, PAIR_RULES, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.formats.excel.book import Page
    from workbench.formats.excel.pair_steps import PairSteps
    from workbench.formats.excel.sheets.answers_layout import Asked
    from workbench.model.evaluation import Matrix

WORKINGS = 12
"""Column L: the steps stand to the right of what is printed."""

CONSISTENT, INCONSISTENT = "up to the limit", "above the limit: look at the judgements again"
NOT_JOINED = "a judgement is no number above 0, or the judgements do not join all"


class _Tables:
    """Where the steps' tables stand: side by side, those of the means above those of the eigenvector."""

    def __init__(self, asked: Asked) -> None:
        self.n = asked.size
        self.rule = f"$F${asked.top + 1}"
        self.rows = asked.top + 2, asked.top + 4 + asked.size

    def column(self, table: int, place: int) -> str:
        """Return the letters of a column; the one after the last holds a vector."""
        return letter(WORKINGS + table * (self.n + 2) + place)

    def cell(self, chain: int, table: int, i: int, j: int) -> str:
        """Return a cell of a table of the means (0) or of the eigenvector (1)."""
        return f"{self.column(table, j)}{self.rows[chain] + i}"

    def row(self, chain: int, table: int, i: int) -> str:
        """Return a row of a table."""
        return f"{self.cell(chain, table, i, 0)}:{self.cell(chain, table, i, self.n - 1)}"

    def down(self, chain: int, table: int, j: int) -> str:
        """Return a column of a table, fixed."""
        row = self.rows[chain]
        return f"${self.column(table, j)}${row}:${self.column(table, j)}${row + self.n - 1}"

    def whole(self, chain: int, table: int) -> str:
        """Return a whole table, fixed."""
        row = self.rows[chain]
        return f"${self.column(table, 0)}${row}:${self.column(table, self.n - 1)}${row + self.n - 1}"


def write_pairs(page: Page, asked: Asked) -> None:
    """Write the block of one group."""
    steps, at = pair_steps(asked), _Tables(asked)
    _write_judgements(page, asked)
    _write_table_of_judgements(page, asked, steps, at)
    _write_means(page, steps, at)
    _write_powers(page, steps, at)
    _write_weights(page, asked, steps, at)


def _write_judgements(page: Page, asked: Asked) -> None:
    top, answers = asked.top + 1, asked.answers
    page.text(f"D{top}", "Rule: how judgements become weights; its number", "label")
    page.text(f"E{top}", answers.priority, "input_text")
    rule = PAIR_RULES.index(answers.priority) + 1
    page.put(f"F{top}", f"IFERROR(MATCH(E{top},pair_words,0),0)", rule, "calc_int")
    for column, text in zip("ABCDEF", ("No.", "", "", "This one is", "times as important", "as this one"), strict=True):
        page.text(f"{column}{top + 1}", text, "header_left" if column in "DF" else "header")
    for column in "GHIJ":
        page.blank(f"{column}{top + 1}", "header")
    given = {(each.above, each.below): each.times for each in answers.comparisons}
    for place, (above, below) in enumerate(asked.pairs):
        row, times = top + 2 + place, given.get((answers.named[above], answers.named[below]))
        page.number(f"A{row}", place + 1, "number")
        page.text(f"D{row}", asked.labels[above], "label")
        if times is None:
            page.blank(f"E{row}", "input")
        else:
            page.number(f"E{row}", times, "input")
        page.text(f"F{row}", asked.labels[below], "line")


def _write_table(
    page: Page, at: _Tables, chain: int, table: int, values: Matrix, formula: Callable[[int, int], str]
) -> None:
    for i in range(at.n):
        for j in range(at.n):
            value = float(values[i, j])
            page.put(at.cell(chain, table, i, j), formula(i, j), value if value == value else NONE, "calc_four")  # noqa: PLR0124


def _squared(at: _Tables, chain: int, table: int, i: int, j: int) -> str:
    return "+".join(f"{at.cell(chain, table, i, k)}*{at.cell(chain, table, k, j)}" for k in range(at.n))


def _write_table_of_judgements(page: Page, asked: Asked, steps: PairSteps, at: _Tables) -> None:
    place = {pair: number for number, pair in enumerate(asked.pairs)}
    top = asked.top + 3

    def judged(i: int, j: int) -> str:
        if i == j:
            return "1"
        if (i, j) in place:
            cell = f"$E${top + place[i, j]}"
            return f'IF(ISNUMBER({cell}),IF({cell}>0,{cell},"{NONE}"),"{NONE}")'
        other = at.cell(0, 0, j, i)
        return f'IF(ISNUMBER({other}),1/{other},"{NONE}")'

    page.text(f"{at.column(0, 0)}{at.rows[0] - 1}", "Judgements; then steps to the geometric means", "note")
    _write_table(page, at, 0, 0, steps.judged, judged)


def _write_means(page: Page, steps: PairSteps, at: _Tables) -> None:
    """Write the geometric means of the judgements: a sum of powers, doubled in length at each step."""
    n = at.n

    def remainder(i: int, j: int) -> str:
        row = at.row(0, 0, i)
        if i == j:
            return f"(COLUMNS({row})-COUNT({row}))/COLUMNS({row})"
        return f"IF(ISNUMBER({at.cell(0, 0, i, j)}),0,-1/COLUMNS({row}))"

    for table, (total, power) in enumerate(steps.means, start=1):
        if table == 1:
            _write_table(page, at, 0, table, power, remainder)
        else:
            _write_table(page, at, 0, table, power, lambda i, j, table=table: _squared(at, 0, table - 1, i, j))  # type: ignore[misc]
        for i in range(n):
            row = at.row(0, 0, i)
            if table == 1:
                formula = f"LN(PRODUCT({row}))/COLUMNS({row})"
            else:
                before = [at.cell(0, table - 1, k, n) for k in range(n)]
                parts = "+".join(f"{at.cell(0, table - 1, i, k)}*{before[k]}" for k in range(n))
                formula = f"{before[i]}+{parts}"
            page.put(at.cell(0, table, i, n), formula, float(total[i]), "calc_four")
    last = len(steps.means)
    totals = steps.means[-1][0]
    sums = at.down(0, last, n)
    for i in range(n):
        own = at.cell(0, last, i, n)
        rise = float(totals[i] - totals.max())
        page.put(at.cell(0, last + 1, i, 0), f"EXP({own}-MAX({sums}))", exp(rise), "calc_four")
        share = f"{at.cell(0, last + 1, i, 0)}/SUM({at.down(0, last + 1, 0)})"
        page.put(at.cell(0, last + 1, i, 1), share, float(steps.mean_weights[i]), "calc_four")


def _write_powers(page: Page, steps: PairSteps, at: _Tables) -> None:
    """Write the table whose principal eigenvector is the weights, and its powers, squared at each step."""
    n, weights = at.n, len(steps.means) + 1

    def start(i: int, j: int) -> str:
        row, own = at.row(0, 0, i), at.cell(0, 0, i, j)
        if i == j:
            return f"IF({at.rule}=1,1+COLUMNS({row})-COUNT({row}),1)"
        implied = f"{at.cell(0, weights, i, 1)}/{at.cell(0, weights, j, 1)}"
        return f"IF(ISNUMBER({own}),{own},IF({at.rule}=1,0,{implied}))"

    text = "Table whose largest eigenvalue and eigenvector are looked for; then its powers"
    page.text(f"{at.column(0, 0)}{at.rows[1] - 1}", text, "note")
    _write_table(page, at, 1, 0, steps.powers[0], start)
    for table, power in enumerate(steps.powers[1:], start=1):
        whole = at.whole(1, table - 1)
        _write_table(page, at, 1, table, power,
                     lambda i, j, table=table, whole=whole: f"({_squared(at, 1, table - 1, i, j)})/SUM({whole})")  # type: ignore[misc]  # fmt: skip
    last, power = len(steps.powers) - 1, steps.powers[-1]
    whole = at.whole(1, last)
    for i in range(n):
        share = f"SUM({at.row(1, last, i)})/SUM({whole})"
        page.put(at.cell(1, last, i, n), share, float(steps.vector[i]), "calc_four")
        page.put(at.cell(1, 0, n, i), at.cell(1, last, i, n), float(steps.vector[i]), "calc_four")
        across = float(power[:, i].sum() / power.sum())
        page.put(at.cell(1, last, n, i), f"SUM({at.down(1, last, i)})/SUM({whole})", across, "calc_four")


def _write_weights(page: Page, asked: Asked, steps: PairSteps, at: _Tables) -> None:
    n, first, last = at.n, asked.first, len(steps.powers) - 1
    write_head(page, first - 1, ("", "", "", "", "", "Weight"))
    write_names(page, asked)
    below = first + n
    valid, weights = f"$E${below + 4}", asked.weights
    for i, name in enumerate(asked.answers.named):
        chosen = f"IF({at.rule}=1,{at.cell(1, last, i, n)},{at.cell(0, len(steps.means) + 1, i, 1)})"
        formula = f'IF({valid}=1,answer_total*{chosen},"{UNKNOWN}")'
        page.put(f"{WEIGHT}{first + i}", formula, weights[name], "out_two")
    size = f"COLUMNS({at.row(1, 0, 0)})"
    vector = f"{at.cell(1, 0, n, 0)}:{at.cell(1, 0, n, n - 1)}"
    _line(page, below, "Largest eigenvalue", f"SUMPRODUCT({at.whole(1, 0)}*{vector})", steps.largest)
    _line(page, below + 1, "Consistency index", f"(MAX(E{below},{size})-{size})/({size}-1)", steps.index)
    random, ratio = random_index(n), steps.ratio
    page.text(f"D{below + 2}", "Random index for so many criteria: Saaty (1980)", "label")
    if random is None:
        page.text(f"E{below + 2}", NONE, "fixed")
    else:
        page.number(f"E{below + 2}", random, "fixed")
    formula = f'IF(ISNUMBER(E{below + 2}),IF(E{below + 2}>0,E{below + 1}/E{below + 2},0),"{NONE}")'
    _line(
        page,
        below + 3,
        "Consistency ratio: consistency index by random index",
        formula,
        NONE if ratio is None else ratio,
    )
    ratio_cell = f"E{below + 3}"
    words = f'IF({ratio_cell}>consistency_limit,"{INCONSISTENT}","{CONSISTENT}")'
    verdict = NONE if ratio is None else INCONSISTENT if ratio > CONSISTENCY_LIMIT else CONSISTENT
    page.put(f"F{below + 3}", f'IF(ISNUMBER({ratio_cell}),{words},"{NONE}")', verdict, "line")
    _write_valid(page, asked, at, last)


def _write_valid(page: Page, asked: Asked, at: _Tables, last: int) -> None:
    row, pairs = asked.first + at.n + 4, f"E{asked.top + 3}:E{asked.top + 2 + len(asked.pairs)}"
    vector, across = at.down(1, last, at.n), f"{at.cell(1, last, at.n, 0)}:{at.cell(1, last, at.n, at.n - 1)}"
    whole = at.whole(1, last)
    apart = f"SUMPRODUCT(ABS({whole}/SUM({whole})-{vector}*{across}))"
    numbers = f'ROWS({pairs})-COUNTBLANK({pairs})=COUNTIF({pairs},">0")'
    page.text(f"D{row}", "1 if they are fit, join all, and have converged", "label")
    page.put(f"E{row}", f"IF(AND({numbers},{at.rule}>0,MIN({whole})>0,{apart}<tie_tol),1,0)", 1, "calc_int")
    page.put(f"F{row}", f'IF(E{row}=1,"they do","{NOT_JOINED}")', "they do", "line")


def _line(page: Page, row: int, label: str, formula: str, value: float | str) -> None:
    page.text(f"D{row}", label, "label")
    page.put(f"E{row}", formula, value, "calc_four")
