"""The first page: what stands on it, in which order, also where much is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import group, leaf, study
from workbench.analysis.finding import finding
from workbench.usecases.bilateral import bilateral
from workbench.usecases.load import load
from workbench.usecases.pages.first_page_tables import talked_cells
from workbench.usecases.robustness import robustness
from workbench.usecases.score import score
from workbench.usecases.summary import PARTS, first_report, summary
from workbench.usecases.verb import verbs

if TYPE_CHECKING:
    from workbench.model.criterion import Criterion
    from workbench.model.report import Report


@pytest.fixture(scope="module")
def shipped() -> Report:
    return first_report(summary(load("us-mexico-2011")))


def test_the_page_answers_in_the_order_in_which_one_asks(shipped: Report) -> None:
    titles = [table.title for table in shipped.tables]
    begins = ["The ranking by each", "Subtotals", "How firm", "Gain − burden", "Who answers", "Worth talking", "Beside",
              "Evidence"]  # fmt: skip
    assert len(titles) == len(begins)
    assert all(title.startswith(begin) for title, begin in zip(titles, begins, strict=True))
    assert any(label.startswith("ILLUSTRATIVE") for label in shipped.labels)
    assert shipped.labels[-1].startswith("Status: 84 cells: none untouched")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("two-sides-example", "OPEN: the first rank of Co-development is not firm. It comes first in "),
        ("us-mexico-2011", "OPEN: the first rank of Co-development is not firm. It comes first in "),
        ("river-basin", "FIRM WITHIN THE STATED UNCERTAINTY: the first rank of Joint centre holds "),
        ("river-basin-three", "FIRM: the first rank of Joint centre is firm. It comes first in "),
    ],
)
def test_the_verdict_of_robustness_follows_the_finding_at_once(name: str, begins: str) -> None:
    page, found = summary(name), robustness(name)
    assert page.firmness is not None
    assert page.firmness.word == found.verdict
    assert page.firmness.shares == found.first_shares[0].shares
    assert first_report(page).finding.startswith(f"{finding(page.evaluation)} {begins}")


def test_the_verdict_names_who_comes_first_in_the_other_rankings() -> None:
    said = first_report(summary("two-sides-example")).finding
    assert said.endswith("Of the 5 rankings side by side another option comes first: Border management in 2.")
    assert "Of the" not in first_report(summary("river-basin-three")).finding


def test_each_perspective_has_the_ranking_that_score_gives(shipped: Report) -> None:
    table = shipped.tables[0]
    column = [each.label for each in table.columns].index("us-side")
    found = {str(row[0]): str(row[column]).split() for row in table.rows}
    for each in score("us-mexico-2011", weights="us-side").results:
        assert found[each.brief][:2] == [str(each.rank), f"{each.total:.2f}"]


def test_subtotals_stand_beside_their_geometric_form_and_the_weakest_cell(shipped: Report) -> None:
    rows = shipped.tables[1].rows
    geometric = score("us-mexico-2011", aggregators={"accountability": "geometric"})
    totals = next(each for each in geometric.groups if each.id == "accountability").totals
    briefs = [each.brief for each in geometric.results]
    for row in rows[4:]:
        assert row[3] == pytest.approx(totals[briefs.index(str(row[1]))])
    assert any(row[4] == "0 Root causes" for row in rows)


def test_the_weakest_cell_of_a_branch_may_stand_in_a_group_within_it() -> None:
    nodes: list[Criterion] = [
        group("branch"),
        group("inner", "branch"),
        leaf("deep", "inner"),
        leaf("near", "branch"),
        leaf("apart"),
    ]
    rows = {"x": {"deep": 25, "near": 75, "apart": 0}, "y": {"deep": 75, "near": 50, "apart": 100}}
    page = first_report(summary(study(nodes, rows)))
    subtotals = next(table for table in page.tables if table.title.startswith("Subtotals"))
    weakest = {row[1]: row[-1] for row in subtotals.rows if str(row[0]).startswith("Branch") or not row[0]}
    assert weakest == {"X": "25 Deep", "Y": "50 Near"}


def test_the_sides_figures_are_those_of_bilateral(shipped: Report) -> None:
    found = bilateral("us-mexico-2011")
    assert [row[0] for row in shipped.tables[3].rows] == list(found.options.values())


def test_the_talked_of_cells_are_those_of_the_table() -> None:
    page = summary(load("two-sides-example"))
    table = next(each for each in first_report(page).tables if each.title.startswith("Worth talking"))
    assert len(talked_cells(page)) == len(table.rows) == 5


def test_one_option_and_no_score_have_a_page() -> None:
    one = first_report(summary(study([leaf("cost")], {"bus": {"cost": 50}})))
    assert "with one option there is no ranking" in one.finding
    none = first_report(summary(study([leaf("cost")], {"bus": {}, "tram": {}})))
    assert none.finding.startswith("There is no ranking yet")
    assert "OPEN" not in one.finding + none.finding
    assert "2 untouched" in none.labels[-1]


def test_a_shared_first_rank_has_no_nearest_flip() -> None:
    tied = summary(study([group("all"), leaf("cost", "all")], {"bus": {"cost": 50}, "tram": {"cost": 50}}))
    assert first_report(tied).finding.endswith("OPEN: the first rank is shared.")
    firm = next(each for each in first_report(tied).tables if each.title == "How firm it is")
    assert [row[0] for row in firm.rows] == ["Possible ranks", "Flips"]


def test_a_gap_that_leaves_the_ranking_open_is_said_once() -> None:
    rows: dict[str, dict[str, float | str | None]] = {"bus": {"cost": 100}, "tram": {"cost": 100}, "ferry": {}}
    said = first_report(summary(study([leaf("cost")], rows))).finding
    assert said == "The ranking is open: 1 score is missing, on Ferry."


def test_the_verb_prints_the_page() -> None:
    asked = dict.fromkeys(("weights", "view", "profile", "option_set", "output"))
    outcome = verbs()["summary"].run(study="two-sides-example", **asked)
    assert outcome.reports == (first_report(summary("two-sides-example")),)


def test_the_parts_of_the_page_are_told_of_one_after_the_other() -> None:
    told: list[tuple[int, int]] = []
    summary(load("two-sides-example"), parts=lambda done, of: told.append((done, of)))
    assert told == [(number, PARTS) for number in range(1, PARTS + 1)]


def test_what_is_raised_between_two_parts_ends_the_page() -> None:
    def stop(done: int, _of: int) -> None:
        if done == PARTS - 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        summary(load("two-sides-example"), parts=stop)
