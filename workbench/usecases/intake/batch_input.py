"""What a batch works on: scenarios of one study, or many studies; how much that is, and doing it."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workbench.errors import UsageError
from workbench.model.own_path import own_path
from workbench.model.report import Column, Report, Table
from workbench.usecases.load import load
from workbench.usecases.locations import find_study, shipped_studies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.batch.cluster import Cluster
    from workbench.batch.job import Form, Job
    from workbench.batch.plan import Plan
    from workbench.batch.run import Summary
    from workbench.batch.studies import StudiesJob

PROCESS_BYTES = 200_000_000
"""What a process needs before it holds any scenario."""

COPIES = 12
"""How many times a part's numbers stand in memory at once, results included."""

SIZES = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


class Batch(Protocol):
    """Something that can be counted and run."""

    def workers(self, jobs: int | None, memory: str | None) -> int:
        """Return how many processes are used."""

    def estimate(self, workers: int) -> Report:
        """Return what running it would be."""

    def run(self, workers: int, cluster: Cluster | None, progress: Callable[[int, int], None] | None) -> Summary:
        """Run it."""


def batch_of(
    plan: Plan, inputs: Sequence[str], model: str | None, out: Path, form: Form | str, input_format: str | None
) -> Batch:
    """Return the batch that the command line or a plan asks for.

    Raises
    ------
    WorkbenchError
        When there is no such study or input.
    """
    from workbench.batch.job import Job
    from workbench.batch.studies import StudiesJob, views_of

    base = Path(inputs[0]).parent if plan.studies else Path()
    if plan.studies and plan.scenarios:
        model, inputs = _near(base, plan.studies[0]), [str(base / plan.scenarios)]
    if model is None:
        _check_studies(inputs)
        names = _studies([_near(base, each) for each in plan.studies] or inputs)
        return ManyStudies(StudiesJob(plan, names, load, out, form))  # type: ignore[arg-type] # one of the choices
    if len(inputs) > 1:
        message = f"{len(inputs)} inputs are named: {', '.join(inputs[:3])}, …"
        raise UsageError(message, hint="Put the tables of one study into one folder and name that.")
    study = load(model)
    runs = plan.runs_for([each.id for each in study.weight_sets], views_of(study))
    job = Job(study, runs, out, form, plan.from_study, plan.samples, plan.seed)  # type: ignore[arg-type]
    return ManyScenarios(job, _input(inputs[0], out, input_format, study.id), input_format)


def _check_studies(inputs: Sequence[str]) -> None:
    """Refuse a table of scenarios without the study that they belong to."""
    from workbench.batch.sources import FORMATS

    for name in inputs:
        if Path(name).suffix.lower() in FORMATS or name == "-":
            message = f"{name} is a table of scenarios, and it is not said of which study."
            raise UsageError(message, hint="Add --model STUDY.")


def _near(base: Path, name: str) -> str:
    """Return a path as it is seen from a plan's folder; an id stays what it is."""
    return name if name in shipped_studies() and not (base / name).exists() else str(base / name)


def _studies(names: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        if any(sign in name for sign in "*?["):
            matches = sorted(glob(name, recursive=True))  # noqa: PTH207 - a pattern may be absolute
            if not matches:
                message = f"No study matches {name!r}."
                raise UsageError(message)
            found.extend(matches)
        else:
            found.append(name)
    if len(found) == 1:
        find_study(found[0])
    return tuple(dict.fromkeys(found))


def _input(name: str, out: Path, form: str | None, study: str) -> Path:
    """Return the input's path; standard input is kept, so that a batch that was killed can go on."""
    if name != "-":
        return own_path(name)
    import sys

    if form is None:
        message = "Standard input does not say what it is."
        raise UsageError(message, hint="Add --input-format csv, jsonl, excel or parquet.")
    from workbench.batch.run import make_folders
    from workbench.batch.sources import STANDARD_INPUT
    from workbench.batch.standing import check_standing

    path = out / ".parts" / f"{STANDARD_INPUT}.{form}"
    check_standing(out, [path.name], study)
    make_folders(out)
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return path


def _bytes(text: str) -> int:
    found = re.fullmatch(r"([0-9]+\.?[0-9]*)\s*([KMGT]?)I?B?", text.strip().upper())
    if found is None:
        message = f"--memory {text}: that is no size."
        raise UsageError(message, hint="For example --memory 4GB.")
    return int(float(found[1]) * SIZES[found[2]])


def _workers(jobs: int | None, memory: str | None, needed: int) -> int:
    if jobs is not None and jobs < 1:
        message = f"--jobs {jobs}: at least one process is needed."
        raise UsageError(message)
    workers = jobs or os.cpu_count() or 1
    if memory is None:
        return workers
    fitting = _bytes(memory) // needed
    if fitting < 1:
        message = f"One process needs about {needed / 1e6:,.0f} MB, and --memory allows {_bytes(memory) / 1e6:,.0f}."
        raise UsageError(message, hint="Allow more; the size of a part is fixed by the input's columns.")
    return min(workers, fitting)


@dataclass(frozen=True)
class ManyScenarios:
    """Scenarios of one study."""

    job: Job
    path: Path
    form: str | None

    def workers(self, jobs: int | None, memory: str | None) -> int:
        """Return how many processes fit."""
        from workbench.batch.parts import CELLS_OF_A_PART

        results = 2 * len(self.job.runs)
        return _workers(jobs, memory, PROCESS_BYTES + CELLS_OF_A_PART * 8 * (COPIES + results))

    def estimate(self, workers: int) -> Report:
        """Count the input, score a few of its scenarios, and say what the whole would be."""
        from workbench.batch.measure import measure
        from workbench.batch.run import is_fresh

        try:
            counted = measure(self.job, self.path, self.form)
        finally:
            if is_fresh(self.job.out):
                shutil.rmtree(self.job.out, ignore_errors=True)
        rows = (
            ("Files", counted.files),
            ("Bytes of input", counted.bytes),
            ("Scenarios", counted.scenarios if counted.exact else f"about {counted.scenarios:,}"),
            ("Ways to score each", len(self.job.runs)),
            ("Options", len(self.job.scenarios[0].options)),
            ("Rows of results", counted.scenarios * sum(len(each.options) for each in self.job.scenarios)),
            ("Processes", workers),
            ("Seconds, about", round(counted.scenarios * counted.seconds / workers, 1)),
        )
        return _report(rows, self.job.runs_in_words())

    def run(self, workers: int, cluster: Cluster | None, progress: Callable[[int, int], None] | None) -> Summary:
        """Score them."""
        from workbench.batch.run import run_scenarios

        return run_scenarios(self.job, self.path, form=self.form, jobs=workers, cluster=cluster, progress=progress)


@dataclass(frozen=True)
class ManyStudies:
    """Studies as they stand."""

    job: StudiesJob

    def workers(self, jobs: int | None, memory: str | None) -> int:
        """Return how many processes fit."""
        return _workers(jobs, memory, PROCESS_BYTES)

    def estimate(self, workers: int) -> Report:
        """Count the studies and the ways to score the first that can be read."""
        from workbench.batch.studies import count

        counted = count(self.job)
        rows = (
            ("Studies", len(self.job.names)),
            ("Studies that cannot be read", counted.unreadable),
            ("Ways to score them, together", counted.runs),
            ("Rows of results", counted.rows),
            ("Processes", workers),
            ("Seconds, about", round(counted.seconds / workers, 1)),
        )
        return _report(rows, counted.words)

    def run(self, workers: int, cluster: Cluster | None, progress: Callable[[int, int], None] | None) -> Summary:
        """Score them."""
        from workbench.batch.studies import run_studies

        return run_studies(self.job, jobs=workers, cluster=cluster, progress=progress)


def _report(rows: Sequence[tuple[str, str | float]], words: Sequence[str]) -> Report:
    table = Table("What this would be", (Column("What"), Column("How much", align="right")), tuple(rows))
    ways = Table("Ways to score", (Column("Way"),), tuple((each,) for each in words))
    return Report("Dry run", (), "Nothing was scored and nothing was written.", (table, ways))
