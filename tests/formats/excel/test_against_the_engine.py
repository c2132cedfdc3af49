"""What the further sheets show is what the tool says elsewhere about the same study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.excel.conftest import values_of
from tests.formats.excel.samples import large
from workbench.analysis.scoring import score_study
from workbench.model.selection import select
from workbench.usecases.bilateral import bilateral
from workbench.usecases.load import load
from workbench.usecases.robustness import robustness

if TYPE_CHECKING:
    from tests.formats.excel.conftest import Cells
    from workbench.model.study import Study

NAMES = ("us-mexico-2011", "river-basin-three")


def line(cells: Cells, sheet: str, label: str, n_options: int, place: int = 0) -> list[Any]:
    """Return the figures of a line by what stands in column D, the first such line or a later one."""
    rows = [
        int(cell[1:]) for (where, cell), text in cells.items()
        if where == sheet and cell[0] == "D" and cell[1:].isdigit() and str(text) == label
    ]  # fmt: skip
    return [cells.get((sheet, f"{'GHIJKLMNOPQRSTUVWXYZ'[option]}{rows[place]}")) for option in range(n_options)]


def shown(values: list[Any]) -> list[Any]:
    return [
        "–" if each is None else each if isinstance(each, str) else pytest.approx(each, abs=1e-9) for each in values
    ]


@pytest.mark.parametrize("name", NAMES)
def test_sides_are_those_of_the_bilateral_analysis(name: str, reports: dict[str, bytes]) -> None:
    made = load(name)
    found = bilateral(made, view=made.view)
    cells, view = values_of(reports[name]), found.views[0]
    options = [each for each in view.options if each.id in {option.id for option in select(made).options}]
    n = len(options)
    labels = {side.id: side.label for side in found.sides}
    whole = [option for option in options if not option.missing]

    def only(label: str) -> list[Any]:
        row = line(cells, "Sides", label, n)
        return [value for value, option in zip(row, options, strict=True) if not option.missing]

    for place, side in enumerate(whole[0].sides):
        name_of = labels[side.side]
        figures = [option.sides[place] for option in whole]
        assert only(f"Net benefit: {name_of}") == shown([each.net for each in figures])
        assert only(f"Share of the benefit: {name_of}") == shown([each.benefit_share for each in figures])
        assert only(f"Share of the burden: {name_of}") == shown([each.burden_share for each in figures])
        assert only(f"λ at which the gain turns: {name_of}") == shown([each.critical_rate for each in figures])
    assert only("Zone") == [option.zone.code for option in whole if option.zone]
    assert only("Parity ratio: smallest benefit per burden over the largest") == shown(
        [option.parity_ratio for option in whole]
    )
    tests = [option.test for option in whole if option.test]
    assert only("Do all reap a benefit?") == [each.reap.answer for each in tests]
    assert only("Do all bear a burden?") == [each.bear.answer for each in tests]
    assert only("Are the shares in rough proportion?") == [each.proportion.answer for each in tests]
    assert only("All three") == [each.all_three.answer for each in tests]
    assert only("Class, the first that applies") == [each.category for each in tests]
    assert only("Do all gain, net of burdens?") == [option.all_gain.answer for option in whole if option.all_gain]


def test_the_matrix_is_that_of_the_bilateral_analysis(reports: dict[str, bytes]) -> None:
    found, cells = bilateral("us-mexico-2011").accountability, values_of(reports["us-mexico-2011"])
    assert found is not None
    n = len(found.options)
    lines = {
        "Arithmetic mean": [each.mean for each in found.options],
        "Geometric mean: a silent channel counts for more": [each.geometric for each in found.options],
        "Minimum: only the weakest cell counts": [each.minimum for each in found.options],
        "Across the border less at home, means": [each.cross_gap for each in found.options],
    }
    for label, values in lines.items():
        assert line(cells, "Sides", label, n) == shown(values), label


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("sheet", "label", "method"),
    [
        ("WeightedSum", "Total", "weighted_sum"),
        ("WeightedProduct", "Total", "weighted_product"),
        ("TOPSIS", "Closeness to the ideal, 0 to 1", "topsis"),
        ("VIKOR", "Q: both, mixed by vikor_v", "vikor"),
    ],
)
def test_other_methods_are_the_tools(name: str, sheet: str, label: str, method: str, reports: dict[str, bytes]) -> None:
    made = load(name)
    told = {each.id: each.total for each in score_study(made, method=method).results}
    options = [each.id for each in select(made).options]
    for option, value in zip(options, line(values_of(reports[name]), sheet, label, len(options), -1), strict=True):
        if isinstance(value, int | float):
            assert value == pytest.approx(told[option], abs=1e-9)
        else:
            assert told.get(option) is None


def test_every_weight_set_has_the_tools_totals_and_ranks(reports: dict[str, bytes]) -> None:
    made, cells = load("us-mexico-2011"), values_of(reports["us-mexico-2011"])
    for each in made.weight_sets[:3]:
        results = score_study(made, weights=each.id).results
        n = len(results)
        assert line(cells, "Perspectives", each.label, n) == shown([result.total for result in results])
        assert line(cells, "Perspectives", each.label, n, 1) == [result.rank for result in results]


def test_promethee_is_the_tools(reports: dict[str, bytes]) -> None:
    del reports
    from tests.formats.excel.conftest import full

    made = large()
    made = made.model_copy(update={"options": made.options[:4]})
    told = score_study(made, method="promethee_ii", weights="importance").results
    found = line(values_of(full(made, samples=0)), "PROMETHEE", "φ: net flow, −1 to 1", 4)
    assert found == shown([each.total for each in told])


def test_the_weights_between_which_the_first_stays_are_those_of_the_robustness_analysis(shipped: Study) -> None:
    from tests.formats.excel.conftest import full

    cells = values_of(full(shipped, annex=False))
    picked = cells["Sensitivity", "G7"]
    interval = next(each for each in robustness(shipped, samples=0).intervals if each.node == picked)
    assert interval.first is not None
    ends = [line(cells, "Sensitivity", label, 1)[0] for label in ("From", "To")]
    assert ends == shown([interval.first.low, interval.first.high])
