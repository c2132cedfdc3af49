"""weigh --into: a study keeps what was answered, and its weights follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import workbench
from tests.studies import leaf, study
from workbench.cli.command_line import run
from workbench.store.folder import create

if TYPE_CHECKING:
    from pathlib import Path

LEAVES = (leaf("cost"), leaf("reach"), leaf("speed"))
ROWS = {"x": {"cost": 100, "reach": 0, "speed": 50}}
ANSWERS = {
    "points": ("cost=60", "reach=30", "speed=10"),
    "swing": ("cost=100", "reach=50", "speed=25"),
    "rank_order_centroid": ("cost=2", "reach=1", "speed=3"),
    "rank_sum": ("cost=2", "reach=1", "speed=1"),
    "rank_reciprocal": ("cost=1", "reach=2", "speed=3"),
    "pairwise": ("cost/reach=3", "reach/speed=2", "cost/speed=4"),
    "best_worst": ("best=reach", "worst=cost", "reach/cost=8", "reach/speed=2", "speed/cost=5"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    points = {"root": {"cost": 1, "reach": 1, "speed": 1}}
    create(tmp_path / "study", study(LEAVES, ROWS, points), "ana", why="test")
    return tmp_path / "study"


@pytest.mark.parametrize("method", sorted(ANSWERS))
def test_a_study_weighs_by_the_answers_as_the_shell_does(
    method: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["weigh", method, *ANSWERS[method], "--into", str(folder), "--weights", "given", "--format", "csv"]) == 0
    printed = capsys.readouterr()
    assert "Kept as the answers of root in the weight set given" in printed.err
    shares = dict(line.split(",")[1:] for line in printed.out.splitlines()[1:])
    kept = {each.criterion: each.share for each in workbench.score(folder).leaf_weights}
    assert kept == pytest.approx({name: float(share) for name, share in shares.items()})
    assert set(workbench.load(folder).weight_sets[0].groups["root"].named) == {"cost", "reach", "speed"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("points", "cost=1"), "It is not said which weight set the answers belong to"),
        (("points", "cost=1", "--weights", "givn"), "Did you mean 'given'"),
        (("points", "coost=1", "--weights", "given"), "'coost' is no child of root. Did you mean 'cost'"),
        (("points", "cost=1", "--weights", "given", "--group", "rot"), "The study has no group 'rot'"),
        (("equal", "cost", "reach", "--weights", "given"), "a study keeps none of them"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(
    arguments: tuple[str, ...], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = workbench.load(folder)
    assert run(["weigh", *arguments, "--into", str(folder)]) == 2
    assert message in capsys.readouterr().err
    assert workbench.load(folder) == before
