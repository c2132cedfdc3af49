"""Sampled scores: distributions against their moments, missing ones, cells that move together, computed leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats

from tests.studies import leaf, study
from workbench.analysis.sampling.evidence import shared_sources
from workbench.analysis.sampling.scores import ScoreSampler, score_sampler
from workbench.analysis.sampling.spreads import NINETEEN_OF_TWENTY, SPREADS, Spread
from workbench.analysis.sampling.streams import Stream, stream
from workbench.engine.problem import build
from workbench.errors import UsageError
from workbench.model.criterion import Direction
from workbench.model.evidence import Document, Evidence, EvidenceLink, Relation
from workbench.model.sampling import Scheme
from workbench.model.score import Confidence

if TYPE_CHECKING:
    from workbench.model.study import Study

COUNT = 20_000


def told(made: Study, **changes: dict[str, Any]) -> Study:
    """Return the study with more said about the scores of option x, by criterion."""
    scores = [
        each.model_copy(update=changes.get(each.criterion, {})) if each.option == "x" else each for each in made.scores
    ]
    return made.model_copy(update={"scores": tuple(scores)})


def sampler(made: Study, **scheme: Any) -> ScoreSampler:
    return score_sampler(made, build(made), Scheme(**scheme))


def drawn(made: Study, count: int = COUNT, **scheme: Any) -> np.ndarray:
    values = sampler(made, **scheme).draw(stream(3, Stream.SCORES, 0), count)
    assert values is not None
    return values


@pytest.mark.parametrize("name", sorted(SPREADS))
def test_every_distribution_has_the_moments_of_its_publication(name: str) -> None:
    low, high, middle = 20.0, 80.0, 30.0
    along = (middle - low) / (high - low)
    deviation = (high - middle) / NINETEEN_OF_TWENTY
    theory = {
        "uniform": stats.uniform(low, high - low),
        "triangular": stats.triang(along, low, high - low),
        "beta": stats.beta(1 + 4 * along, 5 - 4 * along, low, high - low),
        "normal": stats.truncnorm((0 - middle) / deviation, (100 - middle) / deviation, middle, deviation),
    }[name]
    spread = Spread(*(np.array([[each]]) for each in (low, high, middle, 0.0, 100.0)))
    parts = np.linspace(0.001, 0.999, 97)[None]
    np.testing.assert_allclose(SPREADS[name](parts, spread)[0], theory.ppf(parts[0]), atol=1e-8)


def test_confidence_opens_a_score_and_high_confidence_does_not() -> None:
    made = study([leaf("a"), leaf("b")], {"x": {"a": 50, "b": 50}, "y": {"a": 25, "b": 75}})
    unsure = told(made, a={"confidence": Confidence.LOW}, b={"confidence": Confidence.HIGH})
    values = drawn(unsure, scores="confidence")
    assert values[0, 0].min() == pytest.approx(25, abs=0.1)
    assert values[0, 0].max() == pytest.approx(75, abs=0.1)
    assert values[0, 0].mean() == pytest.approx(50, abs=0.5)
    np.testing.assert_array_equal(values[1, 0], 50.0)
    np.testing.assert_array_equal(values[:, 1], [[25.0] * COUNT, [75.0] * COUNT])
    assert sampler(unsure, scores="intervals").draw(stream(3, Stream.SCORES, 0), 5) is None


@pytest.mark.parametrize("shape", ["uniform", "triangular", "beta", "normal"])
def test_a_given_interval_is_sampled_around_its_middle(shape: str) -> None:
    made = study([leaf("a"), leaf("b")], {"x": {"a": 50, "b": 50}, "y": {"a": 25, "b": 75}})
    spread = told(made, a={"value": None, "low": 20.0, "high": 60.0})
    values = drawn(spread, scores="intervals", shape=shape)
    assert values[0, 0].mean() == pytest.approx(40, abs=0.5)
    deviations = {"uniform": 40 / 12**0.5, "triangular": 40 / 24**0.5, "beta": 40 / 28**0.5, "normal": 20 / 1.96}
    assert values[0, 0].std() == pytest.approx(deviations[shape], rel=0.03)


@pytest.mark.parametrize("scores", ["fixed", "intervals", "confidence"])
def test_a_missing_score_lies_anywhere_on_its_scale_under_every_scheme(scores: str) -> None:
    made = study([leaf("a"), leaf("b")], {"x": {"a": None, "b": 50}, "y": {"a": 25, "b": "not-known"}})
    values = drawn(made, scores=scores, shape="normal")
    for cell in (values[0, 0], values[1, 1]):
        np.testing.assert_allclose(np.quantile(cell, [0.1, 0.5, 0.9]), [10, 50, 90], atol=1.5)
    np.testing.assert_array_equal(values[0, 1], 25.0)


def test_a_leaf_without_weight_or_that_does_not_apply_is_not_sampled() -> None:
    rows: dict[str, Any] = {"x": {"a": None, "b": "not-applicable", "c": 50}, "y": {"a": 25, "b": 25, "c": 75}}
    made = study([leaf("a"), leaf("b"), leaf("c")], rows, {"root": {"a": 0, "b": 1, "c": 1}})
    assert sampler(made).draw(stream(3, Stream.SCORES, 0), 5) is None


def evidenced() -> Study:
    links = {name: (EvidenceLink(id=name, relation=Relation.SUPPORTS),) for name in ("p1", "p2", "p3")}
    context = (EvidenceLink(id="p1", relation=Relation.CONTEXT),)
    names = ("a", "b", "c", "d")
    made = study(
        [leaf(name, direction=Direction.MINIMIZE if name == "b" else Direction.MAXIMIZE) for name in names],
        {"x": dict.fromkeys(names, 50), "y": dict.fromkeys(names, 50)},
        documents=(Document(id="doc", citation="A document"),),
        evidence=tuple(Evidence(id=each, document="doc", location="p. 1", quotation="so") for each in links),
    )
    unsure = {"confidence": Confidence.LOW}
    return told(
        made,
        a=unsure | {"evidence": links["p1"]},
        b=unsure | {"evidence": links["p1"] + links["p2"]},
        c=unsure | {"evidence": links["p2"]},
        d=unsure | {"evidence": context},
    )


def test_cells_of_an_option_on_the_same_counting_evidence_move_together_and_a_third_joins_them() -> None:
    made = evidenced()
    values = drawn(made, scores="confidence", together=True)[:, 0]
    correlation = np.corrcoef(values)
    assert correlation[0, 2] == pytest.approx(1.0)
    assert correlation[0, 1] == pytest.approx(-1.0), "they move together as raw scores: the second is minimized"
    assert abs(correlation[0, 3]) < 0.03, "context does not count"
    alone = np.corrcoef(drawn(made, scores="confidence")[:, 0])
    assert np.abs(alone - np.eye(4)).max() < 0.03


def test_every_moving_cell_has_one_source() -> None:
    made = evidenced()
    problem = build(made)
    sources, count = shared_sources(made, problem, problem.known, None)
    assert set(sources) == {(row, column) for row in range(2) for column in range(4)}
    assert set(sources.values()) == set(range(count))


@pytest.mark.parametrize(("field", "value"), [("scores", "confident"), ("shape", "normall")])
def test_an_unknown_way_to_sample_scores_is_refused_with_the_nearest(field: str, value: str) -> None:
    made = study([leaf("a")], {"x": {"a": 50}, "y": {"a": 25}})
    with pytest.raises(UsageError, match="Did you mean"):
        sampler(made, **{field: value})
