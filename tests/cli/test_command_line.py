"""The command line as a process: what it prints where, and how it ends."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from workbench.usecases.locations import home
from workbench.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = "us-mexico-2011"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


def workbench(*arguments: str | Path, **environment: str) -> Done:
    """Run the program without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "workbench", *map(str, arguments)],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def test_the_version_is_one_line() -> None:
    assert workbench("--version") == Done(0, f"workbench {VERSION}\n", "")
    assert workbench("--version", "--help").out.startswith(f"workbench {VERSION}")


def test_the_help_names_every_command() -> None:
    done = workbench("--help")
    assert done.code == 0
    assert {"check", "new", "open", "report", "score"} <= set(done.out.split())


def test_a_ranking_is_printed_with_its_label_and_words_go_elsewhere(expected: dict[str, Any]) -> None:
    done = workbench("score", SHIPPED)
    assert (done.code, done.err) == (0, "")
    assert "ILLUSTRATIVE" in done.out
    for figures in expected["baseline"].values():
        assert f"{figures['total']:.2f}" in done.out


def test_without_a_command_and_without_a_terminal_the_shipped_study_is_scored() -> None:
    assert workbench() == workbench("score", SHIPPED)


def test_json_holds_the_ranking_to_four_decimals(expected: dict[str, Any]) -> None:
    done = workbench("score", SHIPPED, "--format", "json")
    (result,) = json.loads(done.out)
    assert result["format"] == "policy-result/1"
    assert result["study"]["illustrative"] is True
    totals = {option["id"]: option["total"] for option in result["options"]}
    assert totals == pytest.approx({name: each["total"] for name, each in expected["baseline"].items()}, abs=5e-5)
    assert set(result) >= {"study", "run", "options", "groups", "weights", "not_separable", "steps", "notices"}
    assert set(result["weights"][0]) == {"criterion", "local", "global", "raw"}
    assert result["steps"]["node_values"]["axes"] == ["option", "node"]


def test_json_lines_hold_one_study_a_line() -> None:
    done = workbench("score", SHIPPED, SHIPPED, "--format", "jsonl")
    assert [json.loads(line)["study"]["id"] for line in done.out.splitlines()] == [SHIPPED, SHIPPED]


def test_every_csv_row_carries_the_label() -> None:
    rows = list(csv.DictReader(StringIO(workbench("score", SHIPPED, "--format", "csv").out)))
    assert len(rows) == 4
    assert {row["illustrative"] for row in rows} == {"true"}
    assert [row["rank"] for row in rows] == ["2", "4", "3", "1"]


def test_an_aggregator_and_a_method_can_be_chosen(expected: dict[str, Any]) -> None:
    done = workbench("score", SHIPPED, "--aggregator", "answerability=geometric", "--format", "json")
    totals = {option["id"]: option["total"] for option in json.loads(done.out)[0]["options"]}
    geometric = {name: each["total_geometric_answerability"] for name, each in expected["baseline"].items()}
    assert totals == pytest.approx(geometric, abs=5e-5)
    done = workbench("score", SHIPPED, "--method", "weighted_sum", "--aggregator", "answerability=geometric")
    assert "the groups' own aggregators were ignored" in done.out


def test_explaining_prints_groups_weights_and_steps() -> None:
    done = workbench("score", SHIPPED, "--explain")
    assert {"Totals of every group", "Weights", "Node values"} <= {line.strip() for line in done.out.splitlines()}


def test_output_goes_to_a_file_and_the_words_to_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    done = workbench("score", SHIPPED, "--format", "csv", "-o", path)
    assert (done.code, done.out) == (0, "")
    assert f"Wrote {path}" in done.err
    assert path.read_text(encoding="utf-8").startswith("study,")
    assert path.stat().st_mode & 0o444 == 0o444 & ~current_mask()


def current_mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("scor",), 2, "There is no command 'scor'. Did you mean 'score'?"),
        (("score",), 2, "Missing argument"),
        (("score", "nope"), 2, "There is no study 'nope': neither a path nor a shipped study. Known: river-basin,"),
        (("score", SHIPPED, "--method", "topsys"), 2, "There is no method 'topsys'"),
        (("score", SHIPPED, "--weights", "balance"), 2, "Did you mean 'balanced'?"),
        (("score", SHIPPED, "-p", "x"), 2, "'x' is not of the form NAME=VALUE"),
        (("score", SHIPPED, "-p", "x=1"), 2, "value_tree has no parameter 'x'"),
        (("score", SHIPPED, "--format", "xml"), 2, "'xml' is not one of"),
        (("score", SHIPPED, "-o", "/nowhere/out.txt"), 5, "/nowhere/out.txt cannot be written"),
        (("report", SHIPPED, "-o", "report.pdf"), 2, "a report ends in .xlsx, .html, .md"),
        (("new", "/proc/study"), 4, "/proc/study cannot be created"),
        (("open", SHIPPED), 2, "There is no terminal to work in"),
    ],
)
def test_what_goes_wrong_is_one_message_and_the_right_exit_code(
    arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = workbench(*arguments)
    assert (done.code, done.out) == (code, "")
    assert message in " ".join(done.err.split())


def test_a_definition_with_three_mistakes_brings_three_messages_and_nothing_is_written(tmp_path: Path) -> None:
    source = tmp_path / "study.toml"
    source.write_text(
        'id = "x"\ntitle = "X"\n\n[[criteria]]\nid = "cost"\nlabel = "Cost"\ndirection = "down"\n'
        'scale = { kind = "measured", unit = "EUR", worst = 9, best = "low" }\n\n[[options]]\nid = "a"\nname = "A"\n'
        'label = "A"\n',
        encoding="utf-8",
    )
    for arguments in (("score", source), ("check", source), ("new", tmp_path / "folder", "--from", source)):
        done = workbench(*arguments)
        assert (done.code, done.out) == (2, "")
        lines = done.err.splitlines()
        assert lines[0] == "workbench: 3 mistakes, nothing was read:"
        assert [line.partition(": ")[0] for line in lines[1:]] == [f"{source}:{number}" for number in (7, 8, 12)]
        assert "criteria[1].direction" in lines[1]
        assert "criteria[1].scale.best" in lines[2]
        assert "options[1].name" in lines[3]
    assert sorted(tmp_path.iterdir()) == [source]


def test_a_new_folder_is_checked_scored_and_not_made_twice(tmp_path: Path) -> None:
    folder = tmp_path / "My study"
    done = workbench("new", folder)
    assert (done.code, done.out) == (0, "")
    assert "20 options, 29 criteria" in done.err
    scored = workbench("score", folder, "--format", "json")
    assert json.loads(scored.out)[0]["run"]["view"] == "ana"
    check = workbench("check", folder)
    assert check.code == 0
    assert "No mistakes." in check.out
    again = workbench("new", folder)
    assert again.code == 4
    assert "exists already" in again.err
    blank = workbench("new", tmp_path / "blank", "--from", "blank")
    assert blank.code == 0
    nothing = workbench("score", tmp_path / "blank")
    assert (nothing.code, nothing.out) == (2, "")
    assert "has no options yet" in nothing.err


def test_damage_in_a_folder_is_said_beside_the_result(study_folder: Path) -> None:
    log = next(study_folder.glob("log/*"))
    log.write_bytes(log.read_bytes() + b"torn")
    done = workbench("score", study_folder)
    assert done.code == 0
    assert "was cut off while it was written" in done.err
    assert workbench("check", study_folder).code == 3


def test_a_fault_of_the_program_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import workbench.usecases.load as load\n"
        "def broken(*_): raise ZeroDivisionError('planted')\n"
        "load.load_with_origin = broken\n",
        encoding="utf-8",
    )
    done = workbench("score", SHIPPED, PYTHONPATH=str(tmp_path))
    assert (done.code, done.out) == (1, "")
    assert "a fault of the program: ZeroDivisionError: planted" in done.err


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m workbench score {SHIPPED} --explain --format json | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""


def test_output_for_a_poor_terminal_loses_no_line() -> None:
    done = workbench("score", SHIPPED, PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "Co-development is first-ranked" in done.out


def test_a_terminal_gets_colour_unless_it_asks_for_none() -> None:
    def printed(**environment: str) -> bytes:
        leader, follower = pty.openpty()
        subprocess.run(
            [sys.executable, "-m", "workbench", "score", SHIPPED],
            stdin=subprocess.DEVNULL, stdout=follower, timeout=120, check=True,
            env=os.environ | {"TERM": "xterm-256color"} | environment,
        )  # fmt: skip
        os.close(follower)
        data = b""
        while True:
            try:
                data += os.read(leader, 65536)
            except OSError:
                break
        os.close(leader)
        return data

    assert b"\x1b[1;33m" in printed()
    assert b"33m" not in printed(NO_COLOR="1")


def test_the_home_of_tests_is_not_the_users_own() -> None:
    assert "pytest" in str(home())


def test_a_study_is_exported_as_text_and_read_back(tmp_path: Path) -> None:
    for suffix in ("toml", "json"):
        path = tmp_path / f"study.{suffix}"
        assert workbench("export", SHIPPED, "--to", path).code == 0
        printed = workbench("export", SHIPPED, "--format", suffix)
        assert printed.out == path.read_text(encoding="utf-8")
        again = json.loads(workbench("score", path, "--format", "json").out)
        assert again == json.loads(workbench("score", SHIPPED, "--format", "json").out)
    wrong = workbench("export", SHIPPED, "--to", tmp_path / "study.yaml")
    assert (wrong.code, wrong.out) == (2, "")
    assert "a source is a .toml or a .json file" in wrong.err


def test_the_schema_describes_every_list_of_a_source() -> None:
    made = json.loads(workbench("schema").out)
    assert {"use", "criteria", "options", "scores", "weight_sets", "settings"} <= set(made["properties"])
    assert made["additionalProperties"] is False


def test_a_copy_without_scores_counts_its_untouched_cells(tmp_path: Path) -> None:
    done = workbench("new", tmp_path / "empty", "--from", SHIPPED, "--without-scores")
    assert done.code == 0
    assert "20 options, 29 criteria; 84 of 84 cells untouched" in done.err
    scored = workbench("score", tmp_path / "empty")
    assert scored.code == 0
    assert "There is no ranking yet: 84 scores are missing." in scored.out
    assert "desk reading" not in scored.out.replace("two short documents", "").lower()


def test_profiles_option_sets_and_views_are_chosen_by_name() -> None:
    feasible = json.loads(workbench("score", SHIPPED, "--profile", "feasibility", "--format", "json").out)[0]
    assert (feasible["run"]["profile"], feasible["run"]["weights"]) == ("feasibility", "feasibility-equal")
    everything = json.loads(workbench("score", SHIPPED, "--option-set", "all", "--format", "json").out)[0]
    assert len(everything["options"]) == 20
    unknown = workbench("score", SHIPPED, "--profile", "cor")
    assert unknown.code == 2
    assert "no profile 'cor'. Did you mean 'core'?" in unknown.err


INTERRUPT_WHILE_LOADING = """
import os, signal, sys
from importlib.abc import MetaPathFinder

class Interrupter(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == os.environ["INTERRUPT_AT"]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupter())
"""


@pytest.mark.parametrize("module", ["click", "numpy", "pydantic", "workbench.formats.text"])
def test_an_interrupted_command_says_so_whatever_was_loading(tmp_path: Path, module: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(INTERRUPT_WHILE_LOADING, encoding="utf-8")
    done = workbench("score", SHIPPED, PYTHONPATH=str(tmp_path), INTERRUPT_AT=module)
    assert (done.code, done.err.strip()) == (130, "workbench: interrupted")
