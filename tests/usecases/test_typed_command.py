"""A verb typed as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.errors import UsageError
from workbench.usecases.typed_command import read_line, run_line

if TYPE_CHECKING:
    from pathlib import Path


def test_the_open_study_stands_where_none_is_named(study_folder: Path) -> None:
    verb, values = read_line("score --explain --format=json", study_folder)
    assert verb.name == "score"
    assert values["studies"] == (str(study_folder),)
    assert values["explain"] is True
    assert values["format"] == "json"
    assert values["weights"] is None


def test_a_named_study_is_taken_as_it_is(study_folder: Path) -> None:
    assert read_line("workbench score river-basin", study_folder)[1]["studies"] == ("river-basin",)
    assert read_line("check 'a b'", study_folder)[1]["studies"] == ("a b",)


def test_a_sign_stands_for_the_open_study_wherever_a_path_is_wanted(study_folder: Path) -> None:
    assert read_line("weigh equal --into @", study_folder)[1]["into"] == str(study_folder)


def test_the_line_gives_what_the_verb_gives(study_folder: Path) -> None:
    from workbench.usecases.verb import verbs

    direct = verbs()["history"].run(study=str(study_folder), option=None, criterion=None, analyst=None, since=None,
                                    until=None, format="csv")  # fmt: skip
    assert run_line("history --format csv", study_folder).text == direct.text


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("scor", "Did you mean 'score'?"),
        ("", "Nothing was typed"),
        ("score 'x", "Close every quotation mark"),
        ("score --explian", "Did you mean '--explain'?"),
        ("score --weights", "needs a value"),
        ("score --format xml", "takes no 'xml'"),
        ("history a b", "'b' is too much"),
        ("weigh", "needs METHOD"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_with_the_way_out(study_folder: Path, line: str, found: str) -> None:
    with pytest.raises(UsageError, match=r".*") as error:
        read_line(line, study_folder)
    assert found in str(error.value)


def test_what_is_done_with_a_round_need_not_name_the_study(study_folder: Path) -> None:
    for line in ("rounds open", "rounds open --with ana --with bo", "rounds @ open"):
        values = read_line(line, study_folder)[1]
        assert (values["study"], values["action"]) == (str(study_folder), "open")
    assert read_line("rounds", study_folder)[1]["study"] == str(study_folder)
    values = read_line("rounds elsewhere reveal", study_folder)[1]
    assert (values["study"], values["action"]) == ("elsewhere", "reveal")


def test_a_verb_says_here_too_what_it_takes(study_folder: Path) -> None:
    for line in ("rounds --help", "workbench rounds -h"):
        text = run_line(line, study_folder).text
        assert "[open|reveal|close]" in text
        assert "--with ID" in text
        assert max(map(len, text.splitlines())) <= 80
