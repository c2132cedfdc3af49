"""What holds for every weighting, whatever its formula."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import workbench
from workbench.engine.method import weightings
from workbench.errors import MethodError

METHODS = sorted(weightings())
scale = st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 4, 5, 7, 9])


@st.composite
def numbers(draw: st.DrawFn) -> np.ndarray:
    """Return 1 to 6 numbers, not negative, not all zero."""
    drawn = draw(arrays.arrays(np.float64, st.integers(1, 6), elements=st.floats(0, 100).map(lambda x: round(x, 3))))
    drawn[draw(st.integers(0, len(drawn) - 1))] += 1
    return drawn


@st.composite
def judgements(draw: st.DrawFn) -> np.ndarray:
    """Return a reciprocal table on 1 to 5 criteria, some of it missing, all of it joined."""
    n_criteria = draw(st.integers(1, 5))
    table = np.eye(n_criteria)
    for i in range(n_criteria):
        for j in range(i + 1, n_criteria):
            judged = j == i + 1 or draw(st.booleans())
            table[i, j] = draw(scale) if judged else np.nan
            table[j, i] = 1 / table[i, j]
    return table


@st.composite
def best_and_worst(draw: st.DrawFn) -> np.ndarray:
    """Return both rows of answers on 2 to 6 criteria, with one best and one worst."""
    n_criteria = draw(st.integers(2, 6))
    apart = draw(st.integers(2, 9))
    rows = draw(arrays.arrays(np.float64, (2, n_criteria), elements=st.integers(2, 9).map(float)))
    rows[0, 0], rows[1, -1], rows[0, -1], rows[1, 0] = 1, 1, apart, apart
    return rows


tables = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.floats(0, 100).map(lambda x: round(x, 3))
)
SAMPLES: dict[str, st.SearchStrategy[np.ndarray]] = {
    "names": numbers().map(np.ones_like),
    "numbers": numbers(),
    "ranks": arrays.arrays(np.float64, st.integers(1, 6), elements=st.integers(1, 6).map(float)),
    "comparisons": judgements(),
    "best_and_worst": best_and_worst(),
    "table": tables,
}


def weigh(method: str, sample: np.ndarray) -> Any:
    """Return the weights of a sample, in the form that the weighting takes."""
    weighting = weightings()[method]
    if weighting.input == "names":
        return workbench.weigh(method, n=len(sample))
    if weighting.input == "best_and_worst":
        return workbench.weigh(method, **dict(zip(weighting.answers, sample, strict=True)))
    more = {"directions": [1] * sample.shape[1]} if weighting.input == "table" else {}
    return workbench.weigh(method, **{weighting.answers[0]: sample}, **more)


def reordered(method: str, sample: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Return a sample with its criteria in another order."""
    both = weightings()[method].input == "comparisons"
    mixed: np.ndarray = sample[order][:, order] if both else sample[..., order]
    return mixed


@pytest.mark.parametrize("method", METHODS)
@given(data=st.data())
def test_weights_are_finite_not_negative_and_sum_to_1(method: str, data: st.DataObject) -> None:
    result = weigh(method, data.draw(SAMPLES[weightings()[method].input]))
    assert (result.weights >= 0).all()
    assert result.weights.sum() == pytest.approx(1, abs=1e-12)
    assert len(result.names) == len(result.weights)
    assert all(np.isfinite(step.data).all() and step.data.ndim == len(step.axes) for step in result.steps)


@pytest.mark.parametrize("method", METHODS)
@given(data=st.data(), seed=st.integers(0, 1000))
def test_the_order_of_criteria_changes_nothing_but_the_order(method: str, data: st.DataObject, seed: int) -> None:
    sample = data.draw(SAMPLES[weightings()[method].input])
    weights = weigh(method, sample).weights
    order = np.random.default_rng(seed).permutation(len(weights))
    assert weigh(method, reordered(method, sample, order)).weights == pytest.approx(weights[order], abs=1e-7)


@pytest.mark.parametrize("method", [name for name in METHODS if weightings()[name].input in {"numbers", "table"}])
@given(data=st.data(), factor=st.floats(0.01, 100))
def test_the_unit_of_the_answers_changes_nothing(method: str, data: st.DataObject, factor: float) -> None:
    sample = data.draw(SAMPLES[weightings()[method].input].filter(_differs_clearly))
    assert weigh(method, sample * factor).weights == pytest.approx(weigh(method, sample).weights, abs=1e-6)


def _differs_clearly(sample: np.ndarray) -> bool:
    """Return whether no column differs by a hair only, which another unit may round away."""
    spread = sample.max(axis=0) - sample.min(axis=0)
    return sample.ndim == 1 or bool(((spread == 0) | (spread > 0.01)).all())


@pytest.mark.parametrize("method", METHODS)
@given(data=st.data())
def test_names_are_kept(method: str, data: st.DataObject) -> None:
    sample = data.draw(SAMPLES[weightings()[method].input])
    unnamed = weigh(method, sample)
    names = [f"c{place}" for place in range(len(unnamed.names))]
    keys = weightings()[method].answers
    if weightings()[method].input in {"numbers", "ranks", "best_and_worst"}:
        rows = np.atleast_2d(sample)
        answers = {key: dict(zip(names, row.tolist(), strict=True)) for key, row in zip(keys, rows, strict=True)}
        assert workbench.weigh(method, **answers).by_name == dict(zip(names, unnamed.weights.tolist(), strict=True))


@pytest.mark.parametrize("method", METHODS)
def test_it_names_its_source_and_says_what_it_takes(method: str) -> None:
    assert weightings()[method].source
    with pytest.raises(MethodError, match=f"{method} takes no 'wieghts'. .*Known: "):
        workbench.weigh(method, wieghts=[1])


def test_weighing_loads_no_pydantic_and_no_screen() -> None:
    code = "import workbench, sys; workbench.weigh('points', points=[1, 2]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"pydantic", "pandas", "textual", "scipy"} & {name.partition(".")[0] for name in done.stdout.split()}
