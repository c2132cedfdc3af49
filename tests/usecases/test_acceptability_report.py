"""Tables of sampled ranks: figures as found, never told from seldom, and what must stand beside a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.acceptability import Running
from workbench.analysis.acceptability_studies import acceptability_of
from workbench.analysis.acceptability_tables import rank_acceptability
from workbench.analysis.global_sensitivity import global_sensitivity
from workbench.usecases.pages.acceptability_report import acceptability_tables, sensitivity_table

if TYPE_CHECKING:
    from workbench.model.study import Study


def test_options_stand_by_expected_rank_with_their_labels_and_the_scheme_beside(shipped: Study) -> None:
    found = acceptability_of(shipped, running=Running(5000))
    ranks, pairs, central = acceptability_tables(found)
    assert ranks.rows[0][0] == "Co-development"
    expected = [row[5] for row in ranks.rows]
    assert expected == sorted(expected, key=float)  # type: ignore[arg-type]
    for words in ("5,000 samples", "seed 20110401", "sibling group", "share the better rank", "0.014"):
        assert words in ranks.note
    assert len(pairs.rows) == len(pairs.columns) - 1 == 4
    assert all(row[place + 1] is None for place, row in enumerate(pairs.rows))
    assert "of 22" in central.note


def test_what_never_happens_is_a_dash_and_no_zero() -> None:
    found = rank_acceptability([[2, 2], [1, 1]], ["maximize"] * 2, samples=100)
    ranks, _, central = acceptability_tables(found, {"option 1": "First", "criterion 1": "Cost"})
    assert ranks.rows == (("First", 1.0, None, 1.0, 1.0, 1.0), ("option 2", None, 1.0, 2.0, found.holistic[1], None))
    assert [each.label for each in central.columns] == ["Criterion", "First", "option 2"]
    assert {row[0] for row in central.rows} == {"Cost", "criterion 2"}
    assert [row[2] for row in central.rows] == [None, None]


def test_the_lead_is_told_with_its_option_unit_and_intervals(shipped: Study) -> None:
    table = sensitivity_table(global_sensitivity(shipped, samples=2**10))
    assert table.rows[0][0] == "weights"
    assert "Co-development" in table.note
    assert "parts of the range" in table.note
    assert " to " in str(table.rows[0][2])
