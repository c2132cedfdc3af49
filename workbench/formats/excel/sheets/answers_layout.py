"""Where the answers stand that weights are derived from: ranks, comparisons of pairs, best and worst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.engine.derived_weights import derive
from workbench.formats.excel.sheets.perspectives_sets import shown_sets_of
from workbench.formats.excel.words import ANSWERS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.model.weights import GroupAnswers

FIRST = 5
"""The title of the first block."""

WEIGHT = "J"
"""The column of the weights that follow."""


@dataclass(frozen=True)
class Asked:
    """One group of one weight set that was asked in a way from which weights are derived."""

    set_id: str
    title: str
    group: str
    answers: GroupAnswers
    labels: tuple[str, ...]
    """Of the children that have an answer."""
    top: int
    """The row of the title; the rule stands below it."""

    @property
    def size(self) -> int:
        """How many children have an answer."""
        return len(self.labels)

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The pairs of children, each the way round in which it was judged."""
        names = self.answers.named
        given = {
            frozenset((each.above, each.below)): (names.index(each.above), names.index(each.below))
            for each in self.answers.comparisons
        }
        every = ((i, j) for i in range(self.size) for j in range(i + 1, self.size))
        return tuple(given.get(frozenset((names[i], names[j])), (i, j)) for i, j in every)

    @property
    def first(self) -> int:
        """The row of the first child's weight."""
        between = len(self.pairs) + 2 if self.answers.way == "pairwise" else 0
        return self.top + 3 + between

    @property
    def end(self) -> int:
        """The row after the block and a free one."""
        return self.first + self.size + {"pairwise": 6, "best-worst": 2}.get(self.answers.way, 1)

    @property
    def weights(self) -> dict[str, float]:
        """Each child's weight, as the engine derives it."""
        return dict(derive(self.answers)[0])

    def cell(self, child: str) -> str:
        """Return where a child's weight stands."""
        return f"{ANSWERS}!{WEIGHT}{self.first + self.answers.named.index(child)}"


def asked_groups(content: Content) -> tuple[Asked, ...]:
    """Return the blocks of the sheet: of the weight set that counts, then of the others that are shown; found once."""
    if ANSWERS in content.cache:
        known: tuple[Asked, ...] = content.cache[ANSWERS]
        return known
    study, run = content.study, content.evaluation.run
    shown = [run.weights, *(name for name, _ in shown_sets_of(content))]
    by_id = {each.id: each for each in study.weight_sets}
    found: list[Asked] = []
    row = FIRST
    for name in dict.fromkeys(each for each in shown if each in by_id):
        for group, answers in by_id[name].groups.items():
            if not answers.way or group not in content.plan.number:
                continue
            heading = content.plan.nodes[content.plan.number[group] - 1].label
            labels = tuple(study.criterion[each].brief if each in study.criterion else each for each in answers.named)
            found.append(Asked(name, f"{by_id[name].label}: {heading}", group, answers, labels, row))
            row = found[-1].end
    content.cache[ANSWERS] = tuple(found)
    return tuple(found)


def derived_cell(content: Content, set_id: str, group: str, child: str) -> str:
    """Return where a child's derived weight stands; empty where it was given by itself, or not at all."""
    for each in asked_groups(content):
        if (each.set_id, each.group) == (set_id, group):
            return each.cell(child) if child in each.answers.named else ""
    return ""


def write_head(page: Page, row: int, heads: tuple[str, ...]) -> None:
    """Write the header of a block's table."""
    for column, text in zip("ABCD", ("No.", "", "Id", "Criterion"), strict=True):
        page.text(f"{column}{row}", text, "header_left" if column in "CD" else "header")
    for column, text in zip("EFGHIJ", heads, strict=True):
        page.text(f"{column}{row}", text, "header")


def write_names(page: Page, asked: Asked) -> None:
    """Write number, id and label of every child beside its weight."""
    for place, (name, label) in enumerate(zip(asked.answers.named, asked.labels, strict=True)):
        row = asked.first + place
        page.number(f"A{row}", place + 1, "number")
        page.text(f"C{row}", name, "id")
        page.text(f"D{row}", label, "label")
