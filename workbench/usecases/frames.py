"""Results as pandas frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbench.model.evaluation import Evaluation


def to_frame(evaluation: Evaluation) -> pd.DataFrame:
    """Return a result as a tidy frame, one row an option.

    A study's result has the columns of the CSV. A bare table's has option, total and rank; with several weight
    vectors or tables also `case`, counting from 0 through the leading axes.
    """
    import numpy as np
    import pandas as pd

    from workbench.model.evaluation import StudyEvaluation

    if isinstance(evaluation, StudyEvaluation):
        from workbench.formats.result_csv import COLUMNS, records

        frame = pd.DataFrame(records(evaluation), columns=list(COLUMNS))
        return frame.astype({"rank": "Int64"})
    n_options = len(evaluation.options)
    totals = evaluation.totals.reshape(-1, n_options)
    columns = {
        "option": np.tile(np.array(evaluation.options, dtype=object), len(totals)),
        "total": totals.ravel(),
        "rank": evaluation.ranks.reshape(-1),
    }
    if evaluation.totals.ndim > 1:
        columns = {"case": np.repeat(np.arange(len(totals)), n_options), **columns}
    return pd.DataFrame(columns)
