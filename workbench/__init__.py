"""Score policy options on a tree of criteria, and defend the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.engine.evaluate import evaluate
    from workbench.errors import WorkbenchError
    from workbench.usecases.frames import to_frame
    from workbench.usecases.load import load
    from workbench.usecases.score import score

    __version__: str

_WHERE = {
    "WorkbenchError": ("workbench.errors", "WorkbenchError"),
    "__version__": ("workbench.version", "VERSION"),
    "evaluate": ("workbench.engine.evaluate", "evaluate"),
    "load": ("workbench.usecases.load", "load"),
    "score": ("workbench.usecases.score", "score"),
    "to_frame": ("workbench.usecases.frames", "to_frame"),
}

__all__ = ["WorkbenchError", "__version__", "evaluate", "load", "score", "to_frame"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute can be anything
    """Load a public name when it is first used: importing the package costs nothing."""
    from importlib import import_module

    if name not in _WHERE:
        message = f"module 'workbench' has no attribute {name!r}"
        raise AttributeError(message)
    module, attribute = _WHERE[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
