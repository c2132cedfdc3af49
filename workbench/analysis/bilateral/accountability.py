"""Accountability: every option's matrix, the ranking under each aggregator, and the channel that would help most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral import matrix
from workbench.analysis.scoring import local_by_option
from workbench.engine.formulas.ranks import competition_ranks
from workbench.engine.judgements import describe_view
from workbench.engine.method import value_functions
from workbench.engine.tree import GroupNode, Tree, roll_up
from workbench.model.bilateral import Accountability, AggregatorRanking, Channel, OptionMatrix
from workbench.model.criterion import AnchoredScale, Direction, Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.engine.problem import Problem
    from workbench.model.bilateral import MatrixCell
    from workbench.model.evaluation import Matrix
    from workbench.model.study import Study

TOLERANCE = 1e-9


@dataclass(frozen=True)
class _Setting:
    """What the matrix of every option is made from."""

    study: Study
    problem: Problem
    cells: tuple[MatrixCell, ...]
    sides: tuple[str, ...]
    floor: float | None

    @cached_property
    def local(self) -> Matrix:
        """Each option's local weights, shape (n_options, n_nodes)."""
        return local_by_option(self.problem)

    @cached_property
    def column(self) -> Mapping[str, int]:
        """The place of each leaf."""
        return {name: place for place, name in enumerate(self.problem.tree.leaves)}

    def values(self, row: int) -> dict[str, float]:
        """Return an option's values of the criteria in cells."""
        column = self.column
        return {name: float(self.problem.values[row, column[name]]) for cell in self.cells for name in cell.criteria}

    def missing(self, row: int) -> tuple[str, ...]:
        """Return the criteria in cells without a score for an option."""
        column = self.column
        return tuple(name for cell in self.cells for name in cell.criteria if not self.problem.known[row, column[name]])


def accountability(study: Study, problem: Problem, *, view: str | None, floor: float | None) -> Accountability | str:
    """Return the matrix of every option, or why there is none.

    Parameters
    ----------
    study
        With the criteria and options that count.
    floor
        What zeros count as in the geometric mean of the matrix; None: as zeros.
    """
    cells = matrix.matrix_cells(study)
    if not cells:
        return "No matrix: no criterion says who answers to whom (a field of each, on the page Criteria of Study)."
    setting = _Setting(study, problem, cells, tuple(side.id for side in study.sides), floor)
    parents = {study.criterion[name].parent for cell in cells for name in cell.criteria}
    group = parents.pop() if len(parents) == 1 else ""
    results = tuple(_option(setting, row) for row in range(len(study.options)))
    return Accountability(
        view_label=describe_view(study, view),
        group=group,
        cells=cells,
        absent=matrix.absent(cells, setting.sides),
        floor=floor,
        options=results,
        rankings=_rankings(setting, group, results),
    )


def _option(setting: _Setting, row: int) -> OptionMatrix:
    option = setting.study.options[row]
    missing, values, cells = setting.missing(row), setting.values(row), setting.cells
    if missing:
        shown = tuple(
            None if set(cell.criteria) & set(missing) else float(np.mean([values[name] for name in cell.criteria]))
            for cell in cells
        )
        return OptionMatrix(option.id, option.brief, shown, missing)
    figures = matrix.cell_values(cells, values)
    return OptionMatrix(
        id=option.id,
        brief=option.brief,
        cells=tuple(figures.tolist()),
        missing=(),
        mean=float(matrix.arithmetic(figures)),
        geometric=float(matrix.geometric(figures, setting.floor)),
        minimum=float(matrix.minimum(figures)),
        weakest=matrix.weakest(cells, figures),
        governments=matrix.by_side(cells, figures, setting.sides, "government"),
        publics=matrix.by_side(cells, figures, setting.sides, "public"),
        cross_gap=matrix.cross_gap(cells, figures),
        reciprocity=matrix.reciprocity(cells, figures),
        channels=_channels(setting, row, values),
    )


def _channels(setting: _Setting, row: int, values: dict[str, float]) -> tuple[Channel, ...]:
    """Return each cell raised by one level: first what raises the total most, then the geometric mean, the weakest."""
    before = matrix.cell_values(setting.cells, values)
    standing = _total(setting, row, {})
    found = []
    for cell in setting.cells:
        for name in cell.criteria:
            raised = _raised(setting, row, name)
            if raised is not None:
                after = matrix.cell_values(setting.cells, values | {name: raised[1]})
                total = _total(setting, row, {name: raised[1]})
                found.append(
                    Channel(
                        criterion=name,
                        before=raised[0],
                        after=raised[2],
                        total=total - standing if total is not None and standing is not None else None,
                        mean=float(matrix.arithmetic(after) - matrix.arithmetic(before)),
                        geometric=float(
                            matrix.geometric(after, setting.floor) - matrix.geometric(before, setting.floor)
                        ),
                        minimum=float(matrix.minimum(after) - matrix.minimum(before)),
                    )
                )

    def worth(channel: Channel) -> tuple[float, ...]:
        return tuple(-round(each or 0.0, 9) for each in (channel.total, channel.geometric, channel.minimum))

    return tuple(sorted(found, key=worth))


def _raised(setting: _Setting, row: int, name: str) -> tuple[float, float, float] | None:
    """Return a cell's performance now, its value one level up, and the performance there; None at the top."""
    leaf = setting.study.criterion[name]
    if not isinstance(leaf, Leaf):
        return None
    now = float(setting.problem.performances[row, setting.column[name]])
    sign = 1.0 if leaf.direction is Direction.MAXIMIZE else -1.0
    if isinstance(leaf.scale, AnchoredScale):
        better = [level.value for level in leaf.scale.levels if sign * (level.value - now) > TOLERANCE]
        then = min(better, key=lambda level: sign * level, default=now)
    else:
        then = float(np.clip(now + sign * leaf.scale.step, leaf.scale.low, leaf.scale.high))
    if abs(then - now) <= TOLERANCE:
        return None
    function = value_functions()[leaf.value_function.kind]
    value = function.value(np.array([then]), leaf.worst, leaf.best, leaf.value_function)
    return now, float(value[0]), then


def _total(setting: _Setting, row: int, changed: Mapping[str, float], tree: Tree | None = None) -> float | None:
    problem, column = setting.problem, setting.column
    if problem.missing[row].any():
        return None
    values = problem.values[row].copy()
    for name, value in changed.items():
        values[column[name]] = value
    local = setting.local[row]
    return float(roll_up(tree or problem.tree, values[None, :], local)[0, -1])


def _rankings(setting: _Setting, group: str, results: tuple[OptionMatrix, ...]) -> tuple[AggregatorRanking, ...]:
    names = {"arithmetic": "mean", "geometric": "geometric", "minimum": "minimum"}
    rankings = []
    for rule, field in names.items():
        figures = {each.id: getattr(each, field) for each in results}
        totals = _totals_under(setting, group, rule) if group else None
        rankings.append(
            AggregatorRanking(rule, figures, _ranks(figures), totals, _ranks(totals) if totals is not None else None)
        )
    return tuple(rankings)


def _totals_under(setting: _Setting, group: str, rule: str) -> dict[str, float | None]:
    problem = setting.problem
    nodes = tuple(
        GroupNode(each.id, each.children, rule if each.id == group else each.aggregator) for each in problem.tree.groups
    )
    tree = Tree(problem.tree.leaves, nodes)
    return {option: _total(setting, row, {}, tree) for row, option in enumerate(problem.options)}


def _ranks(figures: Mapping[str, float | None]) -> dict[str, int | None]:
    known = {name: figure for name, figure in figures.items() if figure is not None}
    numbers: Matrix = np.array(list(known.values()))
    ranks = competition_ranks(numbers).tolist() if known else []
    return dict.fromkeys(figures, None) | dict(zip(known, ranks, strict=True))
