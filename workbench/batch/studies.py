"""Scoring many studies: each one as it stands, in every way that a plan asks for."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.analysis.scenarios import Scenarios
from workbench.batch.arrow import need_arrow
from workbench.batch.job import key_of
from workbench.batch.pool import share_out
from workbench.batch.problems import Problem, problems_csv
from workbench.batch.results import results_table
from workbench.batch.run import Summary, make_folders, problems_of_parts, write_errors, write_manifest
from workbench.batch.sampled import sampled_shares
from workbench.batch.score_part import PARTS, RESULTS, Done, done_of
from workbench.batch.standing import check_standing
from workbench.batch.write import put, put_facts, read_facts, table_bytes
from workbench.errors import WorkbenchError
from workbench.model.reading import PANEL
from workbench.model.selection import select
from workbench.model.state import digest
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.batch.cluster import Cluster
    from workbench.batch.job import Form, Run
    from workbench.batch.plan import Plan
    from workbench.model.study import Study

STUDIES_OF_A_PART = 16

OWN = "each study's own"
"""What the manifest says where a run leaves a choice to the studies; the results name it for each."""

NOT_POSSIBLE = "run-not-possible"
"""Counted among the notices: ways to score that do not fit a study; the errors name each."""


@dataclass(frozen=True)
class StudiesJob:
    """Studies that are scored by every run of a plan."""

    plan: Plan
    names: tuple[str, ...]
    """Paths or ids, in the order of the results."""
    load: Callable[[str], Study]
    """A function of a module."""
    out: Path
    form: Form = "parquet"

    def facts(self) -> dict[str, Any]:
        """Return what the results follow from, beside the studies."""
        plan = self.plan
        return {
            "studies": list(self.names),
            "runs": [run.facts() for run in plan.runs_for(("every weight set",), ("every view",))],
            "samples": plan.samples,
            "seed": plan.seed,
            "form": self.form,
            "version": VERSION,
        }


def run_studies(
    job: StudiesJob,
    *,
    jobs: int = 1,
    cluster: Cluster | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Score every study and write results, errors and manifest into the job's folder.

    A study that cannot be read is named in the errors, and so is each run that does not fit a study; the others are
    scored.

    Raises
    ------
    WorkbenchError
        When the output cannot be written, or a process died too often.
    """
    need_arrow()
    check_standing(job.out, job.names)
    make_folders(job.out)
    starts = range(0, len(job.names), STUDIES_OF_A_PART)
    done: dict[int, Done] = {}
    for each in share_out(partial(_score_some, job), list(starts), jobs=jobs, cluster=cluster):
        done[each.number] = each
        if progress:
            progress(sum(one.scored + one.rejected for one in done.values()), len(job.names))
    ordered = [done[number] for number in range(len(starts))]
    stems = [_stem(number) for number in range(len(starts))]
    notices: dict[str, int] = {}
    for each in ordered:
        for code, count in each.notices:
            notices[code] = notices.get(code, 0) + count
    scored, rejected = sum(each.scored for each in ordered), sum(each.rejected for each in ordered)
    summary = Summary(
        rows=scored + rejected,
        scored_rows=scored,
        rejected_rows=rejected,
        scenarios=scored + rejected,
        scored=scored,
        rejected=rejected,
        parts=len(ordered),
        reused=sum(each.reused for each in ordered),
        failed=(),
        notices=dict(sorted(notices.items())),
    )
    write_errors(job.out, [problems_of_parts(job.out, stems)])
    runs = [{name: OWN if value is None else value for name, value in run.items()} for run in job.facts()["runs"]]
    write_manifest(job.out, {**job.facts(), "runs": runs}, summary, stems, job.form)
    return summary


def _stem(number: int) -> str:
    return f"part-{number:06d}"


def views_of(study: Study) -> tuple[str, ...]:
    """Return the views that a study has: its analysts, its sides that have one, and the panel."""
    sides = [side.id for side in study.sides if any(each.side == side.id for each in study.analysts)]
    return (*study.analyst, *sides, *([PANEL] if sides else []))


def _score_some(job: StudiesJob, start: int) -> Done:
    """Score the studies of one part and write its files."""
    import pyarrow as pa

    names = job.names[start : start + STUDIES_OF_A_PART]
    number = start // STUDIES_OF_A_PART
    loaded = [_loaded(job, name) for name in names]
    states = [each if isinstance(each, str) else digest(each) for each in loaded]
    key = key_of({"job": job.facts(), "names": list(names), "states": states})
    marker = job.out / PARTS / f"{_stem(number)}.json"
    facts = read_facts(marker)
    if facts is not None and facts.get("key") == key and (job.out / RESULTS / f"{_stem(number)}.{job.form}").exists():
        return done_of(number, facts, reused=True)
    tables: list[Any] = []
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    scored = 0
    for place, (name, study) in enumerate(zip(names, loaded, strict=True), start=start + 1):
        if isinstance(study, str):
            problems.append(Problem(name, place, name, "", "", " ".join(study.split())))
            continue
        found = [_tried(job, name, study, run) for run in job.plan.runs_for(_sets(study), views_of(study))]
        scored += any(isinstance(each, tuple) for each in found)
        for each in found:
            if isinstance(each, tuple):
                tables.append(each[0])
                for code, count in each[1].items():
                    counts[code] = counts.get(code, 0) + count
            else:
                problems.append(replace(each, row=place))
                counts[NOT_POSSIBLE] = counts.get(NOT_POSSIBLE, 0) + 1
    joined = pa.concat_tables(tables).unify_dictionaries() if tables else pa.table({})
    facts = {
        "key": key,
        "rows": len(names),
        "rejected_rows": len(names) - scored,
        "scored": scored,
        "rejected": len(names) - scored,
        "notices": {code: count for code, count in sorted(counts.items()) if count},
        "results": put(job.out / RESULTS / f"{_stem(number)}.{job.form}", table_bytes(joined, job.form)),
    }
    put(job.out / PARTS / f"{_stem(number)}.csv", problems_csv(problems, heading=False).encode())
    put_facts(marker, facts)
    return done_of(number, facts, reused=False)


def _loaded(job: StudiesJob, name: str) -> Study | str:
    """Return a study, or what keeps it from being read."""
    try:
        return job.load(name)
    except WorkbenchError as error:
        return str(error)


def _sets(study: Study) -> tuple[str, ...]:
    return tuple(each.id for each in study.weight_sets)


def _tried(job: StudiesJob, name: str, study: Study, run: Run) -> tuple[Any, dict[str, int]] | Problem:
    """Return one run's results, or why the run does not fit the study."""
    try:
        return _scored(job, name, study, run)
    except WorkbenchError as error:
        return Problem(name, 0, name, "run", run.in_words(), " ".join(str(error).split()))


def _scored(job: StudiesJob, name: str, study: Study, run: Run) -> tuple[Any, dict[str, int]]:
    import pyarrow as pa

    scenarios = Scenarios(study, run.reading, run.method, run.parameters, run.aggregators)
    scores = scenarios.score({}, 1)
    sampled = sampled_shares(scenarios, {}, 1, job.plan.samples, job.plan.seed, 0) if job.plan.samples else None
    table = results_table(pa.array([name]), run, scenarios, scores, sampled)
    return table, {code: int(mask.sum()) for code, mask in scores.notices.items()}


@dataclass(frozen=True, slots=True)
class Counted:
    """What scoring studies would be."""

    unreadable: int
    runs: int
    rows: int
    seconds: float
    words: tuple[str, ...]
    """The ways to score."""


def count(job: StudiesJob) -> Counted:
    """Read the studies, count what would be scored, and time the first."""
    before = time.process_time()
    loaded = [study for name in job.names if not isinstance(study := _loaded(job, name), str)]
    reading = time.process_time() - before
    runs = [(study, run) for study in loaded for run in job.plan.runs_for(_sets(study), views_of(study))]
    before, rows = time.process_time(), 0
    timed = runs[:1]
    for study, run in timed:
        _tried(job, study.id, study, run)
    seconds = time.process_time() - before
    for study, run in runs:
        with suppress(WorkbenchError):
            rows += len(select(study, profile=run.reading.profile, option_set=run.reading.option_set).options)
    words = tuple(dict.fromkeys(run.in_words() for _, run in runs))
    return Counted(len(job.names) - len(loaded), len(runs), rows, reading + seconds * len(runs), words)
