"""A batch from input to manifest: split, share out, gather; started again it goes on where it was."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from workbench.batch.arrow import need_arrow
from workbench.batch.parts import split
from workbench.batch.pool import share_out
from workbench.batch.problems import HEADING, by_row
from workbench.batch.results import used
from workbench.batch.score_part import PARTS, RESULTS, Done, finished, score_parts
from workbench.batch.sources import STANDARD_INPUT, check_path, input_files
from workbench.batch.split import split_input
from workbench.batch.staging import STAGED, problems_of
from workbench.batch.standing import MANIFEST, check_standing
from workbench.batch.write import put, put_facts, read_facts
from workbench.errors import ExportError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from workbench.batch.cluster import Cluster
    from workbench.batch.job import Job
    from workbench.batch.parts import Part
    from workbench.batch.split import Input

ERRORS = "errors.csv"
FORMAT = "policy-batch/1"


@dataclass(frozen=True, slots=True)
class Summary:
    """How a batch ended."""

    rows: int
    scored_rows: int
    rejected_rows: int
    scenarios: int
    scored: int
    rejected: int
    parts: int
    reused: int
    """Parts that an earlier start had finished."""
    failed: tuple[str, ...]
    """Parts that could not be scored at all, each with the reason."""
    notices: dict[str, int]
    numbered: tuple[str, ...] = ()
    """Files whose rows have no names and are numbered."""


def run_scenarios(
    job: Job,
    path: Path,
    *,
    form: str | None = None,
    jobs: int = 1,
    cluster: Cluster | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Score every scenario of a table and write results, errors and manifest into the job's folder.

    Parameters
    ----------
    path
        A table, or a folder of tables of one format.
    form
        The tables' format, where their endings do not say it.
    progress
        Called with the scenarios that are done and all of them.

    Raises
    ------
    WorkbenchError
        When the input does not fit the study as a whole, the output cannot be written, or a process died too often.
    """
    need_arrow()
    for run in job.scenarios:
        run.check()
    check_standing(job.out, [file.name for file in input_files(path)], job.study.id)
    fresh = is_fresh(job.out)
    make_folders(job.out)
    try:
        found = split_input(job, path, form)
    except BaseException:
        if fresh:
            shutil.rmtree(job.out, ignore_errors=True)
        raise
    done = {part.number: each for part in found.parts if (each := finished(job, part)) is not None}
    left = [part for part in found.parts if part.number not in done]
    if left:
        (job.out / MANIFEST).unlink(missing_ok=True)
    total, ready = sum(part.rows for part in found.parts), sum(each.scored + each.rejected for each in done.values())
    for outcome in share_out(partial(score_parts, job), tasks_of(left, jobs), jobs=jobs, cluster=cluster):
        for each in outcome:
            done[each.number] = each
            ready += each.scored + each.rejected
        if progress:
            progress(ready, total)
    return _gather(job, found, [done[part.number] for part in found.parts])


def is_fresh(out: Path) -> bool:
    """Return whether a folder is not there, or holds nothing but what standard input held."""
    if not out.is_dir():
        return not out.exists()
    kept = [each for folder in (out / PARTS, out / RESULTS) if folder.is_dir() for each in folder.iterdir()]
    own = {each.name for each in out.iterdir()} <= {PARTS, RESULTS}
    return own and bool(kept) and all(each.stem == STANDARD_INPUT for each in kept)


def make_folders(out: Path) -> None:
    """Make the folders of the output.

    Raises
    ------
    UsageError
        When the folder holds something that is no batch.
    ExportError
        When it cannot be made.
    """
    check_path(out)
    if out.exists() and not out.is_dir():
        message = f"{out} is a file."
        raise UsageError(message, hint="The results need a folder: --out DIR.")
    if out.is_dir() and any(out.iterdir()) and not (out / PARTS).is_dir():
        message = f"The folder {out} is not empty and holds no batch."
        raise UsageError(message, hint="Name a new folder, or the one of an earlier batch to go on with it.")
    try:
        for folder in (out, out / PARTS, out / RESULTS):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{out} cannot be made: {error.strerror or error}."
        raise ExportError(message) from error


def tasks_of(parts: Sequence[Part], jobs: int) -> list[tuple[Part, ...]]:
    """Return parts that are read together: those of one row group, cut where there are fewer groups than jobs."""
    groups = [tuple(group) for _, group in groupby(parts, key=lambda part: (part.path, part.group))]
    pieces = max(1, -(-4 * jobs // len(groups))) if groups and jobs > 1 else 1
    return [
        group[start : start + length]
        for group in groups
        for start, length in split(len(group), max(1, -(-len(group) // pieces)))
    ]


def _gather(job: Job, found: Input, done: Sequence[Done]) -> Summary:
    """Write the errors and the manifest, take away what was only needed on the way, and return the summary."""
    staged_rows = sum(each.rejected_rows for each in found.staged)
    staged = sum(each.rejected for each in found.staged)
    notices: dict[str, int] = {}
    for each in done:
        for code, count in each.notices:
            notices[code] = notices.get(code, 0) + count
    rejected_rows, rejected = (
        staged_rows + sum(each.rejected_rows for each in done),
        staged + sum(each.rejected for each in done) - found.counted_again,
    )
    rows = staged_rows + sum(each.rows for each in done)
    scored = sum(each.scored for each in done)
    summary = Summary(
        rows=rows,
        scored_rows=rows - rejected_rows,
        rejected_rows=rejected_rows,
        scenarios=scored + rejected,
        scored=scored,
        rejected=rejected,
        parts=len(done),
        reused=sum(each.reused for each in done),
        failed=tuple(f"part {each.number}: {each.failed}" for each in done if each.failed),
        notices=dict(sorted(notices.items())),
        numbered=found.numbered,
    )
    stems = [part.stem for part in found.parts]
    write_errors(job.out, [_problems_of_file(job, found, name) for name, _ in found.files])
    runs = [used(run, scenarios) for run, scenarios in zip(job.runs, job.scenarios, strict=True)]
    facts = {
        **job.facts(),
        "runs": runs,
        "numbered_rows": list(found.numbered),
        "input": [{"file": name, "sha256": content} for name, content in found.files],
    }
    write_manifest(job.out, facts, summary, stems, job.form)
    if not summary.failed:
        shutil.rmtree(job.out / STAGED, ignore_errors=True)
    return summary


def _problems_of_file(job: Job, found: Input, name: str) -> bytes:
    staged = [problems_of(each.folder) for each in found.staged if each.name == name]
    scored = problems_of_parts(job.out, [part.stem for part in found.parts if part.name == name])
    return by_row(b"".join([*staged, scored]))


def problems_of_parts(out: Path, stems: Sequence[str]) -> bytes:
    """Return the lines about the rows of parts."""
    paths = [out / PARTS / f"{stem}.csv" for stem in stems]
    return b"".join(path.read_bytes() for path in paths if path.exists())


def write_errors(out: Path, files: Iterable[bytes]) -> None:
    """Put all problems, file by file, into one."""
    put(out / ERRORS, b"".join([(",".join(HEADING) + "\n").encode(), *files]))


def write_manifest(out: Path, facts: dict[str, Any], summary: Summary, stems: Sequence[str], form: str) -> None:
    """Say what the results are and follow from, the last file of a batch; older results of others are taken away."""
    import numpy as np

    keep = {f"{stem}.{form}" for stem in stems}
    for folder, kept in (
        (out / RESULTS, keep),
        (out / PARTS, {f"{stem}{end}" for stem in stems for end in (".json", ".csv")}),
    ):
        for path in folder.iterdir():
            if path.name not in kept:
                path.unlink()
    results = []
    for stem in stems:
        part = read_facts(out / PARTS / f"{stem}.json") or {}
        results.append({"file": f"{RESULTS}/{stem}.{form}", "sha256": part.get("results", "")})
    counts = {
        name: getattr(summary, name)
        for name in ("rows", "scored_rows", "rejected_rows", "scenarios", "scored", "rejected")
    }
    put_facts(
        out / MANIFEST,
        {
            "format": FORMAT,
            **facts,
            "libraries": {"numpy": np.__version__, "pyarrow": need_arrow().__version__},
            "counts": counts,
            "notices": summary.notices,
            "failed": list(summary.failed),
            "results": results,
            "errors_sha256": hashlib.sha256((out / ERRORS).read_bytes()).hexdigest(),
        },
    )
