"""disputes: listing and settling them, from the shell and from Python, after two sessions changed one cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from workbench.errors import UsageError
from workbench.store.folder import read
from workbench.usecases import disputes
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.usecases.verb import Outcome

CELL = "border-management", "benefit-us"
KEY = "score/border-management/benefit-us/ana"


def called(path: Path, **options: Any) -> Outcome:
    """Run the verb as its command would."""
    values = {each.name: each.default for each in disputes.VERB.parameters}
    return disputes.VERB.run(**values | {"study": str(path)} | options)


@pytest.fixture
def disputed(study_folder: Path) -> Path:
    """Ana worked on one cell on two machines at once, and on its neighbor on one of them."""
    sessions = [Session(study_folder, ("ana", "Ana")) for _ in range(2)]
    # Her claims stand in the order in which they were made, by number of changes seen.
    sessions[1].apply(sessions[1].rescore("labor-brokers", "benefit-us", value=25.0))
    for session, value in zip(sessions, (0.0, 100.0), strict=True):
        changes = session.rescore(*CELL, value=value, rationale=f"reads as {value:g}")
        session.apply(changes)
    for session in sessions:
        assert session.flush().done
    for session in sessions:
        session.refresh()
        assert [each.key for each in session.disputes] == [KEY]
        assert session.close().done
    return study_folder


def test_what_is_in_dispute_is_listed_claim_by_claim_and_leaves_something_to_do(disputed: Path) -> None:
    done = called(disputed)
    assert done.exit_code == 3
    (report,) = done.reports
    assert report.finding == "1 dispute. Claim 1 stands until it is settled."
    (table,) = report.tables
    assert [(row[0], row[2], row[3], row[4]) for row in table.rows] == [
        (KEY, 1, "0; rationale: reads as 0", "ana"),
        ("", 2, "100; rationale: reads as 100", "ana"),
    ]
    assert "--settle KEY --claim N --why REASON" in done.words[-1]
    (dispute,) = json.loads(called(disputed, format="json").text)
    assert dispute["key"] == KEY
    assert [claim["value"]["value"] for claim in dispute["claims"]] == [0.0, 100.0]
    assert disputes.disputes(disputed)[0].key == KEY


def test_a_dispute_is_settled_with_one_of_its_claims_and_a_reason_for_all_to_see(disputed: Path) -> None:
    watching = Session(disputed, ("bo", "Bo"))
    done = called(disputed, settle=KEY, claim=2, why="we agreed on the phone", analyst="Bo")
    assert done.exit_code == 0
    assert done.words[0] == ("Settled: border-management on benefit-us, ana's score is 100; rationale: reads as 100.")
    assert done.reports[0].finding == "Nothing is in dispute."
    contents = read(disputed)
    assert contents.state[KEY]["value"] == 100.0
    assert (contents.entries[-1].actor, contents.entries[-1].why) == ("bo", "we agreed on the phone")
    assert watching.disputes
    watching.refresh()
    assert watching.disputes == ()
    watching.close()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("50", {"value": 50.0, "rationale": "the middle"}),
        ('{"low": 25.0, "high": 50.0}', {"low": 25.0, "high": 50.0}),
        ("null", None),
    ],
)
def test_a_dispute_is_settled_with_another_value(disputed: Path, value: str, expected: object) -> None:
    assert called(disputed, settle=KEY, value=value, why="the middle").exit_code == 0
    assert read(disputed).state.get(KEY) == expected
    assert disputes.disputes(disputed) == ()


def test_settling_from_python_takes_the_value_as_it_stands_in_a_claim(disputed: Path) -> None:
    (dispute,) = disputes.disputes(disputed)
    disputes.settle(disputed, KEY, dispute.claims[1].value, "as counted", analyst="Bo")
    assert read(disputed).state[KEY] == dispute.claims[1].value


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"settle": KEY, "claim": 1}, "not settled without a reason"),
        ({"settle": KEY, "claim": 3, "why": "so"}, "has no claim 3. Give one from 1 to 2"),
        ({"settle": KEY, "why": "so"}, "Give --claim N, as listed, or --value"),
        ({"settle": KEY, "claim": 1, "value": "5", "why": "so"}, "one of its claims, or with another"),
        ({"settle": KEY, "value": "much", "why": "so"}, 'cannot be "much": it is no record of fields. Nothing'),
        ({"settle": KEY, "value": '{"value": "x"}', "why": "so"}, "value: Input should be a valid number"),
        ({"settle": f"{KEY}x", "claim": 1, "why": "so"}, f"is in no dispute. Did you mean '{KEY}'"),
        ({"claim": 1}, "Name it: --settle KEY"),
    ],
)
def test_what_settles_nothing_says_why_and_changes_nothing(disputed: Path, options: dict[str, Any], said: str) -> None:
    before = {path: path.read_bytes() for path in disputed.rglob("*.json*")}
    with pytest.raises(UsageError) as refusal:
        called(disputed, **options)
    assert said in str(refusal.value)
    assert {path: path.read_bytes() for path in disputed.rglob("*.json*")} == before


def test_a_study_without_disputes_says_so(study_folder: Path) -> None:
    done = called(study_folder)
    assert (done.exit_code, done.reports[0].finding, done.words) == (0, "Nothing is in dispute.", ())
    assert called(study_folder, format="json").text == "[]\n"
