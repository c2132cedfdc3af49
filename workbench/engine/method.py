"""What a method declares about itself; one file a method, one constant a file."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from workbench.errors import MethodError, nearest
from workbench.registry import collect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from workbench.model.evaluation import Matrix, Notice, Step


@dataclass(frozen=True, slots=True)
class NoParameters:
    """A method without parameters."""


def no_notices(_table: Any, _criteria: tuple[str, ...]) -> Iterable[Notice]:  # noqa: ANN401 - each method's own table
    """Return nothing: there is nothing to say about any table."""
    return ()


def without_names(parameters: Any, _criteria: tuple[str, ...]) -> Any:  # noqa: ANN401 - each method's own dataclass
    """Return the parameters as they are: they name no criterion."""
    return parameters


@dataclass(frozen=True)
class Aggregation:
    """A way from a table and weights to totals.

    `prepare` does once all that does not depend on the weights; `total` is called for any number of weight
    vectors. Shapes: matrix (..., n_options, n_criteria), weights (..., n_criteria), totals (..., n_options).
    """

    name: str
    title: str
    source: str
    """The publication: author, year, place."""
    input: Literal["values", "performances"]
    """Values are comparable and larger is better; performances are raw and come with directions."""
    prepare: Callable[[Matrix, Matrix, Any], Any]
    total: Callable[[Any, Matrix], Matrix]
    trace: Callable[[Any, Matrix], tuple[Step, ...]]
    parameters: type = NoParameters
    with_names: Callable[[Any, tuple[str, ...]], Any] = without_names
    """What its parameters are for criteria of these names, for methods whose parameters name some."""
    normalization: str = "none"
    """The normalization of its publication, for methods that take values."""
    notices: Callable[[Any, tuple[str, ...]], Iterable[Notice]] = no_notices
    """What must be said about a prepared table, given the names of its criteria."""
    needs_nonnegative: bool = False
    needs_positive: bool = False
    needs_positive_costs: bool = False
    """Whether it divides by the performances of minimized criteria."""
    needs_some_positive: bool = False
    """Whether it divides by a criterion's sum, mean or largest number: not all of them may be zero."""
    lower_is_better: bool = False
    monotone: bool = True
    """Whether a better value never lowers an option's total and never raises another's."""
    each_option_alone: bool = False
    """Whether an option's total depends on its own row only."""
    uses_tree: bool = False
    """Whether it joins the leaves group by group; every other method sees the leaves with global weights."""
    on_studies: bool = False
    """Whether it belongs to a study's own path; every other method runs on a study when it is named."""
    weight_kind: Literal["swings-and-points", "importance"] = "swings-and-points"
    """Which kind of answers its weights mean: what a swing is worth, or importance, asked without a range."""
    thresholds: tuple[str, ...] = ()
    """Parameters in the unit of each criterion; on a study they are given in levels of each leaf's scale."""
    study_defaults: Mapping[str, Any] = field(default_factory=dict)
    """What a study gives in place of the parameters' own defaults."""


def nothing_to_say(_answers: Matrix, _steps: tuple[Step, ...], _names: tuple[str, ...]) -> Iterable[Notice]:
    """Return nothing: there is nothing to say about any answers."""
    return ()


@dataclass(frozen=True)
class Weighting:
    """A way to weights, from people's answers or from a bare table.

    `weigh` takes the checked answers, in the form that `input` names, and the parameters. It returns raw weights of
    shape (n_criteria,), not negative, which are divided by their sum afterwards, and its steps.
    """

    name: str
    title: str
    source: str
    """The publication: author, year, place."""
    input: Literal["names", "numbers", "ranks", "comparisons", "best_and_worst", "table"]
    answers: tuple[str, ...]
    """The names under which its answers are given."""
    weigh: Callable[[Matrix, Any], tuple[Matrix, tuple[Step, ...]]]
    parameters: type = NoParameters
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a parameter can be, for those that are words."""
    notices: Callable[[Matrix, tuple[Step, ...], tuple[str, ...]], Iterable[Notice]] = nothing_to_say
    """What must be said about the answers and the steps, given the names of the criteria."""
    needs_nonnegative: bool = False
    """Whether a table must not hold negative numbers."""


@dataclass(frozen=True)
class Normalization:
    """A way from raw performances to comparable values, larger is better."""

    name: str
    title: str
    source: str
    normalize: Callable[[Matrix, Matrix], Matrix]
    needs_nonnegative: bool = False
    needs_positive: bool = False
    needs_positive_costs: bool = False
    needs_some_positive: bool = False


def no_kinks(_function: Any) -> tuple[float, ...]:  # noqa: ANN401 - each kind has its own record
    """Return nothing: the slope never jumps, and the function rises or falls throughout."""
    return ()


@dataclass(frozen=True)
class ValueFunction:
    """A way from raw performances to a worth between 0 and 100."""

    name: str
    title: str
    source: str
    value: Callable[[Matrix, float, float, Any], Matrix]
    """Of performances of any shape, the worst and the best end of the scale, and the record that describes it."""
    kinks: Callable[[Any], tuple[float, ...]] = no_kinks
    """Where the slope changes: within an interval, the extremes lie there or at the ends."""


@dataclass(frozen=True)
class Computed:
    """A measure of each option, 0 to 100, from raw benefits and burdens of the sides, shape (..., n_sides)."""

    name: str
    title: str
    source: str
    compute: Callable[[Matrix, Matrix], Matrix]
    status: Callable[[Matrix, Matrix], str]
    bounds: Callable[[Matrix, Matrix, Matrix, Matrix], tuple[float, float] | None]


@cache
def aggregations() -> Mapping[str, Aggregation]:
    """Return every aggregation by name."""
    return collect("workbench.engine.aggregation", "METHOD")


@cache
def weightings() -> Mapping[str, Weighting]:
    """Return every weighting by name."""
    return collect("workbench.engine.weighting", "METHOD")


@cache
def normalizations() -> Mapping[str, Normalization]:
    """Return every normalization by name."""
    return collect("workbench.engine.normalization", "METHOD")


@cache
def value_functions() -> Mapping[str, ValueFunction]:
    """Return every kind of value function by name."""
    return collect("workbench.engine.value_functions", "METHOD")


@cache
def computed_measures() -> Mapping[str, Computed]:
    """Return every measure that a computed leaf can take, by name."""
    return collect("workbench.engine.computed", "METHOD")


def find_aggregation(name: str) -> Aggregation:
    """Return the aggregation of that name.

    Raises
    ------
    MethodError
        When there is none.
    """
    known = aggregations()
    if name not in known:
        message = f"There is no method {name!r}."
        raise MethodError(message, hint=nearest(name, known))
    return known[name]


def find_weighting(name: str) -> Weighting:
    """Return the weighting of that name.

    Raises
    ------
    MethodError
        When there is none.
    """
    known = weightings()
    if name not in known:
        message = f"There is no weighting {name!r}."
        raise MethodError(message, hint=nearest(name, known))
    return known[name]


def read_parameters(method: Aggregation, given: Mapping[str, Any], criteria: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - each method's own dataclass
    """Return the method's parameters with its defaults filled in, for criteria of these names.

    Raises
    ------
    MethodError
        When a name is unknown, or one without a default is not given.
    """
    known = [each.name for each in fields(method.parameters)]
    unknown = [name for name in given if name not in known]
    if unknown:
        message = f"{method.name} has no parameter {unknown[0]!r}."
        raise MethodError(message, hint=nearest(unknown[0], known) if known else "It takes none.")
    for each in fields(method.parameters):
        if each.name not in given and each.default is MISSING and each.default_factory is MISSING:
            message = f"{method.name} needs the parameter {each.name!r}."
            raise MethodError(message, hint="It has no default: what it should be is a judgement.")
    return method.with_names(method.parameters(**given), criteria)
