"""bilateral: what each side gains and bears, what both could accept, who answers to whom, and where they differ."""

from __future__ import annotations

from dataclasses import fields, replace
from math import isfinite
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.usecases.arguments import OUTPUT, READING, STUDY, form_of, format_as, handed_over, pairs
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.model.bilateral import Bilateral
    from workbench.model.settings import StatusQuo
    from workbench.model.study import Study
    from workbench.usecases.verb import Outcome

FORMAT = "policy-bilateral/1"


def bilateral(
    study: Study | str | Path,
    *,
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
    rates: Mapping[str, float] | float | None = None,
    status_quo: Mapping[str, float] | StatusQuo | None = None,
    status_quo_label: str = "",
    comparability: str = "",
    bargaining: Mapping[str, float] | None = None,
    floor: float | None = None,
    pair: tuple[str, str] | None = None,
    against: Study | str | Path | None = None,
    anonymous: bool = False,
) -> Bilateral:
    """Return what stands between a study's sides.

    Parameters
    ----------
    study
        A study, or what `load` takes.
    weights, view, profile, option_set, aggregators
        As in `score`; without a view each side's own scores stand for its own benefit and burden.
    rates
        λ, how many points of benefit one point of burden weighs: one number, or by side.
    status_quo, status_quo_label
        Each side's total without an agreement, and what the numbers are; by default the go-alone option's totals.
    comparability
        Why the sides' points can be compared; without it no rule that compares them is used.
    bargaining
        Exponent of each side's gain in the Nash product, factor in the utilitarian sum.
    floor
        What zeros count as in the geometric mean of the government × public matrix.
    pair
        The two options whose margin is split between the sides.
    against
        Another copy of the study from which the second side is read, with its value functions.
    anonymous
        Whether analysts' names are left away.

    Raises
    ------
    WorkbenchError
        When a name is unknown, a status quo has no label, a size is negative, or there is nothing to score.
    """
    from workbench.analysis.bilateral.between_sides import bilateral_study
    from workbench.analysis.bilateral.question import Terms
    from workbench.model.reading import Reading
    from workbench.usecases.load import load

    loaded = load(study)
    other = None if against is None else load(against)
    if anonymous:
        loaded, other = _without_names(loaded), _without_names(other) if other else None
    found = bilateral_study(
        loaded,
        Reading(weights, view, profile, option_set),
        aggregators=aggregators,
        terms=Terms(
            rates=_rates(loaded, rates),
            status_quo=_stated(status_quo, status_quo_label),
            comparability=comparability,
            bargaining=dict(bargaining or {}),
            floor=floor,
        ),
        pair=pair,
        against=other,
    )
    return _without_ids(found, loaded) if anonymous else found


def _rates(study: Study, rates: Mapping[str, float] | float | None) -> dict[str, float]:
    given = dict.fromkeys((side.id for side in study.sides), rates) if isinstance(rates, int | float) else rates or {}
    for side, rate in given.items():
        if not (isfinite(rate) and rate >= 0):
            message = f"λ is {rate:g} for {side}: a burden cannot weigh less than nothing."
            raise UsageError(message, hint="Give a number from 0 on.")
    return dict(given)


def _stated(status_quo: Mapping[str, float] | StatusQuo | None, label: str) -> StatusQuo | None:
    from workbench.model.settings import StatusQuo as StatusQuoRecord

    if isinstance(status_quo, StatusQuoRecord) or not status_quo:
        return status_quo if isinstance(status_quo, StatusQuoRecord) else None
    if not label.strip():
        message = "A status quo in numbers needs a label: what they are and who set them."
        raise UsageError(message, hint='For example --status-quo-label "agreed at the first meeting".')
    return StatusQuoRecord(label=label, totals=dict(status_quo))


def _without_names(study: Study) -> Study:
    """Return a study whose analysts are called by what they are, not who."""
    sides = {side.id: side.label for side in study.sides}
    called: dict[str | None, int] = {}
    analysts = []
    for analyst in study.analysts:
        called[analyst.side] = called.get(analyst.side, 0) + 1
        place = f"analyst {called[analyst.side]}"
        label = f"{sides[analyst.side]}, {place}" if analyst.side in sides else f"On no side, {place}"
        analysts.append(analyst.model_copy(update={"label": label}))
    own = {analyst.weight_set for analyst in study.analysts}
    sets = [each.model_copy(update={"label": "own weights"}) if each.id in own else each for each in study.weight_sets]
    same = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**same | {"analysts": tuple(analysts), "weight_sets": tuple(sets)})


def _without_ids(found: Bilateral, study: Study) -> Bilateral:
    """Return the result without the ids of analysts and of the weight sets that stand for them."""
    sides = tuple(
        replace(side, analysts=tuple(f"analyst-{place}" for place in range(1, len(side.analysts) + 1)))
        for side in found.sides
    )
    differences = tuple(
        replace(each, first=replace(each.first, weights=""), second=replace(each.second, weights=""))
        for each in found.differences
    )
    run = replace(found.run, view="") if found.run.view in study.analyst else found.run
    return replace(found, run=run, sides=sides, differences=differences)


def run(
    *,
    study: str,
    weights: str | None,
    view: str | None,
    profile: str | None,
    option_set: str | None,
    aggregator: Sequence[str],
    rate: Sequence[str],
    status_quo: Sequence[str],
    status_quo_label: str,
    comparable: str,
    bargaining: Sequence[str],
    floor: float | None,
    pair: str | None,
    against: str | None,
    package: Sequence[str],
    details: bool,
    anonymous: bool,
    format: str,  # noqa: A002 - named after the option
    output: str | None,
) -> Outcome:
    """Compare the sides and hand over one screen, all tables, or everything as JSON."""
    from workbench.usecases.courtesy import words_without_names
    from workbench.usecases.load import load_with_origin

    form = form_of(output, format, "table", "json")
    loaded = load_with_origin(study)
    words = words_without_names(loaded.warnings, loaded.study) if anonymous else loaded.warnings
    single = len(rate) == 1 and "=" not in rate[0]
    found = bilateral(
        loaded.study,
        weights=weights,
        view=view,
        profile=profile,
        option_set=option_set,
        aggregators=pairs(aggregator, "GROUP=RULE"),
        rates=_number(rate[0], rate[0]) if single else _numbers(rate),
        status_quo=_numbers(status_quo),
        status_quo_label=status_quo_label,
        comparability=comparable,
        bargaining=_numbers(bargaining),
        floor=floor,
        pair=_pair(pair),
        against=against,
        anonymous=anonymous,
    )
    if form == "json":
        return handed_over(as_json(found), output, words)
    from workbench.usecases.pages import bilateral_details, bilateral_report
    from workbench.usecases.pages.one_screen import fitted

    if details or package:
        report = bilateral_details.details(found, package=package)
    else:
        report = fitted(lambda rows: bilateral_report.bilateral_page(found, rows), bilateral_report.LIMITS)
    return handed_over([report], output, words)


def _numbers(texts: Sequence[str]) -> dict[str, float]:
    return {side: _number(f"{side}={text}", text) for side, text in pairs(texts, "SIDE=NUMBER").items()}


def _number(whole: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        message = f"{whole}: {text!r} is no number."
        raise UsageError(message, hint="Write for example 1.5.") from error
    if not isfinite(number):
        message = f"{whole}: {text!r} is not finite."
        raise UsageError(message)
    return number


def _pair(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    above, slash, below = text.partition("/")
    if not slash or not above or not below or "/" in below:
        message = f"{text!r} names no pair of options."
        raise UsageError(message, hint="Write OPTION/OPTION.")
    return above, below


def as_json(found: Bilateral) -> str:
    """Return everything between the sides as one JSON text."""
    from workbench.formats.record_json import document

    parts = {each.name: getattr(found, each.name) for each in fields(found) if each.name not in {"study", "run"}}
    return document(FORMAT, found.study, found.run, **parts)


VERB = Verb(
    name="bilateral",
    title="What each side gains and bears, what all could accept, who answers to whom, where they differ",
    parameters=(
        STUDY,
        *READING,
        Parameter(
            "rate", "λ: points of benefit that one point of burden weighs, for all sides or one.", flag="lambda",
            many=True, metavar="[SIDE=]NUMBER",
        ),
        Parameter("status_quo", "A side's total without an agreement.", many=True, metavar="SIDE=TOTAL"),
        Parameter("status_quo_label", "What these totals are, and who set them.", default="", metavar="TEXT"),
        Parameter("comparable", "Why the sides' points can be compared.", default="", metavar="TEXT"),
        Parameter("bargaining", "A side's bargaining weight; 1 each without.", many=True, metavar="SIDE=NUMBER"),
        Parameter(
            "floor", "What zeros count as in the geometric mean of the matrix.", type="number", metavar="NUMBER"
        ),
        Parameter("pair", "The options whose margin is split between the sides.", metavar="OPTION/OPTION"),
        Parameter("against", "Another copy of the study: the second side is read from it.", metavar="STUDY"),
        Parameter("package", "Show only packages with this option; several times: with all of them.", many=True,
                  metavar="OPTION"),
        Parameter("details", "Every table, on more than one screen.", kind="flag"),
        Parameter("anonymous", "Without analysts' names, for the projector.", kind="flag"),
        format_as("table", "json"),
        OUTPUT,
    ),
    run=run,
)  # fmt: skip
