"""The one place that knows what time it is."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def stamp() -> str:
    """Return the present moment as it stands in a log."""
    return now().isoformat().replace("+00:00", "Z")
