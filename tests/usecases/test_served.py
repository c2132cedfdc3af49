"""What a link lets its holder do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from workbench.errors import UsageError, WorkbenchError
from workbench.model.change import Change, ChangeSet
from workbench.store.folder import read
from workbench.usecases.serve import Serving, run
from workbench.usecases.served import NotAllowedError, Person, ServedSession, refusal, run_served_line

if TYPE_CHECKING:
    from workbench.usecases.session import Session  # noqa: I001
    from collections.abc import Iterator
    from pathlib import Path

ANA, BO, GUEST = Person("ana", "Ana"), Person("bo", "Bo"), Person("guest", "Guest", reads_only=True)
CELL = ("border-management", "benefit-us")


@pytest.fixture
def sessions(study_folder: Path) -> Iterator[dict[str, ServedSession]]:
    made = {each.id: ServedSession(study_folder, each) for each in (ANA, BO, GUEST)}
    yield made
    for each in made.values():
        each.close()


def cell(session: Session) -> tuple[str, str]:
    return session.study.options[0].id, session.study.leaves[0].id


def test_a_change_carries_the_name_of_the_link(sessions: dict[str, ServedSession], study_folder: Path) -> None:
    bo = sessions["bo"]
    bo.apply(bo.rescore(*cell(bo), value=75.0))
    bo.flush()
    assert read(study_folder).entries[-1].actor == "bo"


def test_an_observer_changes_nothing_and_is_told(sessions: dict[str, ServedSession], study_folder: Path) -> None:
    guest, told = sessions["guest"], list[str]()
    guest.on_refused = told.append
    before = dict(guest.state)
    guest.apply(guest.rescore(*cell(guest), value=75.0))
    with pytest.raises(NotAllowedError, match="for reading"):
        guest.settle("study", {}, "because") if guest.disputes else guest._perform(
            ChangeSet((Change("study", None, {}),))
        )
    guest.flush()
    assert len(told) == 1
    assert "Guest is for reading" in told[0]
    assert dict(guest.state) == before
    assert not list((study_folder / "log").glob("*-guest-*"))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("score/a/b/ana", "belongs to ana"),
        ("analyst/ana", "belongs to ana"),
        ("round/1", "whoever serves"),
        ("agreed/a/b", "whoever serves"),
        ("side/us", "whoever serves"),
        ("unheard-of/x", "whoever serves"),
    ],
)
def test_what_belongs_to_others_or_to_the_host_is_refused(key: str, words: str) -> None:
    assert words in refusal(BO, [Change(key, None, {})])


@pytest.mark.parametrize(
    "key", ["score/a/b/bo", "analyst/bo", "option/x", "weights/a/b", "setting/view", "order/option"]
)
def test_what_is_shared_or_ones_own_is_allowed(key: str) -> None:
    assert not refusal(BO, [Change(key, None, {})])


@pytest.mark.parametrize(
    "line",
    [
        "report -o /tmp/x.xlsx", "export --to /tmp/x.toml", "new /tmp/x", "open", "serve", "undo", "merge / /",
        "score /etc", "score us-mexico-2011", "check @ river-basin", "score -o /tmp/x", "history --format json -o x",
        "rounds @ open", "rounds reveal", "disputes --settle study --value {} --why x", "evidence --quote x",
        "rank /etc/passwd", "batch x --out y", "weigh swing a:1", "import x", "diff @ river-basin", "pack -o x",
    ],
)  # fmt: skip
def test_a_line_that_writes_or_reads_elsewhere_is_refused(study_folder: Path, line: str) -> None:
    with pytest.raises(UsageError):
        run_served_line(line, study_folder)


@pytest.mark.parametrize(
    "line", ["score", "score @ --explain", "check", "history", "explain border-management labor-brokers"]
)
def test_a_line_that_reads_the_open_study_runs(study_folder: Path, line: str) -> None:
    outcome = run_served_line(line, study_folder)
    assert outcome.reports or outcome.text


def asked(study: Path, **given: Any) -> Serving:
    values: dict[str, Any] = {
        "analyst": (), "observer": (), "host": "127.0.0.1", "port": 0, "name": (), "tls_cert": None, "tls_key": None,
        "sessions": 8, "idle": 60, "without_tls": False,
    } | given  # fmt: skip
    serving = run(str(study), **values).serving
    assert serving is not None
    return serving


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example"])  # noqa: S104 - none of them is listened on
def test_other_machines_are_refused_without_tls_or_a_flag(study_folder: Path, host: str) -> None:
    with pytest.raises(UsageError, match="reads along"):
        asked(study_folder, host=host, name=("desk.example",))
    assert asked(study_folder, host=host, name=("desk.example",), without_tls=True).host == host


@pytest.mark.parametrize(
    "given",
    [
        {"host": "0.0.0.0", "without_tls": True},  # noqa: S104 - refused
        {"analyst": ("Ana", "ana")},
        {"analyst": ("Ana",), "observer": ("ANA",)},
        {"sessions": 0},
        {"idle": 0},
        {"port": 70000},
        {"tls_cert": "x"},
        {"tls_cert": "x", "tls_key": "y"},
        {"analyst": ("!",)},
    ],
)
def test_what_cannot_be_served_is_refused_in_words(study_folder: Path, given: dict[str, Any]) -> None:
    with pytest.raises(WorkbenchError):
        asked(study_folder, **given)
