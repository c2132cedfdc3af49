"""The library for columns of data, or one clear word that it is missing."""

from __future__ import annotations

from typing import Any

from workbench.errors import UsageError


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
