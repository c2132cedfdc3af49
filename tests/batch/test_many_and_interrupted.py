"""Many studies, plans, and batches that end early."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import MODEL, batch, command, parts_done, wait_for_parts

if TYPE_CHECKING:
    from collections.abc import Callable


def _hundred(folder: Path) -> None:
    from workbench.usecases.export import export

    text = export("river-basin")
    for number in range(100):
        broken = number in {7, 40, 93}
        (folder / f"study-{number:03d}.toml").write_text("title = 3\n" if broken else text, encoding="utf-8")


def test_of_a_hundred_studies_three_broken_ones_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _hundred(tmp_path)
    monkeypatch.chdir(tmp_path)
    ended = batch("study-*.toml", "--out", "out", "--format", "csv")
    assert (ended.code, ended.summary["scored"], ended.summary["rejected"]) == (3, 97, 3)
    errors = Path("out/errors.csv").read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in errors[1:]] == [f"study-{each:03d}.toml" for each in (7, 40, 93)]
    again = batch("study-*.toml", "--out", "out", "--format", "csv")
    assert again.summary["reused_parts"] == again.summary["parts"]


def test_a_plan_scores_every_combination_or_a_list(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(
        'format = "policy-plan/1"\nstudies = ["us-mexico-2011"]\nweights = "every"\n'
        'methods = ["value_tree", {name = "vikor", v = 0.7}]\n'
        'aggregators = [{}, {accountability = "geometric"}]\nsamples = 100\n',
        encoding="utf-8",
    )
    ended = batch(plan, "--out", tmp_path / "out", "--format", "csv")
    assert (ended.code, ended.summary["notices"]["run-not-possible"]) == (3, 4), ended.said
    lines = (tmp_path / "out/results/part-000000.csv").read_text(encoding="utf-8").splitlines()
    assert "first_rank_share" in lines[0]
    fitting = {line.split(",")[3] for line in lines[1:]}
    assert fitting == {'"balanced"', '"mx-side"', '"us-side"'}
    assert len(lines) - 1 == 2 * 2 * len(fitting) * 4
    assert "feasibility-equal" in (tmp_path / "out/errors.csv").read_text(encoding="utf-8")
    plan.write_text(
        'format = "policy-plan/1"\nstudies = ["us-mexico-2011"]\n[[runs]]\nmethod = "topsis"\n'
        '[[runs]]\nweights = "us-side"\n',
        encoding="utf-8",
    )
    listed = batch(plan, "--out", tmp_path / "listed", "--format", "csv")
    assert listed.summary["scored"] == 1
    lines = (tmp_path / "listed/results/part-000000.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == 8


def test_a_plan_with_mistakes_is_refused_with_all_of_them(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(
        'format = "policy-plan/1"\nstudie = ["x"]\nsamples = -1\nmethods = [3]\n[[runs]]\nmethd = "topsis"\n',
        encoding="utf-8",
    )
    ended = batch(plan, "--out", tmp_path / "out")
    assert ended.code == 2
    for words in (
        "studie: unknown key. Did you mean 'studies'?",
        "samples",
        "methods[1]",
        "methd",
        "no study is named",
    ):
        assert words in ended.said, words


def test_a_plan_can_name_the_scenarios_of_one_study(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("scenario,co-development/benefit-us\na,25\nb,75\n", encoding="utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text(
        'format = "policy-plan/1"\nstudies = ["us-mexico-2011"]\nscenarios = "s.csv"\n'
        'weights = ["us-side", "mx-side"]\n',
        encoding="utf-8",
    )
    ended = batch(plan, "--out", tmp_path / "out", "--format", "jsonl")
    assert (ended.code, ended.summary["scored"]) == (0, 2)
    assert len((tmp_path / "out/results/part-000000.jsonl").read_text(encoding="utf-8").splitlines()) == 2 * 2 * 4


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_in_code_130_and_what_is_done_stays(
    wide: Callable[..., Path], tmp_path: Path, jobs: str
) -> None:
    path, out = wide(20_000), tmp_path / "out"
    with subprocess.Popen(
        command(path, "--model", MODEL, "--out", out, "--jobs", jobs),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        wait_for_parts(process, out, 2)
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=60)
    assert (process.returncode, printed, said.strip()) == (130, "", "workbench: interrupted")
    done = parts_done(out)
    assert 2 <= done < 80
    assert not (out / "manifest.json").exists()
    ended = batch(path, "--model", MODEL, "--out", out)
    assert (ended.code, ended.summary["scored"]) == (0, 20_000)
    assert ended.summary["reused_parts"] >= done
    assert not list(out.rglob("*.part"))


def test_a_killed_batch_leaves_no_process_behind(wide: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        command(wide(60_000), "--model", MODEL, "--out", out, "--jobs", "2"),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_for_parts(process, out, 2)
    process.kill()
    # The workers hold the other end of this pipe: it ends when the last of them has.
    printed, _ = process.communicate(timeout=60)
    assert (process.returncode, printed) == (-signal.SIGKILL, b"")
