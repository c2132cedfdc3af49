"""A large report, and random ones after random edits of the same file, are calculated to the tool's own numbers."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.excel.conftest import (
    differences,
    edited,
    errors_in,
    formulas_of,
    full,
    knows_the_export,
    row_of,
    values_of,
)
from tests.formats.excel.samples import large
from tests.soak import note_figures, sizes
from tests.studies import group, leaf, study
from workbench.model.criterion import Aggregator
from workbench.model.score import Missing, Score
from workbench.model.weights import Answer, GroupAnswers

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.formats.excel.conftest import Office
    from workbench.model.criterion import Criterion
    from workbench.model.study import Study

pytestmark = pytest.mark.xdist_group("libreoffice")

EDITS = 20
UNCHANGED = ("Checks", "Exported", "OtherInputs", "About")
"""Sheets that know of the changes, or say so."""


def random_study(random: Random) -> Study:
    """Return a study of two to five options, two branches of any rule, with ties, gaps and weights of 0."""
    rules = ("arithmetic", "arithmetic", "geometric", "minimum")
    names = [f"{branch}{place}" for branch in "gh" for place in range(random.randint(1, 3))]
    criteria: list[Criterion] = [
        group("g", aggregator=random.choice(rules)),
        group("h", aggregator=random.choice(rules)),
        *(leaf(name, name[0]) for name in names),
    ]
    levels = (0, 25, 50, 50, 75, 100)
    rows: dict[str, Any] = {
        f"o{option}": {name: random.choice(levels) if random.random() > 0.03 else None for name in names}
        for option in range(random.randint(2, 5))
    }
    weights = {
        "root": {"g": 1, "h": random.randint(1, 3)},
        **{branch: {name: random.randint(0, 3) for name in names if name[0] == branch} for branch in "gh"},
    }
    weights["g"]["g0"] = weights["h"]["h0"] = 1
    return study(criteria, rows, weights)


def edits_of(made: Study, random: Random) -> tuple[Study, list[tuple[str, str, int, Any]]]:
    """Return the study after random edits, and the same edits as cells: sheet, criterion, column, what is typed."""
    cells: dict[tuple[str, str, int], Any] = {}
    scores = {(each.option, each.criterion): each for each in made.scores}
    chosen = made.weight_sets[0]
    groups = {name: dict(each.answers) for name, each in chosen.groups.items()}
    rules = {each.id: each for each in made.criteria}
    for _ in range(EDITS):
        kind = random.random()
        if kind < 0.65:
            option, criterion = random.randrange(len(made.options)), random.choice(made.leaves).id
            typed: Any = random.choice([0, 0, 25, 50, 62.5, 75, 100, None, "not applicable"])
            given: dict[str, Any] = {"missing": Missing.NOT_APPLICABLE} if isinstance(typed, str) else {"value": typed}
            place = made.options[option].id, criterion
            scores.pop(place, None)
            if typed is not None:
                scores[place] = Score(option=place[0], criterion=criterion, analyst=made.analysts[0].id, **given)
            cells["Scores", criterion, 7 + option] = typed
        elif kind < 0.9:
            above = random.choice(sorted(groups))
            child = random.choice(sorted(groups[above]))
            points = random.choice([0.0, 0.5, 1.0, 2.0, 30.0])
            if child.endswith("0") and above != "root":
                points += 1.0  # something in every branch weighs
            groups[above][child] = Answer(points=max(points, 0.5) if above == "root" else points)
            cells["Weights", child, 7] = groups[above][child].raw
        else:
            name, rule = random.choice("gh"), random.choice(list(Aggregator))
            rules[name] = rules[name].model_copy(update={"aggregator": rule})
            cells["Weights", name, 5] = str(rule)
    answers = {name: GroupAnswers(answers=each) for name, each in groups.items()}
    changed = made.model_copy(
        update={
            "scores": tuple(scores.values()),
            "weight_sets": (chosen.model_copy(update={"groups": answers}), *made.weight_sets[1:]),
            "criteria": tuple(rules[each.id] for each in made.criteria),
        }
    )
    return changed, [(*place, typed) for place, typed in cells.items()]


def _type(cells: list[tuple[str, str, int, Any]]) -> Any:
    def change(book: Any) -> None:
        for sheet, criterion, column, typed in cells:
            book[sheet].cell(row_of(book, criterion), column).value = typed

    return change


@sizes("seeds", range(3), range(25))
def test_random_edits_in_the_file_give_the_numbers_of_the_equally_changed_study(
    seeds: range, office: Office, record_property: Callable[[str, object], None]
) -> None:
    """Also a large report, in the same run of LibreOffice."""
    wanted, typed = [], []
    for seed in seeds:
        random = Random(seed)  # noqa: S311 - studies for a test
        made = random_study(random)
        changed, cells = edits_of(made, random)
        wanted.append(full(changed, samples=0))
        typed.append(edited(full(made, samples=0), _type(cells)))
    whole = full(large(), annex=False, samples=0)
    *results, big = office.recalculate(*typed, whole)
    assert not errors_in(big)
    assert not differences(values_of(whole), big, formulas_of(whole))[:5]
    for seed, content, found in zip(seeds, wanted, results, strict=True):
        places = [place for place in formulas_of(content) if place[0] not in UNCHANGED and not knows_the_export(place)]
        assert not errors_in(found), seed
        assert not differences(values_of(content), found, places)[:5], seed
    note_figures(record_property, "random edits in reports, calculated anew", tried=EDITS * len(seeds))
