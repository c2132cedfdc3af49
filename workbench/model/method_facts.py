"""What a method, a weighting or a normalization says about itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParameterFacts:
    """One parameter: its form, its default, and what it means."""

    name: str
    form: str
    """What it takes, in the words of its type; alternatives are separated by `or`."""
    default: str | None
    """None where it must be given."""
    meaning: str


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """Everything that can be known about a method before it runs."""

    name: str
    kind: str
    """Aggregation, weighting or normalization."""
    title: str
    source: str
    """The publication."""
    input: str
    """What it takes."""
    normalization: str
    """What its publication puts before it; empty where nothing."""
    weights: str
    """Which kind of weights it means; empty where it takes none."""
    studies: str
    """Whether it belongs to a study's own path; empty where it does not run on studies."""
    needs: tuple[str, ...]
    """What the data must be."""
    lower_is_better: bool
    parameters: tuple[ParameterFacts, ...]
