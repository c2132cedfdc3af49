"""schema: the JSON Schema of study sources and definition files, for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.usecases.verb import Outcome, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a study source; a definition file has some of its lists."""
    from workbench.formats.source.write import FORMAT
    from workbench.model.study import Study

    made = Study.model_json_schema()
    properties: dict[str, Any] = made["properties"]
    described = {
        "format": {"const": FORMAT, "description": "The version of this format."},
        "use": {"type": "array", "items": {"type": "string"}, "description": "Definition files that this one uses."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Study source or definition file of the policy option scoring workbench",
        "type": "object",
        "additionalProperties": False,
        "properties": described | properties,
        "$defs": made["$defs"],
    }


def run() -> Outcome:
    """Print the schema."""
    return Outcome(text=json.dumps(_sorted(schema()), ensure_ascii=False, indent=2) + "\n")


def _sorted(made: Mapping[str, Any]) -> dict[str, Any]:
    return dict(made) | {"$defs": dict(sorted(made["$defs"].items()))}


VERB = Verb(name="schema", title="Print the JSON Schema of study sources and definition files", parameters=(), run=run)
