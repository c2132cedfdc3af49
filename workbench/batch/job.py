"""A batch as one picklable record: what is scored, how, and what makes its results its own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from workbench.analysis.scenarios import Scenarios
from workbench.model.reading import Reading
from workbench.model.state import digest
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.model.study import Study

Form = Literal["parquet", "csv", "jsonl", "xlsx"]
FORMS: tuple[Form, ...] = ("parquet", "csv", "jsonl", "xlsx")

DEFAULT_SEED = 20110401


@dataclass(frozen=True)
class Run:
    """One way to score: a method with its parameters, and how the study is read."""

    method: str = "value_tree"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    aggregators: Mapping[str, str] = field(default_factory=dict)

    def in_words(self) -> str:
        """Return the run in one line."""
        given = [f"{name}={value}" for name, value in {**self.parameters, **self.aggregators}.items()]
        chosen = [str(each) for each in (self.reading.weights, self.reading.view, self.reading.profile) if each]
        return " ".join([self.method, *chosen, *given])

    def facts(self) -> dict[str, Any]:
        """Return the run as plain data."""
        reading = self.reading
        return {
            "method": self.method,
            "parameters": dict(self.parameters),
            "weights": reading.weights,
            "view": reading.view,
            "profile": reading.profile,
            "option_set": reading.option_set,
            "aggregators": dict(self.aggregators),
        }


@dataclass(frozen=True)
class Job:
    """Scenarios of one study, scored by every run."""

    study: Study
    runs: tuple[Run, ...]
    out: Path
    form: Form = "parquet"
    from_study: bool = True
    samples: int = 0
    """Random weight vectors for each scenario, for the share of first ranks and the expected rank; 0 for none."""
    seed: int = DEFAULT_SEED

    @cached_property
    def scenarios(self) -> tuple[Scenarios, ...]:
        """The study read as each run says; made once in each process."""
        return tuple(
            Scenarios(self.study, run.reading, run.method, run.parameters, run.aggregators, self.from_study)
            for run in self.runs
        )

    def runs_in_words(self) -> tuple[str, ...]:
        """Return each run in one line."""
        return tuple(run.in_words() for run in self.runs)

    def facts(self) -> dict[str, Any]:
        """Return what the results follow from, beside the input."""
        return {
            "study": {"id": self.study.id, "digest": digest(self.study), "illustrative": self.study.illustrative},
            "runs": [run.facts() for run in self.runs],
            "from_study": self.from_study,
            "samples": self.samples,
            "seed": self.seed,
            "form": self.form,
            "version": VERSION,
        }

    @cached_property
    def key(self) -> str:
        """The digest of what the results follow from, beside the input."""
        return key_of(self.facts())


def key_of(facts: Mapping[str, Any]) -> str:
    """Return the digest of plain data."""
    return hashlib.sha256(
        json.dumps(facts, sort_keys=True, ensure_ascii=False).encode(errors="backslashreplace")
    ).hexdigest()
