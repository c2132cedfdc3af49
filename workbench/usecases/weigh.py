"""weigh: weights of criteria from what people answered about them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError, nearest
from workbench.usecases.arguments import format_as, pairs, read_value
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.engine.method import Weighting
    from workbench.model.weighing import Weights

ENDS = ("best", "worst")


def run(
    *,
    method: str,
    answers: Sequence[str],
    table: str | None,
    directions: str | None,
    into: str | None,
    weights: str | None,
    group: str,
    parameter: Sequence[str],
    format: str,  # noqa: A002 - named after the option
) -> Outcome:
    """Weigh the criteria and hand over a report or data."""
    from workbench.engine.method import find_weighting
    from workbench.engine.weigh import weigh
    from workbench.usecases.pages.weights_report import weights_csv, weights_json, weights_report

    weighting = find_weighting(method)
    parameters = pairs(parameter, "NAME=VALUE")
    taken = list(weighting.choices)
    for name in parameters:
        if name not in taken:
            message = f"{method} has no parameter {name!r}."
            raise UsageError(message, hint=nearest(name, taken) if taken else "It takes none.")
    words: tuple[str, ...] = ()
    if table is None:
        given = _given(weighting, answers)
        found = weigh(method, **given, **parameters)
        if into is not None:
            words = _kept(into, weights, group, method, given, parameters)
    else:
        found = _of_table(weighting, table, directions, answers, parameters)
        if into is not None:
            message = "Weights from a table are nobody's answers: a study keeps none of them."
            raise UsageError(message, hint="Leave --into out.")
    if format == "table":
        return Outcome(reports=(weights_report(found),), words=words)
    if format == "json":
        return Outcome(text=weights_json(found), words=words)
    return Outcome(text=weights_csv(found), words=(*words, *(notice.text for notice in found.notices)))


def _kept(
    into: str, chosen: str | None, group: str, method: str, given: Mapping[str, Any], parameters: Mapping[str, str]
) -> tuple[str, ...]:
    """Keep the answers in a study folder and return what to say about it."""
    from workbench.usecases.weighing.into import keep_answers

    if chosen is None:
        message = "It is not said which weight set the answers belong to."
        raise UsageError(message, hint="Give --weights SET, and --group GROUP where it is not the whole tree's root.")
    return keep_answers(into, chosen, group, method, given, parameters)


def _of_table(
    weighting: Weighting,
    table: str,
    directions: str | None,
    answers: Sequence[str],
    parameters: Mapping[str, str],
) -> Weights:
    """Return the weights that a weighting finds in a table file."""
    from workbench.usecases.intake.table_answers import directions_of, open_table, weigh_table

    if weighting.input not in {"table", "names"}:
        message = f"{weighting.name} goes by people's answers, not by a table."
        raise UsageError(
            message, hint="Give the answers as NAME=NUMBER, or a whole hierarchy of comparisons: workbench ahp TABLE."
        )
    if answers:
        message = f"{answers[0]!r} is an answer, and the table answers everything."
        raise UsageError(message, hint="Leave it out.")
    opened = open_table(table)
    if directions is None and opened.directions is None and "directions" not in needed_by(weighting):
        return weigh_table(opened, weighting.name, None, **parameters)
    signs = directions_of(opened, read_value("directions", directions) if directions else None)
    return weigh_table(opened, weighting.name, signs, **parameters)


def needed_by(weighting: Weighting) -> set[str]:
    """Return the parameters that a weighting cannot do without."""
    from dataclasses import MISSING, fields

    return {each.name for each in fields(weighting.parameters) if each.default is MISSING}


def _given(weighting: Weighting, answers: Sequence[str]) -> dict[str, Any]:
    """Return the answers of the command line under the names that the weighting takes."""
    if weighting.input == "table":
        message = f"{weighting.name} goes by a table, and none is given."
        raise UsageError(message, hint="Give --table FILE: csv, tsv, xlsx or parquet.")
    if weighting.input == "names":
        return {"n": int(answers[0])} if len(answers) == 1 and answers[0].isdecimal() else {"names": list(answers)}
    texts = pairs(answers, "NAME=VALUE")
    if not texts:
        message = f"{weighting.name} has nothing to weigh."
        example = "NAME/NAME=NUMBER" if weighting.input in {"comparisons", "best_and_worst"} else "NAME=NUMBER"
        raise UsageError(message, hint=f"Give {example} for each answer.")
    if weighting.input == "comparisons":
        return {"comparisons": _judgements(texts)}
    if weighting.input == "best_and_worst":
        return _best_and_worst(texts)
    return {weighting.answers[0]: {name: _number(name, text) for name, text in texts.items()}}


def _number(name: str, text: str) -> float:
    try:
        return float(Fraction(text))
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        message = f"{name}={text}: {text!r} is no number."
        raise UsageError(message, hint="Write for example 3, 0.5 or 1/3.") from error


def _judgements(texts: Mapping[str, str]) -> dict[tuple[str, str], float]:
    judgements = {}
    for pair, text in texts.items():
        above, slash, below = pair.partition("/")
        if not above or not slash or not below or "/" in below:
            message = f"{pair}={text}: {pair!r} names no pair."
            raise UsageError(message, hint="Write NAME/NAME=3: the first is three times as important as the second.")
        judgements[above, below] = _number(pair, text)
    return judgements


def _best_and_worst(texts: dict[str, str]) -> dict[str, Any]:
    """Return both rows of answers: pairs with the best in front, and pairs with the worst behind."""
    missing = [end for end in ENDS if end not in texts]
    if missing:
        message = f"best_worst needs to know which criterion is the {missing[0]}."
        raise UsageError(message, hint="For example: best=cost worst=time cost/time=8 cost/noise=2 noise/time=4.")
    best, worst = (texts[end] for end in ENDS)
    if best == worst:
        message = f"{best} cannot be both the best and the worst."
        raise UsageError(message)
    judgements = _judgements({pair: text for pair, text in texts.items() if pair not in ENDS})
    for above, below in judgements:
        if above != best and below != worst:
            message = f"{above}/{below} compares neither the best ({best}) with another nor another with the worst."
            raise UsageError(message, hint=f"Write {best}/NAME=… or NAME/{worst}=….")
    to_others = {below: number for (above, below), number in judgements.items() if above == best}
    to_worst = {above: number for (above, below), number in judgements.items() if below == worst}
    names = list(dict.fromkeys([best, *to_others, *to_worst, worst]))
    for known, end, form in ((to_others, best, f"{best}/{{}}"), (to_worst, worst, f"{{}}/{worst}")):
        known.setdefault(end, 1.0)
        for name in names:
            if name not in known:
                message = f"{form.format(name)} is not given."
                raise UsageError(
                    message, hint="best_worst compares the best with every other, and every other with the worst."
                )
    return {"best_to_others": to_others, "others_to_worst": to_worst, "names": names}


VERB = Verb(
    name="weigh",
    title="Weights of criteria from points, ranks or comparisons",
    parameters=(
        Parameter("method", "The weighting.", kind="argument", metavar="METHOD"),
        Parameter(
            "answers",
            "Answers: a number for each criterion, or for pairs of them.",
            kind="argument",
            many=True,
            optional=True,
            metavar="[NAME=NUMBER]... [NAME/NAME=NUMBER]...",
        ),
        Parameter("table", "A decision table to go by, for entropy, critic and the like.", type="path", metavar="FILE"),
        Parameter("directions", "Which end is better, where the table does not say it.", metavar="DIRECTIONS"),
        Parameter("into", "A study folder that keeps the answers as those of a group.", type="path", metavar="DIR"),
        Parameter("weights", "With --into: the weight set they belong to.", metavar="SET"),
        Parameter("group", "With --into: the group whose children are weighed.", default="root", metavar="GROUP"),
        Parameter("parameter", "A parameter of the weighting.", short="p", many=True, metavar="NAME=VALUE"),
        format_as("table", "json", "csv"),
    ),
    run=run,
)
