"""Results as a tidy table: one row for each scenario, run and option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.model.reading import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.analysis.scenarios import Scenarios, ScenarioScores
    from workbench.batch.job import Run
    from workbench.model.evaluation import Mask, Matrix, Ranks

COLUMNS = (
    *("scenario", "study", "method", "weights", "view", "aggregators", "option"),
    *("total", "low", "high", "rank", "best_rank", "worst_rank", "margin", "illustrative", "notices"),
)
SAMPLED = ("first_rank_share", "expected_rank")
"""Columns that follow where weights are sampled."""


def results_table(
    ids: Any,  # noqa: ANN401 - an Arrow array
    run: Run,
    scenarios: Scenarios,
    scores: ScenarioScores,
    sampled: tuple[Matrix, Matrix] | None = None,
) -> Any:  # noqa: ANN401 - an Arrow table
    """Return one run's results, the options of each scenario together, in the study's order.

    Parameters
    ----------
    ids
        The scenarios' ids, as an Arrow array of shape (n_scenarios,).
    sampled
        Share of first ranks and expected rank, shape (n_options, n_scenarios) each.
    """
    import pyarrow as pa

    options, count = scores.totals.shape
    words = _words(run, scenarios)
    columns = {
        "scenario": ids.take(pa.array(np.repeat(np.arange(count), options))),
        **{name: _same(text, options * count) for name, text in words.items()},
        "option": _named(np.tile(np.arange(options, dtype=np.int16), count), scenarios.options),
        "total": _floats(scores.totals),
        "low": _nothing(count * options, pa.float64()) if scores.low is None else _floats(scores.low),
        "high": _nothing(count * options, pa.float64()) if scores.high is None else _floats(scores.high),
        "rank": _ranks(scores.ranks),
        "best_rank": _nothing(count * options, pa.int32()) if scores.best_ranks is None else _ranks(scores.best_ranks),
        "worst_rank": _nothing(count * options, pa.int32())
        if scores.worst_ranks is None
        else _ranks(scores.worst_ranks),
        "margin": _floats(scores.margins),
        "illustrative": pa.array(np.full(count * options, scenarios.study.illustrative)),
        "notices": _notices(scores, options, count),
    }
    if sampled is not None:
        columns |= {name: _floats(each) for name, each in zip(SAMPLED, sampled, strict=True)}
    return pa.table(columns)


def _words(run: Run, scenarios: Scenarios) -> dict[str, str]:
    reading, study = run.reading, scenarios.study
    return {
        "study": study.id,
        "method": run.method,
        "weights": scenarios.weights_id,
        "view": reading.view or study.view or "",
        "aggregators": " ".join(f"{group}={rule}" for group, rule in sorted(run.aggregators.items())),
    }


def used(run: Run, scenarios: Scenarios) -> dict[str, Any]:
    """Return the run as plain data, with the study's own choice where the run leaves it open.

    As in the results, weights are "" where siblings count equally, and the view where the scores have none.
    """
    reading, settings = run.reading, scenarios.study.settings
    words = _words(run, scenarios)
    return run.facts() | {
        "weights": words["weights"],
        "view": words["view"],
        "profile": reading.profile or settings.profile or ALL,
        "option_set": reading.option_set or settings.option_set or ALL,
    }


def _flat(lanes: Any) -> Any:  # noqa: ANN401 - floats or ranks
    """Return rows scenario by scenario, from options in rows and scenarios in columns."""
    return np.ascontiguousarray(lanes.T).reshape(-1)


def _floats(lanes: Matrix) -> Any:  # noqa: ANN401 - an Arrow array
    import pyarrow as pa

    flat = _flat(lanes)
    unknown = np.isnan(flat)
    return pa.array(flat, mask=unknown) if unknown.any() else pa.array(flat)


def _ranks(lanes: Ranks) -> Any:  # noqa: ANN401 - an Arrow array
    import pyarrow as pa

    flat = _flat(lanes).astype(np.int32, copy=False)
    none = flat == 0
    return pa.array(flat, mask=none) if none.any() else pa.array(flat)


def _nothing(count: int, kind: Any) -> Any:  # noqa: ANN401 - an Arrow type and array
    import pyarrow as pa

    return pa.nulls(count, kind)


def _same(text: str, count: int) -> Any:  # noqa: ANN401 - an Arrow array
    return _named(np.zeros(count, dtype=np.int16), (text,))


def _named(places: Any, names: Sequence[str]) -> Any:  # noqa: ANN401 - an Arrow array
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(places), pa.array(list(names), pa.string()))


def _notices(scores: ScenarioScores, options: int, count: int) -> Any:  # noqa: ANN401 - an Arrow array
    codes = sorted(scores.notices)
    bits = np.zeros((options, count), dtype=np.int16)
    for place, code in enumerate(codes):
        mask: Mask = scores.notices[code]
        bits |= np.left_shift(mask.astype(np.int16), place)
    texts = [" ".join(code for place, code in enumerate(codes) if bit >> place & 1) for bit in range(2 ** len(codes))]
    return _named(np.ascontiguousarray(bits.T).reshape(-1), texts)
