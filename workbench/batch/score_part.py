"""Scoring parts: a pure function of the job and the input, each part's files written whole, its done marker last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.batch.arrow import reading
from workbench.batch.columns import read_columns
from workbench.batch.job import key_of
from workbench.batch.parts import rows_of_a_part
from workbench.batch.problems import problems_csv
from workbench.batch.results import results_table
from workbench.batch.rows import ROW, ROWS, read_rows
from workbench.batch.sampled import sampled_shares
from workbench.batch.write import put, put_facts, read_facts, table_bytes
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.batch.job import Job
    from workbench.batch.parts import Part
    from workbench.batch.rows import Rows

PARTS, RESULTS = ".parts", "results"
"""Folders below the output: done markers and error files of parts; results."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a part."""

    number: int
    rows: int
    rejected_rows: int
    scored: int
    rejected: int
    notices: tuple[tuple[str, int], ...]
    """How many rows of the results carry each notice."""
    reused: bool = False
    failed: str = ""
    """Why the part could not be scored at all."""


def part_key(job: Job, part: Part) -> str:
    """Return the digest of all that a part's results follow from."""
    where = [part.name, part.group, part.start, part.rows, part.first, list(part.repeated), part.staged]
    return key_of({"job": job.key, "input": part.digest, "where": where})


def finished(job: Job, part: Part) -> Done | None:
    """Return what a part's done marker says; None where it is not there or speaks of something else."""
    facts = read_facts(job.out / PARTS / f"{part.stem}.json")
    if facts is None or facts.get("key") != part_key(job, part):
        return None
    if not (job.out / RESULTS / f"{part.stem}.{job.form}").exists():
        return None
    return done_of(part.number, facts, reused=True)


def done_of(number: int, facts: Mapping[str, Any], *, reused: bool) -> Done:
    """Return what a done marker says."""
    return Done(
        number=number,
        rows=int(facts["rows"]),
        rejected_rows=int(facts["rejected_rows"]),
        scored=int(facts["scored"]),
        rejected=int(facts["rejected"]),
        notices=tuple((str(code), int(count)) for code, count in facts["notices"].items()),
        reused=reused,
    )


def score_parts(job: Job, parts: Sequence[Part]) -> list[Done]:
    """Score consecutive parts of one row group of one file, and return what became of each."""
    done = []
    for part, table in tables_of(parts):
        try:
            done.append(score_part(job, part, table))
        except WorkbenchError as error:
            done.append(Done(part.number, part.rows, part.rows, 0, part.rows, (), failed=str(error)))
    return done


def tables_of(parts: Sequence[Part]) -> Iterator[tuple[Part, Any]]:
    """Yield each part with its rows, reading the row group once."""
    import pyarrow as pa
    from pyarrow import parquet

    wanted = {part.start: part for part in parts}
    with reading(parts[0].path), parquet.ParquetFile(parts[0].path) as file:
        every = file.schema_arrow.names
        size = rows_of_a_part(len(every))
        names = [name for name in every if not name.startswith("__index")]
        start = 0
        ahead: list[Any] = []
        for batch in file.iter_batches(batch_size=size, row_groups=[parts[0].group], columns=names, use_threads=False):
            ahead.append(batch)
            held = sum(each.num_rows for each in ahead)
            part = wanted.get(start)
            if held >= (size if part is None else part.rows):
                if part is not None:
                    yield part, pa.Table.from_batches(ahead)
                start, ahead = start + held, []
            if start > parts[-1].start:
                return


def scored_table(job: Job, part: Part, table: Any) -> tuple[Any, Rows, dict[str, int]]:  # noqa: ANN401 - Arrow tables
    """Return a part's results as an Arrow table, its rows, and how many rows of the results carry each notice."""
    import pyarrow as pa

    columns = read_columns([name for name in table.column_names if name not in (ROW, ROWS)], job.study)
    rows = read_rows(part, table, columns, job.study)
    counts: dict[str, int] = {}
    tables = []
    for run, scenarios in zip(job.runs, job.scenarios, strict=True):
        scores = scenarios.score(rows.cells, rows.scored)
        sampled = None
        if job.samples:
            sampled = sampled_shares(scenarios, rows.cells, rows.scored, job.samples, job.seed, part.number)
        tables.append(results_table(rows.ids, run, scenarios, scores, sampled))
        for code, mask in scores.notices.items():
            counts[code] = counts.get(code, 0) + int(mask.sum())
    results = tables[0] if len(tables) == 1 else pa.concat_tables(tables).unify_dictionaries()
    return results, rows, {code: count for code, count in sorted(counts.items()) if count}


def score_part(job: Job, part: Part, table: Any) -> Done:  # noqa: ANN401 - an Arrow table
    """Score one part and write its files: results, problems, then the marker that says they are whole."""
    results, rows, notices = scored_table(job, part, table)
    digest = put(job.out / RESULTS / f"{part.stem}.{job.form}", table_bytes(results, job.form))
    put(job.out / PARTS / f"{part.stem}.csv", problems_csv(rows.problems, heading=False).encode())
    facts: dict[str, Any] = {
        "key": part_key(job, part),
        "rows": rows.scored_rows + rows.rejected_rows,
        "rejected_rows": rows.rejected_rows,
        "scored": rows.scored,
        "rejected": rows.rejected,
        "notices": notices,
        "results": digest,
    }
    put_facts(job.out / PARTS / f"{part.stem}.json", facts)
    return done_of(part.number, facts, reused=False)
