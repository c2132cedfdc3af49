"""batch: score many scenarios or studies, from files into files; score_many does the same from Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError
from workbench.model.own_path import own_path
from workbench.usecases.arguments import pairs, read_values
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    import pandas as pd

    from workbench.batch.cluster import Cluster
    from workbench.batch.run import Summary
    from workbench.model.study import Study

FAILED, LEFT_TO_DO = 1, 3
DEFAULT_SEED = 20110401


def score_many(
    study: Study | str | Path,
    scenarios: pd.DataFrame | str | Path,
    *,
    method: str | Sequence[str] = "value_tree",
    weights: str | Sequence[str] | None = None,
    view: str | Sequence[str] | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
    parameters: Mapping[str, Any] | None = None,
    plan: str | Path | None = None,
    samples: int = 0,
    seed: int = DEFAULT_SEED,
    from_study: bool = True,
) -> Iterator[pd.DataFrame]:
    """Score one study under many scenarios and yield tidy frames, one row for each scenario, run and option.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    scenarios
        A frame, or a file or folder that `workbench batch` reads. Wide: a column `scenario` and a column
        OPTION/CRITERION for each cell that differs. Long: columns scenario, option, criterion and score, and where
        wanted analyst, low and high; the rows of a scenario stand together. A cell that is not there keeps the
        study's own score; an empty one is missing.
    method, weights, view
        One or several; every combination is scored.
    parameters
        The methods' parameters.
    plan
        A plan file in place of all of these.
    samples, seed
        Random weight vectors for each scenario, for the columns first_rank_share and expected_rank.
    from_study
        Whether the study's own scores stand where a scenario says nothing; else they are missing.

    Yields
    ------
    pandas.DataFrame
        Rejected rows stand in its `attrs["rejected"]`: file, row, id, column, value and problem.

    Raises
    ------
    WorkbenchError
        When a name is unknown or the table does not fit the study as a whole.
    """
    from workbench.batch.frames import frames_of
    from workbench.batch.job import Job
    from workbench.batch.plan import Plan, read_plan
    from workbench.batch.studies import views_of
    from workbench.usecases.load import load

    loaded = load(study)
    if plan is not None:
        asked = read_plan(Path(plan))
        samples, seed, from_study = asked.samples, asked.seed, asked.from_study
    else:
        asked = Plan(
            methods=tuple((name, dict(parameters or {})) for name in _several(method)),
            weights=_several(weights),
            views=_several(view),
            profiles=(profile,),
            option_sets=(option_set,),
            aggregators=(dict(aggregators or {}),),
        )
    runs = asked.runs_for([each.id for each in loaded.weight_sets], views_of(loaded))
    job = Job(loaded, runs, Path(), from_study=from_study, samples=samples, seed=seed)
    return frames_of(job, scenarios)


def _several(names: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a name, several, or none
    return (names,) if names is None or isinstance(names, str) else tuple(names)


def run(
    *,
    inputs: Sequence[str],
    model: str | None,
    out: str,
    method: Sequence[str],
    parameter: Sequence[str],
    weights: Sequence[str],
    view: Sequence[str],
    profile: str | None,
    option_set: str | None,
    aggregator: Sequence[str],
    samples: int,
    seed: int,
    only_given: bool,
    format: str,  # noqa: A002 - named after the option
    input_format: str | None,
    jobs: int | None,
    memory: str | None,
    cluster: str | None,
    tls_cert: str | None,
    tls_key: str | None,
    tls_ca: str | None,
    insecure_cluster: bool,
    max_rejected: str | None,
    allow_rejected: bool,
    dry_run: bool,
) -> Outcome:
    """Score scenarios or studies into a folder, or say what that would be."""
    from workbench.batch.plan import Plan, read_plan
    from workbench.usecases.intake.batch_input import batch_of

    limit = _limit(max_rejected)
    options: dict[str, Any] = {
        "methods": tuple((name, read_values(pairs(parameter, "NAME=VALUE"))) for name in method or ("value_tree",)),
        "weights": tuple(weights) or (None,),
        "views": tuple(view) or (None,),
        "profiles": (profile,),
        "option_sets": (option_set,),
        "aggregators": (pairs(aggregator, "GROUP=RULE"),),
        "samples": samples,
        "seed": seed,
        "from_study": not only_given,
    }
    plan = read_plan(Path(inputs[0])) if _is_plan(inputs, model) else Plan(**options)
    batch = batch_of(plan, inputs, model, own_path(out), format, input_format)
    workers = batch.workers(jobs, memory)
    if dry_run:
        return Outcome(reports=(batch.estimate(workers),))
    shared = _cluster(cluster, (tls_cert, tls_key, tls_ca), insecure=insecure_cluster)
    with _progress() as progress:
        summary = batch.run(workers, shared, progress)
    return _outcome(summary, out, limit, allowed=allow_rejected)


def _is_plan(inputs: Sequence[str], model: str | None) -> bool:
    """Return whether the input is a plan: one TOML file that says so in its first key."""
    path = Path(inputs[0])
    if model is not None or len(inputs) > 1 or path.suffix != ".toml" or not path.is_file():
        return False
    from workbench.batch.plan import FORMAT
    from workbench.formats.source.toml_text import read_toml

    try:
        data = read_toml(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError):
        return False
    return str(data.get("format", "")).startswith(FORMAT.partition("/")[0])


def _cluster(address: str | None, files: tuple[str | None, ...], *, insecure: bool) -> Cluster | None:
    if address is None:
        if insecure or any(files):
            message = "Certificates and --insecure-cluster mean nothing without --cluster."
            raise UsageError(message)
        return None
    from workbench.batch.cluster import Cluster, check_cluster

    certificate, key, authority = (each or "" for each in files)
    cluster = Cluster(address, certificate, key, authority, insecure=insecure)
    check_cluster(cluster)
    return cluster


def _limit(text: str | None) -> Callable[[int, int], bool]:
    """Return what says whether too many of all are rejected."""
    if text is None:
        return lambda rejected, total: total > 0 and rejected == total
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        number = -1.0
    if number < 0 or (text.endswith("%") and number > 100):  # noqa: PLR2004 - per cent
        message = f"--max-rejected {text}: that is neither a number nor a percentage."
        raise UsageError(message, hint="For example --max-rejected 5% or --max-rejected 1000.")
    if text.endswith("%"):
        return lambda rejected, total: rejected > number / 100 * total
    return lambda rejected, _total: rejected > number


def _progress() -> AbstractContextManager[Callable[[int, int], None] | None]:
    """Return what shows progress on standard error, with rate and time left; nothing where nobody looks."""
    import sys
    from contextlib import contextmanager, nullcontext

    if not sys.stderr.isatty():
        return nullcontext()

    @contextmanager
    def shown() -> Iterator[Callable[[int, int], None]]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (BarColumn(), MofNCompleteColumn(), TaskProgressColumn(show_speed=True), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("scoring", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    return shown()


def _outcome(summary: Summary, out: str, too_many: Callable[[int, int], bool], *, allowed: bool) -> Outcome:
    import json

    facts = {
        "format": "policy-batch/1",
        "out": out,
        "rows": summary.rows,
        "scored_rows": summary.scored_rows,
        "rejected_rows": summary.rejected_rows,
        "scenarios": summary.scenarios,
        "scored": summary.scored,
        "rejected": summary.rejected,
        "parts": summary.parts,
        "reused_parts": summary.reused,
        "failed_parts": len(summary.failed),
        "notices": summary.notices,
    }
    errors = own_path(out) / "errors.csv"
    words = [f"failed: {each}" for each in summary.failed[:MOST_WORDS]]
    words += [f"{name} has no column 'scenario': its rows are numbered." for name in summary.numbered[:MOST_WORDS]]
    code = 0
    if summary.rejected:
        words.append(f"{summary.rejected:,} of {summary.scenarios:,} rejected; {errors} names each.")
        code = 0 if allowed else LEFT_TO_DO
    elif summary.rejected_rows:
        words.append(f"{summary.rejected_rows:,} of {summary.rows:,} rows rejected; {errors} names each.")
        code = 0 if allowed else LEFT_TO_DO
    impossible = summary.notices.get("run-not-possible", 0)
    if impossible:
        words.append(f"{impossible:,} ways to score do not fit their study; {errors} names each.")
        code = 0 if allowed else LEFT_TO_DO
    if summary.failed or too_many(summary.rejected, summary.scenarios):
        code = FAILED
    return Outcome(text=json.dumps(facts, ensure_ascii=False) + "\n", words=tuple(words), exit_code=code)


MOST_WORDS = 10
"""Failed parts that are named on standard error; the manifest names all."""

VERB = Verb(
    name="batch",
    title="Score many scenarios or studies, from files into files",
    parameters=(
        Parameter(
            "inputs",
            "A table or folder of scenarios with --model; else studies, patterns, or a plan.",
            kind="argument",
            many=True,
            metavar="INPUT",
        ),
        Parameter(
            "model",
            "The study whose scenarios the input holds; with one row a score, the rows of a scenario stand together.",
            metavar="STUDY",
        ),
        Parameter("out", "The folder for the results; an earlier start is gone on with.", required=True, type="path"),
        Parameter("method", "How values are joined; several give every combination.", many=True, metavar="METHOD"),
        Parameter("parameter", "A parameter of the methods.", short="p", many=True, metavar="NAME=VALUE"),
        Parameter("weights", "Which weight sets.", many=True, metavar="SET"),
        Parameter("view", "Whose judgements: analysts, sides, or panel.", many=True, metavar="VIEW"),
        Parameter("profile", "Which criteria count; all for every one.", metavar="PROFILE"),
        Parameter("option_set", "Which options are compared; all for every one.", metavar="SET"),
        Parameter("aggregator", "A rule for one group.", many=True, metavar="GROUP=RULE"),
        Parameter("samples", "Random weights for each scenario; 0 for none.", default=0, type="whole", metavar="N"),
        Parameter("seed", "Where random weights begin.", default=DEFAULT_SEED, type="whole", metavar="N"),
        Parameter("only_given", "Scores that a scenario does not give are missing.", kind="flag"),
        Parameter(
            "format", "What results are written as.", default="parquet", choices=("parquet", "csv", "jsonl", "xlsx")
        ),
        Parameter(
            "input_format",
            "What the input is, where its ending does not say it.",
            choices=("csv", "jsonl", "excel", "parquet"),
        ),
        Parameter("jobs", "How many processes; by default one for each processor.", type="whole", metavar="N"),
        Parameter("memory", "How much memory the processes may use together, for example 4GB.", metavar="SIZE"),
        Parameter("cluster", "An existing Dask cluster, for example tcp://127.0.0.1:8786.", metavar="ADDRESS"),
        Parameter("tls_cert", "This machine's certificate, for tls:// addresses.", type="path", metavar="FILE"),
        Parameter("tls_key", "Its key.", type="path", metavar="FILE"),
        Parameter("tls_ca", "Who vouches for the cluster.", type="path", metavar="FILE"),
        Parameter("insecure_cluster", "Allow a plain connection to another machine.", kind="flag"),
        Parameter("max_rejected", "From how many rejected on the batch failed: a number or 5%.", metavar="N"),
        Parameter("allow_rejected", "Exit code 0 although scenarios were rejected.", kind="flag"),
        Parameter("dry_run", "Only count and estimate.", kind="flag"),
    ),
    run=run,
)
