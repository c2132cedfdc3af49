"""What a study states about its sides: a status quo with a label, rates, thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from workbench.errors import DefinitionError
from workbench.model.settings import Settings, StatusQuo
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STUDY = """
use = ["river-basin/criteria.toml", "river-basin/options.toml"]
id = "tried"
title = "Tried"

[[sides]]
id = "upper"
label = "Upper state"

[[sides]]
id = "lower"
label = "Lower state"

"""


@pytest.mark.parametrize("label", ["", "  "])
def test_a_status_quo_without_a_label_is_refused(label: str) -> None:
    with pytest.raises(ValidationError, match="say what the numbers are and who set them"):
        StatusQuo(label=label, totals={"us": 40.0})


@pytest.mark.parametrize(
    "fields", [{"exchange_rates": {"us": -1.0}}, {"rough_proportion": 1.5}, {"mutuality_levels": -1.0}]
)
def test_rates_and_thresholds_that_mean_nothing_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("[settings]\nexchange_rates = { uper = 1 }", "settings.exchange_rates.uper: 'uper' is not in the study"),
        ('[settings]\nstatus_quo = { label = "s", totals = { lowr = 1 } }', "status_quo.totals.lowr: 'lowr' is not"),
        ("[settings]\nstatus_quo = { totals = { lower = 1 } }", "status_quo"),
        (
            '[[analysts]]\nid = "ana"\nlabel = "Ana"\nweight_set = "nope"',
            "analysts[1].weight_set: 'nope' is not in the study",
        ),
        (
            (
                '[[options]]\nid = "more"\nlabel = "More"\n'
                'interactions = [{ others = ["radr"], criterion = "gain-upper", change = 1, reason = "r" }]'
            ),
            "interactions[1].others[1]: 'radr' is not in the study. Did you mean 'radar'?",
        ),
        (
            (
                '[[options]]\nid = "more"\nlabel = "More"\n'
                'interactions = [{ others = ["radar"], criterion = "gain-uper", change = 1, reason = "r" }]'
            ),
            "interactions[1].criterion: 'gain-uper' is not in the study. Did you mean 'gain-upper'?",
        ),
        (
            '[[options]]\nid = "more"\nlabel = "More"\nincompatible_with = ["radr"]',
            "incompatible_with[1]: 'radr' is not in the study",
        ),
    ],
)
def test_what_they_name_must_be_in_the_study(lines: str, message: str, source: Callable[[str], Path]) -> None:
    with pytest.raises(DefinitionError) as caught:
        load(source(STUDY + lines))
    assert message in str(caught.value)


def test_a_study_of_ones_own_can_state_all_of_them(source: Callable[[str], Path]) -> None:
    text = (
        "[settings]\nexchange_rates = { upper = 2 }\nmutuality_levels = 2.0\nrough_proportion = 0.7\n"
        'comparability = "same money"\nstatus_quo = { label = "agreed", totals = { upper = 1, lower = 2 } }\n'
    )
    settings = load(source(STUDY + text)).settings
    assert settings.exchange_rates == {"upper": 2.0}
    assert settings.status_quo == StatusQuo(label="agreed", totals={"upper": 1.0, "lower": 2.0})
    assert (settings.mutuality_levels, settings.rough_proportion) == (2.0, 0.7)
