"""ahp: a published hierarchy from a table file, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import workbench
from workbench.cli.command_line import run

HOUSE = Path(__file__).parent.parent / "samples" / "tables" / "saaty-1990-house.csv"
"""Saaty (1990), How to make a decision: the analytic hierarchy process, EJOR 48(1): buying a house."""


def test_the_house_of_saaty_1990_comes_out_as_printed() -> None:
    result = workbench.ahp(HOUSE)
    assert dict(zip(result.options, result.totals, strict=True)) == pytest.approx(
        {"A": 0.396, "B": 0.341, "C": 0.263}, abs=5e-4
    )
    assert result.ranks == (1, 2, 3)
    groups = {each.group: each for each in result.groups}
    printed = {"size": 0.173, "transport": 0.054, "neighborhood": 0.188, "age": 0.018, "yard": 0.031,
               "modern": 0.036, "condition": 0.167, "financing": 0.333}  # fmt: skip
    assert groups["criteria"].priorities == pytest.approx(printed, abs=6e-4)
    assert groups["criteria"].lambda_max == pytest.approx(9.669, abs=5e-4)
    assert groups["criteria"].consistency_index == pytest.approx(0.238, abs=1.1e-3)
    assert groups["criteria"].consistency_ratio == pytest.approx(0.169, abs=5e-4)
    assert groups["size"].priorities == pytest.approx({"A": 0.754, "B": 0.181, "C": 0.065}, abs=5e-4)
    assert groups["financing"].priorities == pytest.approx({"A": 0.072, "B": 0.650, "C": 0.278}, abs=1.1e-3)


def test_the_judgement_to_look_at_again_is_the_one_furthest_from_the_rest() -> None:
    (criteria, *_), age = workbench.ahp(HOUSE).groups, workbench.ahp(HOUSE).groups[4]
    assert criteria.doubt is not None
    assert (criteria.doubt.above, criteria.doubt.below, criteria.doubt.given) == ("neighborhood", "condition", 6.0)
    assert criteria.doubt.implied == pytest.approx(
        criteria.priorities["neighborhood"] / criteria.priorities["condition"]
    )
    assert (age.group, age.doubt) == ("age", None)


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("group,above,below,judgement", *rows)) + "\n", encoding="utf-8")
    return path


TWO = ("criteria,cost,speed,1", "cost,A,B,9", "speed,A,B,1/3")


def test_a_copy_of_an_option_reverses_the_distributive_order_and_not_the_ideal_one(tmp_path: Path) -> None:
    # Belton & Gear (1983), Omega 11(3): three criteria, then a copy of B is added.
    def table(*, copy: bool) -> Path:
        pairs = {"c1": {"A/B": "1/9", "A/C": "1", "B/C": "9"}, "c2": {"A/B": "9", "A/C": "9", "B/C": "1"},
                 "c3": {"A/B": "8/9", "A/C": "8", "B/C": "9"}}  # fmt: skip
        rows = [f"criteria,{a},{b},1" for a, b in (("c1", "c2"), ("c1", "c3"), ("c2", "c3"))]
        for name, judged in pairs.items():
            rows += [f"{name},{pair.replace('/', ',')},{number}" for pair, number in judged.items()]
            rows += [f"{name},B,D,1"] * copy
        return written(tmp_path / f"{copy}.csv", *rows)

    def first(*, copy: bool, synthesis: str) -> str:
        result = workbench.ahp(table(copy=copy), synthesis=synthesis)
        return result.options[result.ranks.index(1)]

    assert (first(copy=False, synthesis="distributive"), first(copy=True, synthesis="distributive")) == ("B", "A")
    assert first(copy=False, synthesis="ideal") == first(copy=True, synthesis="ideal") == "B"


def test_criteria_can_have_criteria_below_them(tmp_path: Path) -> None:
    rows = ("criteria,money,speed,3", "money,price,upkeep,1", "price,A,B,2", "upkeep,A,B,1/2", "speed,A,B,1/4")
    result = workbench.ahp(written(tmp_path / "deep.csv", *rows))
    assert {each.group: each.share for each in result.groups} == pytest.approx(
        {"criteria": 1.0, "money": 0.75, "speed": 0.25, "price": 0.375, "upkeep": 0.375}
    )
    assert result.totals[0] == pytest.approx(0.375 * 2 / 3 + 0.375 / 3 + 0.25 / 5)


def test_the_command_prints_a_page_json_and_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "two.csv", *TWO)
    assert run(["ahp", str(path)]) == 0
    assert "A is first-ranked" in capsys.readouterr().out
    assert run(["ahp", str(path), "--format", "json", "--priority", "geometric_mean"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["format"], result["run"]["priority"]) == ("policy-hierarchy/1", "geometric_mean")
    assert run(["ahp", str(path), "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "synthesis,option,total,rank"


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (("criteria,cost,speed,x", "cost,A,A,2", "speed,,B,0"), ("'x' is no number", "A is compared with itself",
                                                                "no above stands here", "judgement 0 is not above 0")),
        ((*TWO, "cost,B,A,1/9"), ("B and A are compared again in cost",)),
        (TWO[:2], ("Nothing is compared on 'speed'",)),
        ((*TWO[:2], "speed,A,C,2"), ("The option 'B' is compared on cost and not on speed",)),
        ((*TWO, "spede,A,B,2"), ("The group 'spede' is no criterion that is compared", "speed")),
        (TWO[1:], ("There is no group 'criteria'",)),
        ((*TWO, "cost,C,D,2", "speed,C,D,2"), ("In the group 'cost': No judgement joins A with: C, D",)),
        ((), ("there is no judgement below the header",)),
    ],
)  # fmt: skip
def test_what_does_not_fit_ends_with_2_and_says_where(
    rows: tuple[str, ...], messages: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ahp", str(written(tmp_path / "t.csv", *rows))]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert all(message in printed.err for message in messages), printed.err
