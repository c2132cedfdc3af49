"""The library for columns of data, or one clear word that it is missing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def need_arrow() -> Any:  # noqa: ANN401 - the library has no types of its own
    """Return pyarrow.

    Raises
    ------
    UsageError
        When it is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        message = "Batch scoring reads and writes its tables with pyarrow, which is not installed."
        raise UsageError(message, hint="Install the extra: pip install 'policy-workbench[batch]'.") from error
    return pa


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say in one clear word that a table is not what its name says, wherever in it that is found.

    Raises
    ------
    UsageError
        When it cannot be read.
    """
    try:
        yield
    except (need_arrow().ArrowException, OSError, UnicodeError) as error:
        said = (str(error).splitlines() or [type(error).__name__])[0]
        message = f"{path} cannot be read: {said.rstrip('.')}."
        raise UsageError(message, hint="Write it again, or give it as CSV in UTF-8.") from error
