"""Which single decision of the study most moves its lead: who scored, how a criterion was cut, where a scale ends.

Splitting a criterion in two, each with its points, gives the subject more weight (Weber, Eisenführ & von Winterfeldt
1988, Management Science 34(4)); moving the end of a scale by a level while the weights stay as they were answered
changes what they mean (von Nitzsch & Weber 1993, Management Science 39(8)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.ground import NOBODY, lead_of
from workbench.analysis.weight_intervals import with_share
from workbench.model.robustness import Influence, LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.analysis.ground import Ground
    from workbench.model.evaluation import Matrix


def influences(ground: Ground, left_out: Iterable[LeftOut]) -> tuple[Influence, ...]:
    """Return how far each decision moves the lead of the first-ranked option, the largest change first.

    Empty where there is no first-ranked option, or no other.
    """
    if ground.lead is None:
        return ()
    found = [*_scorers(ground, left_out), *_splits(ground), *_scale_ends(ground)]
    return tuple(sorted(found, key=lambda each: -abs(each.change)))


def _influence(ground: Ground, kind: str, what: str, label: str, totals: tuple[Matrix, Matrix]) -> Influence:
    low, high = totals
    lead = float(lead_of(low, high, ground.first))
    others = high.copy()
    others[ground.first] = low[ground.first] + ground.tolerance
    return Influence(kind, what, label, lead, lead - (ground.lead or 0.0), ground.options[int(others.argmax())])


def _scorers(ground: Ground, left_out: Iterable[LeftOut]) -> Iterator[Influence]:
    for each in left_out:
        if each.kind == "analyst" and each.margin is not None and ground.lead is not None:
            first = each.first[0] if each.first else ""
            label = f"without {each.label}"
            yield Influence("scorer", each.what, label, each.margin, each.margin - ground.lead, first)


def _splits(ground: Ground) -> Iterator[Influence]:
    """Yield what happens when a leaf stands there twice, each with its points."""
    tree, local = ground.problem.tree, ground.problem.local
    for _, group in tree.numbered_groups():
        for node in group.children:
            share = float(local[node])
            if node >= len(tree.leaves) or not 0 < share < 1 or ground.wholes[node] <= 0:
                continue
            twice = with_share(ground, node, group, np.array([2 * share / (1 + share)]))
            low, high = ground.between(twice)
            name = ground.node_id(node)
            yield _influence(ground, "split", name, f"{ground.label(name)} split in two", (low[0], high[0]))


def _scale_ends(ground: Ground) -> Iterator[Influence]:
    """Yield what happens when a scale reaches one level further at one of its ends, the weights as they are.

    Worth is stretched evenly: x becomes x / (1 + one level), and that much more where the worst end moves.
    """
    problem = ground.problem
    if ground.first == NOBODY:
        return
    for column, name in enumerate(problem.tree.leaves):
        level = float(problem.steps[column])
        if problem.weights[column] <= 0 or level <= 0:
            continue
        known = problem.known[list(ground.rows), column]
        for end, shift in (("worst", level), ("best", 0.0)):
            tables = []
            for table in ground.tables:
                changed = table.copy()
                stretched = (table[:, column] + shift) / (1 + level / 100)
                changed[:, column] = np.where(known, stretched, table[:, column])
                tables.append(ground.totals.oriented(problem.local, changed))
            label = f"{ground.label(name)}: {end} end one level further"
            yield _influence(ground, "scale end", name, label, (tables[0], tables[1]))
