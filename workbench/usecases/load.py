"""Loading a study: from its folder, from a source file, or one that is shipped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.usecases.courtesy import as_seen
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
        return Loaded(study, path, contents.last_change, (*contents.warnings, *said))
    if path.suffix == ".xml":
        from workbench.formats.xmcda.read import read_xmcda

        study, said = as_seen(read_xmcda(path))
        return Loaded(study, path, study.as_of, said)
    if path.suffix not in {".toml", ".json"}:
        message = f"{path} is neither a study folder nor a .toml or .json source, nor XMCDA (.xml)."
        raise UsageError(message)
    from workbench.formats.source.read import read_source

    study, said = as_seen(read_source(path, (definitions_root(), STUDIES)))
    return Loaded(study, path, study.as_of, said)
