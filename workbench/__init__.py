"""Score policy options on a tree of criteria, and defend the ranking."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than the version takes to say
    from typing import Any

    from workbench.analysis.acceptability_tables import rank_acceptability
    from workbench.engine.evaluate import evaluate
    from workbench.engine.weigh import weigh
    from workbench.errors import WorkbenchError
    from workbench.usecases.agree import agree
    from workbench.usecases.ahp import ahp
    from workbench.usecases.assign import assign
    from workbench.usecases.bilateral import bilateral
    from workbench.usecases.check import check
    from workbench.usecases.diff import diff
    from workbench.usecases.disputes import disputes, settle
    from workbench.usecases.evidence import evidence
    from workbench.usecases.explain import explain
    from workbench.usecases.export import export
    from workbench.usecases.frames import to_frame
    from workbench.usecases.history import history
    from workbench.usecases.import_sheet import import_sheet
    from workbench.usecases.load import load
    from workbench.usecases.merge import merge
    from workbench.usecases.methods import methods
    from workbench.usecases.new import new
    from workbench.usecases.pack import pack
    from workbench.usecases.panel import panel
    from workbench.usecases.rank import rank
    from workbench.usecases.redo import redo
    from workbench.usecases.report import report
    from workbench.usecases.robustness import robustness
    from workbench.usecases.rounds import rounds
    from workbench.usecases.schema import schema
    from workbench.usecases.score import score
    from workbench.usecases.score_many import score_many
    from workbench.usecases.summary import summary
    from workbench.usecases.template import template
    from workbench.usecases.undo import undo
    from workbench.usecases.unpack import unpack

    __version__: str

_WHERE = {
    "WorkbenchError": ("workbench.errors", "WorkbenchError"),
    "__version__": ("workbench.version", "VERSION"),
    "evaluate": ("workbench.engine.evaluate", "evaluate"),
    "load": ("workbench.usecases.load", "load"),
    "rank_acceptability": ("workbench.analysis.acceptability_tables", "rank_acceptability"),
    "settle": ("workbench.usecases.disputes", "settle"),
    "to_frame": ("workbench.usecases.frames", "to_frame"),
    "weigh": ("workbench.engine.weigh", "weigh"),
}
"""What is public beside the verbs; a verb is the function of its name in its own module."""

__all__ = [
    "WorkbenchError",
    "__version__",
    "agree",
    "ahp",
    "assign",
    "bilateral",
    "check",
    "diff",
    "disputes",
    "evaluate",
    "evidence",
    "explain",
    "export",
    "history",
    "import_sheet",
    "load",
    "merge",
    "methods",
    "new",
    "pack",
    "panel",
    "rank",
    "rank_acceptability",
    "redo",
    "report",
    "robustness",
    "rounds",
    "schema",
    "score",
    "score_many",
    "settle",
    "summary",
    "template",
    "to_frame",
    "undo",
    "unpack",
    "weigh",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute can be anything
    """Load a public name when it is first used: importing the package costs nothing."""
    from importlib import import_module

    module, attribute = _WHERE.get(name, (f"workbench.usecases.{name}", name))
    if name not in __all__:
        message = f"module 'workbench' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
