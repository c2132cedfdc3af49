"""import: take over a score sheet, or a table of scores by a mapping, as one change that undo takes back."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import DefinitionError, UsageError
from workbench.model.own_path import own_path
from workbench.model.printable import printable
from workbench.usecases.arguments import format_as
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.formats.excel.score_sheet.problem import Problem, Remark
    from workbench.model.change import ChangeSet
    from workbench.model.study import Study
    from workbench.store.folder import Folder
    from workbench.usecases.intake.sheet_changes import Compared, Conflicts, Line

FORMAT = "policy-import/1"
USAGE = 2
"""Exit code: the mapping is missing."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changes, or would change."""

    file: str
    study: Study
    """As it was before, whole."""
    changes: ChangeSet
    lines: tuple[Line, ...]
    """Those that whoever imports may see."""
    unseen: int
    """Scores that are changed and not shown, since a round is open."""
    compared: Compared
    labels: Mapping[str, str]
    """Of the analysts whose scores these are, by id."""
    written: bool
    faults: tuple[str, ...] = ()


class SheetError(DefinitionError):
    """A sheet with mistakes; nothing was imported."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        from workbench.formats.excel.score_sheet.problem import mistakes

        super().__init__(mistakes(file, problems))
        self.problems = tuple(problems)
        count = "1 mistake" if len(problems) == 1 else f"{len(problems):,} mistakes"
        self.message = "\n".join([f"{count}, nothing was imported:", *map(str, self.mistakes)])


def import_sheet(
    sheet: str | Path,
    into: str | Path,
    *,
    dry_run: bool = False,
    why: str = "",
    analyst: str | None = None,
    conflicts: Conflicts = "stop",
    mapping: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    owner: str | None = None,
) -> Imported:
    """Take a score sheet over into a study folder as one change set, and return what that changes.

    Parameters
    ----------
    sheet
        A workbook that `template` wrote, or a table (xlsx, csv, tsv, parquet) with a mapping.
    into
        A study folder.
    dry_run
        Whether nothing is written.
    analyst
        Who imports; by default WORKBENCH_ANALYST or the login name. The scores are whose sheet they stand on.
    conflicts
        "stop" refuses a sheet with cells that study and sheet have both changed; else whose score stands in them.
    mapping, columns, owner
        For a table: a mapping file, or columns with the criteria they hold ("option" for the options); and whose
        scores they are.

    Raises
    ------
    WorkbenchError
        When the file is refused, something in it is wrong (all of it listed, with sheet and cell), or the folder
        cannot be read or written; then nothing has changed.
    """
    from workbench.usecases.history import open_folder
    from workbench.usecases.locations import identity

    path, (name, _) = _existing(sheet), identity(analyst)
    folder = open_folder(into)
    study = folder.contents.study()
    compared, labels = _compared(path, study, name, conflicts, mapping, columns, owner)
    if compared.problems:
        raise SheetError(str(path), compared.problems)
    return _written(path, folder, study, name, compared, labels, why, dry_run=dry_run)


def _existing(sheet: str | Path) -> Path:
    path = own_path(sheet)
    if not path.is_file():
        from workbench.errors import nearest

        siblings = [each.name for each in path.parent.iterdir() if each.is_file()] if path.parent.is_dir() else []
        message = f"There is no file {path}."
        raise UsageError(message, hint=nearest(path.name, siblings))
    return path


def _compared(  # noqa: PLR0917 - the import's own arguments, passed on
    path: Path,
    study: Study,
    name: str,
    conflicts: Conflicts,
    mapping: str | Path | None,
    columns: Mapping[str, str] | None,
    owner: str | None,
) -> tuple[Compared, Mapping[str, str]]:
    """Return what the file changes, and the labels of the analysts it speaks of."""
    from workbench.formats.excel.score_sheet import read_score_sheet
    from workbench.usecases.intake.import_table import compare_table
    from workbench.usecases.intake.sheet_changes import compare

    try:
        if mapping is None and not columns and path.suffix.lower() not in {".csv", ".tsv", ".parquet"}:
            sheet = read_score_sheet(path)
            if sheet is not None:
                return compare(sheet, study, conflicts, _hidden(study, name)), sheet.made.analysts
        return compare_table(path, study, mapping=mapping, columns=columns or {}, owner=owner or name)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise UsageError(message) from error


def _hidden(study: Study, caller: str) -> Callable[[str], bool]:
    from workbench.analysis.veil import hides

    return lambda key: hides(study, caller, key)


def _written(  # noqa: PLR0917
    path: Path,
    folder: Folder,
    study: Study,
    name: str,
    compared: Compared,
    labels: Mapping[str, str],
    why: str,
    *,
    dry_run: bool,
) -> Imported:
    from workbench.model.state import score_key
    from workbench.store.author import Author
    from workbench.usecases.intake.sheet_changes import change_set

    changes = change_set(study, labels, compared.lines, why.strip() or printable(f"imported from {path.name}"))
    writes = bool(changes.changes) and not dry_run
    if writes:
        author = Author(folder, name)
        try:
            author.append(changes)
        finally:
            author.close()
    hidden = _hidden(study, name)
    seen = tuple(line for line in compared.lines if not hidden(score_key(*line.cell)))
    unseen = len(compared.lines) - len(seen)
    return Imported(str(path), study, changes, seen, unseen, compared, labels, writes, tuple(folder.faults()))


def run(
    *,
    sheet: str,
    into: str,
    dry_run: bool,
    why: str,
    conflicts: Conflicts,
    marked: str | None,
    mapping: str | None,
    column: Sequence[str],
    owner: str | None,
    analyst: str | None,
    format: str,  # noqa: A002 - named after the option
) -> Outcome:
    """Import, and show every difference; a sheet with mistakes is given back marked where that is asked for."""
    from workbench.usecases.arguments import pairs
    from workbench.usecases.intake.import_table import MappingNeededError
    from workbench.usecases.pages.import_report import import_report

    columns = pairs(column, "COLUMN=CRITERION")
    try:
        imported = import_sheet(
            sheet, into, dry_run=dry_run, why=why, analyst=analyst, conflicts=conflicts, mapping=mapping,
            columns=columns, owner=owner,
        )  # fmt: skip
    except MappingNeededError as error:
        return Outcome(text=error.skeleton, words=(f"workbench: {error}",), exit_code=USAGE)
    except SheetError as error:
        words = [f"workbench: {error}"]
        if marked is not None:
            words.append(_marked(sheet, marked, error.problems))
        elif any(each.cell for each in error.problems) and Path(sheet).suffix.lower() == ".xlsx":
            words.append("A copy with the cells marked: add --marked FILE.xlsx")
        return Outcome(words=tuple(words), exit_code=error.exit_code)
    words = [*imported.faults, *(each.text for each in imported.compared.remarks)]
    if marked is not None:
        words.append("Nothing needs marking; no marked copy was written.")
    if format == "json":
        return Outcome(text=_json(imported), words=tuple(words))
    if imported.written:
        words.append(f"Imported as one change; take it back: workbench undo {shlex.quote(into)}")
    elif dry_run and imported.changes.changes:
        words.append("Nothing was written. Without --dry-run it is one change, which undo takes back.")
    return Outcome(reports=(import_report(imported, dry_run=dry_run),), words=tuple(words))


def _marked(sheet: str, marked: str, problems: Sequence[Problem]) -> str:
    from workbench.formats.excel.score_sheet import marked_copy
    from workbench.usecases.output import write_output

    if Path(sheet).suffix.lower() != ".xlsx" or Path(marked).suffix.lower() != ".xlsx":
        return "No marked copy: that is made of an .xlsx, into a file that ends in .xlsx."
    return write_output(marked, marked_copy(own_path(sheet), problems))


def _json(imported: Imported) -> str:
    def plain(remark: Remark) -> dict[str, str]:
        return {"code": remark.code, "text": remark.text}

    compared = imported.compared
    body = {
        "format": FORMAT,
        "study": {"id": imported.study.id, "title": imported.study.title, "illustrative": imported.study.illustrative},
        "written": imported.written,
        "changes": [
            {"place": line.place, **line.cell._asdict(), "from": line.old, "to": line.new} for line in imported.lines
        ],
        "not_shown": imported.unseen,
        "rows": {"same": compared.same, "empty": compared.empty, "newer_in_study": compared.newer,
                 "kept_from_study": compared.kept},
        "remarks": [plain(each) for each in compared.remarks],
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


VERB = Verb(
    name="import",
    title="Take over a score sheet, or a table of scores by a mapping, as one change that undo takes back",
    parameters=(
        Parameter("sheet", "A score sheet (xlsx), or a table: xlsx, csv, tsv, parquet.", kind="argument",
                  type="path", metavar="SHEET"),
        Parameter("into", "The study folder.", type="path", required=True, metavar="DIR"),
        Parameter("dry_run", "Show every difference and write nothing.", kind="flag"),
        Parameter("why", "The reason, kept with the change.", default="", metavar="TEXT"),
        Parameter("conflicts", "Cells changed on the sheet and in the study: stop, or whose score stands.",
                  default="stop", choices=("stop", "study", "sheet")),
        Parameter("marked", "Where mistakes keep it from being imported: a copy with the cells marked.",
                  type="path", metavar="FILE"),
        Parameter("mapping", "For a table: which column is which criterion (TOML).", flag="map", type="path",
                  metavar="FILE"),
        Parameter("column", "For a table: a column and its criterion, or COLUMN=option for the options.", many=True,
                  metavar="COLUMN=CRITERION"),
        Parameter("owner", "For a table: whose scores these are; by default whoever imports.", flag="for",
                  metavar="ANALYST"),
        Parameter("analyst", "Who imports; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
        format_as("table", "json"),
    ),
    run=run,
)  # fmt: skip
