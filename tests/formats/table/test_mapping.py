"""Mappings from somebody else's table: read with all mistakes, and offered to fill in without a guess."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import DefinitionError, UsageError
from workbench.formats.table.mapping import TableMapping, read_mapping, same, skeleton

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = {"alpha": "Alpha road", "beta": "Beta road"}
CRITERIA = {"cost": "Net cost", "fit": "Fit"}


def test_a_mapping_is_read_and_names_without_an_id_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('option = "what"\nsheet = ""\n[columns]\nc = "cost"\nd = ""\n[options]\nA = " alpha "\n', "utf-8")
    assert read_mapping(path) == TableMapping("what", {"c": "cost"}, {"A": "alpha"})


def test_every_mistake_of_a_mapping_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('sheets = "x"\noptions = 3\n[columns]\nc = 1\n', "utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_mapping(path)
    assert [each.key for each in caught.value.mistakes] == ["sheets", "columns.c", "options", "option"]
    assert "Did you mean 'sheet'" in str(caught.value)
    path.write_text("option = ", "utf-8")
    with pytest.raises(DefinitionError, match="no TOML"):
        read_mapping(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_mapping(tmp_path / "absent.toml")


def test_only_exact_ids_and_labels_are_filled_in() -> None:
    text = skeleton("t.csv", ["what", "NET  COST", "costs"], ["beta", "Alphas"], (OPTIONS, CRITERIA), (None, None))
    found = tomllib.loads(text)
    assert found == {
        "option": "what",
        "analyst": "",
        "columns": {"NET  COST": "cost", "costs": ""},
        "options": {"beta": "beta", "Alphas": ""},
    }
    assert same("x", {"a": "X", "b": "x"}) == ""


@given(st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=4, unique=True))
def test_a_mapping_to_fill_in_is_toml_whatever_the_table_holds(names: list[str]) -> None:
    text = skeleton("t\n.csv", ["first", *names], names, (OPTIONS, CRITERIA), ("a\nb", '"'))
    found = tomllib.loads(text)
    assert list(found["columns"]) == list(found["options"]) == names
    assert found["sheet"] == "a\nb"
