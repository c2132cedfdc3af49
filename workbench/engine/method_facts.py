"""What every registered method says about itself, its parameters with their docstrings."""

from __future__ import annotations

import ast
from dataclasses import MISSING, fields
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from workbench.engine.method import NoParameters, aggregations, normalizations, weightings
from workbench.engine.parameter_forms import taken_words
from workbench.model.method_facts import MethodFacts, ParameterFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import Aggregation, Normalization, Weighting

ANSWERS = {
    "names": "the names or the number of criteria",
    "numbers": "a number for each criterion",
    "ranks": "a rank for each criterion, ties share",
    "comparisons": "comparisons of criteria in pairs",
    "best_and_worst": "comparisons with the best and the worst criterion",
    "table": "a bare table; not for policy",
}
"""What each kind of weighting asks for."""


def all_facts() -> tuple[MethodFacts, ...]:
    """Return every aggregation, then every weighting, then every normalization, each by name."""
    return (
        *(_aggregation(each) for _, each in sorted(aggregations().items())),
        *(_weighting(each) for _, each in sorted(weightings().items())),
        *(_normalization(each) for _, each in sorted(normalizations().items())),
    )


def _aggregation(method: Aggregation) -> MethodFacts:
    return MethodFacts(
        name=method.name,
        kind="aggregation",
        title=method.title,
        source=method.source,
        input="values, larger is better" if method.input == "values" else "raw performances with directions",
        normalization="" if method.normalization == "none" else method.normalization,
        weights="importance" if method.weight_kind == "importance" else "swings and points",
        studies="own path" if method.on_studies else "when named",
        needs=tuple(_needs(method)),
        lower_is_better=method.lower_is_better,
        parameters=_parameters(method.parameters),
    )


def _weighting(method: Weighting) -> MethodFacts:
    needs = ("numbers of at least 0",) if method.needs_nonnegative else ()
    return MethodFacts(
        name=method.name,
        kind="weighting",
        title=method.title,
        source=method.source,
        input=ANSWERS[method.input],
        normalization="",
        weights="",
        studies="",
        needs=needs,
        lower_is_better=False,
        parameters=_parameters(method.parameters),
    )


def _normalization(method: Normalization) -> MethodFacts:
    return MethodFacts(
        name=method.name,
        kind="normalization",
        title=method.title,
        source=method.source,
        input="raw performances with directions",
        normalization="",
        weights="",
        studies="",
        needs=tuple(_needs(method)),
        lower_is_better=False,
        parameters=(),
    )


def _needs(method: Aggregation | Normalization) -> Iterator[str]:
    for needed, text in (
        (method.needs_nonnegative, "numbers of at least 0"),
        (method.needs_positive, "numbers above 0"),
        (method.needs_positive_costs, "numbers above 0 where lower is better"),
        (method.needs_some_positive, "a number above 0 on each criterion"),
    ):
        if needed:
            yield text


def _parameters(record: type) -> tuple[ParameterFacts, ...]:
    if record is NoParameters:
        return ()
    meanings = _meanings(record.__module__).get(record.__name__, {})
    return tuple(
        ParameterFacts(each.name, _form(str(each.type)), _default(each), meanings.get(each.name, ""))
        for each in fields(record)
        if "Tree" not in str(each.type)
    )


def _form(taken: str) -> str:
    """Return in plain words what a type takes."""
    words = " or ".join(taken_words(taken))
    bare = taken.removesuffix(" | None")
    if words:
        return f"{words}, once or for each criterion" if "Sequence" in bare else words
    if "Sequence[Sequence" in bare:
        return "low..high, once or for each criterion"
    if bare.startswith("float | Sequence"):
        return "a number, or one for each criterion"
    if bare.startswith(("Sequence[float", "tuple[float")):
        return "several numbers"
    return {"float": "a number", "str": "a word"}.get(bare, "pairs a/b:number" if "Mapping" in bare else bare)


def _default(each: Any) -> str | None:  # noqa: ANN401 - a dataclass's field
    if each.default is None:
        return "none"
    if each.default is not MISSING:
        return f"{each.default:g}" if isinstance(each.default, float) else str(each.default)
    return None if each.default_factory is MISSING else str(each.default_factory())


@cache
def _meanings(module: str) -> dict[str, dict[str, str]]:
    """Return the docstrings under the fields of a module's classes, by class and field."""
    spec = find_spec(module)
    get_source = getattr(spec.loader, "get_source", None) if spec else None
    source = get_source(module) if get_source else None
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(source or "").body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = dict(_field_docstrings(node))
    return found


def _field_docstrings(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, text in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            yield field.target.id, " ".join(str(text.value.value).split())
