"""methods: what there is, and what each of them takes."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

import workbench
from workbench.cli.command_line import run
from workbench.engine.method import aggregations, normalizations, weightings
from workbench.errors import MethodError


def test_every_registered_method_is_listed_with_all_its_parameters() -> None:
    listed = {(each.kind, each.name): each for each in workbench.methods()}
    for kind, known in (
        ("aggregation", aggregations()), ("weighting", weightings()), ("normalization", normalizations()),
    ):  # fmt: skip
        for name, method in known.items():
            facts = listed.pop((kind, name))
            assert (facts.title, facts.source) == (method.title, method.source)
            record = getattr(method, "parameters", None)
            taken = [each.name for each in fields(record)] if record else []
            assert [each.name for each in facts.parameters] == [each for each in taken if each != "tree"]
            assert all(each.meaning and each.form for each in facts.parameters), name
    assert not listed


def test_the_table_marks_a_studys_own_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["methods"]) == 0
    page = capsys.readouterr().out
    own = {line.split()[0] for line in page.splitlines() if line.split()[1:2] == ["*"]}
    assert own == {
        *("value_tree", "weighted_sum", "weighted_product", "maximin", "owa"),
        *("promethee_ii", "electre_iii", "copeland", "kemeny"),
    }


def test_one_method_is_told_in_detail_and_an_unknown_one_brings_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["methods", "vikor"]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "Opricovic & Tzeng (2004)" in page
    assert "v a number 0.5 The weight of the majority of criteria" in page
    assert run(["methods", "vikro", "--format", "json"]) == 2
    assert "Did you mean 'vikor'" in capsys.readouterr().err
    with pytest.raises(MethodError):
        workbench.methods("nothing")


def test_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["methods", "owa", "--format", "json"]) == 0
    (owa,) = json.loads(capsys.readouterr().out)["methods"]
    assert (owa["parameters"][0]["name"], owa["parameters"][0]["default"]) == ("order_weights", None)
