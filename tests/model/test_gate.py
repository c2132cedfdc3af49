"""Gates as records of a study: what they must say, and where a mistake in one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.studies import group, leaf, study
from workbench.formats.source.write import to_toml
from workbench.model.gate import Gate
from workbench.model.state import digest

if TYPE_CHECKING:
    from pathlib import Path

GATE = Gate(id="floor", criterion="a", at_least=50, why="the law asks for it")


def gated(**fields: Any) -> Any:
    made = study((group("g"), leaf("a", "g")), {"x": {"a": 75}})
    return made.model_copy(update={"gates": (GATE.model_copy(update=fields),)})


def test_a_gate_comes_back_from_a_source(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(to_toml(gated()), encoding="utf-8")
    again = workbench.load(tmp_path / "s.toml")
    assert again.gates == (GATE,)
    assert digest(again) == digest(gated())
    assert digest(again) != digest(gated(at_least=60))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"criterion": "b"}, r"gates\[1\].criterion: 'b' is not in the study"),
        ({"criterion": "g"}, r"gates\[1\].criterion: 'g' is a group"),
        ({"at_least": 101.0}, r"gates\[1\].at_least: 101 is beyond the scale"),
        ({"at_least": None}, "give at_least or at_most"),
        ({"at_most": 20.0}, "at_least 50 is above at_most 20"),
        ({"why": " "}, "the reason is empty"),
    ],
)
def test_a_gate_that_says_nothing_sensible_is_refused_in_its_place(
    fields: dict[str, Any], message: str, tmp_path: Path
) -> None:
    (tmp_path / "s.toml").write_text(to_toml(gated(**fields)), encoding="utf-8")
    with pytest.raises(workbench.WorkbenchError, match=message):
        workbench.load(tmp_path / "s.toml")
