"""Result records as JSON: every analysis has the same head, and its own parts below."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Run, StudyFacts


def document(form: str, study: StudyFacts, run: Run, **parts: object) -> str:
    """Return one JSON text: the format's name, which study in which state, how it was read, then the parts."""
    return json.dumps(head(form, study, run) | plain(parts), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def head(form: str, study: StudyFacts, run: Run) -> dict[str, Any]:
    """Return what every result says first."""
    return {
        "format": form,
        "study": {
            "id": study.id,
            "title": study.title,
            "as_of": study.as_of,
            "digest": study.digest,
            "illustrative": study.illustrative,
            "disclaimer": study.disclaimer,
            "caveat": study.caveat,
        },
        "run": {
            "method": run.method,
            "parameters": plain(run.parameters),
            "profile": run.profile,
            "option_set": run.option_set,
            "view": run.view,
            "weights": run.weights,
            "aggregators": dict(run.aggregators),
            "seed": run.seed,
            "version": run.version,
        },
    }


def plain(thing: object) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return records, arrays and mappings as plain data; a number that is not finite is null, a pair of ids `a/b`."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {each.name: plain(getattr(thing, each.name)) for each in fields(thing) if each.repr}
    if isinstance(thing, dict) or hasattr(thing, "items"):
        return {_key(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, (np.ndarray, np.generic)):
        return plain(thing.tolist())
    if isinstance(thing, (list, tuple, set, frozenset)):
        return [plain(each) for each in thing]
    return _single(thing)


def _single(thing: object) -> str | float | None:
    if isinstance(thing, Enum):
        return _single(thing.value)
    if isinstance(thing, float):
        return thing if isfinite(thing) else None
    if thing is None or isinstance(thing, (str, int)):
        return thing
    message = f"{type(thing).__name__} has no form in JSON"
    raise TypeError(message)


def _key(key: object) -> str:
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(key)
