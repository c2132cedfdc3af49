"""Loading a study: from its folder, from a source file, or one that is shipped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.usecases.courtesy import as_seen, visible_words
from workbench.usecases.locations import STUDIES, definitions_root, find_study

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.study import Study


@dataclass(frozen=True, slots=True)
class Loaded:
    """A study with what is known of where it came from."""

    study: Study
    path: Path
    changed: str
    """When it was last changed; for a source, the date it speaks of."""
    warnings: tuple[str, ...] = ()


def load(study: Study | str | Path) -> Study:
    """Return a study.

    Parameters
    ----------
    study
        A study folder, a study source (TOML or JSON), an XMCDA 4.0.0 file (.xml), or the id of a shipped study; a
        study itself is handed back.

    Raises
    ------
    UsageError, DefinitionError, StoreError
        When it is not there, its text has mistakes (all listed), or its folder cannot be read.
    """
    return load_with_origin(study).study if isinstance(study, str | PurePath) else study


def load_with_origin(path_or_id: str | Path) -> Loaded:
    """Return a study with its path, the date of its last change, and what was odd on the way."""
    path = find_study(str(path_or_id))
    if path.is_dir():
        from workbench.store.folder import read

        contents = read(path)
        study, said = as_seen(contents.study())
        return Loaded(study, path, contents.last_change, (*visible_words(contents.warnings, contents.state), *said))
    if path.suffix == ".xml":
        from workbench.formats.xmcda.read import read_xmcda

        study, said = as_seen(read_xmcda(path))
        return Loaded(study, path, study.as_of, said)
    if path.suffix not in {".toml", ".json"}:
        message = f"{path} is neither a study folder nor a .toml or .json source, nor XMCDA (.xml)."
        raise UsageError(message, hint=_instead(path))
    if path.name == "study.json" and (path.parent / "log").is_dir():
        message = f"{path} is the head of a study folder."
        raise UsageError(message, hint=f"Name the folder: {path.parent}")
    from workbench.formats.source.read import read_source

    study, said = as_seen(read_source(path, (definitions_root(), STUDIES)))
    return Loaded(study, path, study.as_of, said)


def _instead(path: Path) -> str:
    """Return which verb takes a file that is no study."""
    if path.suffix.lower() in {".csv", ".tsv", ".xlsx", ".parquet", ".jsonl"}:
        return (
            "Tables are taken by `workbench rank`, `workbench batch --model STUDY` and `workbench import --into DIR`."
        )
    try:
        with path.open("rb") as file:
            is_zip = path.is_file() and file.read(2) == b"PK"
    except OSError:
        is_zip = False
    return f"If it is a packed study: `workbench unpack {path} DIR`." if is_zip else ""
