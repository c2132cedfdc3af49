"""Studies with several analysts, and their scores changed by hand in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.panels import changed_study, panel_study
from tests.studies import Side, group, leaf
from workbench.model.criterion import Computation, ComputedLeaf, Direction
from workbench.model.state import state_of
from workbench.model.value_function import Exponential

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.formats.excel.conftest import Cells
    from workbench.model.criterion import Criterion
    from workbench.model.study import Study

SIDES = (Side(id="north", label="North"), Side(id="south", label="South"))


def council() -> Study:
    """Three analysts of one side, two of another, one of none on whom one is based; every kind of gap; intervals."""
    rows: dict[str, tuple[str | None, Any]] = {
        "ann": ("north", {"x": {"a": 25, "b": 50, "c": 0}, "y": {"a": 75, "b": "not-known", "c": 25}}),
        "bob": ("north", {"x": {"a": 75, "b": 50, "c": 50}, "y": {"a": 100, "b": "not-applicable", "c": 25}}),
        "cat": ("north", {"x": {"a": 50, "c": "not-applicable"}, "y": {"a": 0, "c": 100}}),
        "dan": ("south", {"x": {"a": 0, "b": 25, "c": 75}, "y": {"a": 50, "b": "not-applicable", "c": 50}}),
        "eve": ("south", {"x": {"a": 100}, "y": {"b": "not-applicable"}}),
        "fay": (None, {"x": {"a": 25, "b": 75, "c": 25}, "y": {"a": 25, "c": 75}}),
    }
    criteria: list[Criterion] = [group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c")]
    made = panel_study(criteria, rows, {"root": {"g": 2, "c": 1}, "g": {"a": 3, "b": 1}}, SIDES)
    state = dict(state_of(made))
    eve = dict(state["analyst/eve"]) | {"based_on": "fay"}
    spread = {"low": 0.0, "high": 75.0, "rationale": "so"}
    given = {"score/x/c/bob": spread, "score/y/c/dan": spread}
    return changed_study(state, {"analyst/eve": eve, "setting/view": "panel", **given})


def sharing() -> Study:
    """Two sides whose own scores differ on a computed criterion with weight, a product, a curve, holes and ties."""
    worse: dict[str, Any] = {"measurement": "ratio", "direction": Direction.MINIMIZE}
    shares = Computation(measure="proportionality", benefits=("a", "b"), burdens=("c", "d"))
    criteria: list[Criterion] = [
        group("g"),
        leaf("a", "g", measurement="ratio", side="north"),
        leaf("b", "g", measurement="ratio", side="south"),
        leaf("c", "g", side="north", **worse),
        leaf("d", "g", side="south", **worse),
        ComputedLeaf(id="p", parent="g", label="P", computed=shares),
        group("h", aggregator="geometric"),
        leaf("e", "h", value_function=Exponential(kind="exponential", curvature=2.0)),
        leaf("f", "h"),
    ]
    rows: dict[str, Any] = {
        "w": {"a": 25, "b": 50, "c": 75, "d": 25, "e": 50, "f": 75},
        "x": {"a": 0, "b": 0, "c": 0, "d": 0, "e": 25, "f": 0},
        "y": {"a": 75, "b": 50, "c": "not-known", "d": 25, "e": 100, "f": 25},
        "z": {"a": 100, "b": 50, "c": "not-applicable", "d": 50, "e": 75, "f": 50},
    }
    south = {option: {name: each if isinstance(each, str) else 100 - each for name, each in row.items()}
             for option, row in rows.items()}  # fmt: skip
    weights = {"root": {"g": 1, "h": 1}, "g": {"a": 1, "b": 1, "c": 1, "d": 1, "p": 3}, "h": {"e": 2, "f": 1}}
    scores = {"ann": ("north", rows), "bob": ("north", rows), "dan": ("south", south), "eve": ("south", south)}
    made = panel_study(criteria, scores, weights, SIDES)
    return changed_study(state_of(made), {"setting/view": "panel"})


def row_of_entry(cells: Cells, criterion: str, label: str) -> int:
    """Return the line of the sheet Analysts that takes an analyst's entries for a criterion."""
    at = {int(cell[1:]): value for (sheet, cell), value in cells.items() if sheet == "Analysts" and cell[0] == "C"}
    head = next(row for row in sorted(at) if at[row] == criterion)
    entries = (row for row in range(head + 1, head + 20) if cells.get(("Analysts", f"B{row}")) == 1)
    return next(row for row in entries if str(cells["Analysts", f"D{row}"]).startswith(label))


def entries(cells: Cells, *changes: tuple[str, str, str, Any]) -> Callable[[Any], None]:
    """Return what types into lines of the sheet Analysts: criterion, analyst, column, what."""

    def change(book: Any) -> None:
        for criterion, label, column, typed in changes:
            book["Analysts"][f"{column}{row_of_entry(cells, criterion, label)}"].value = typed

    return change
