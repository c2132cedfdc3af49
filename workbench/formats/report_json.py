"""The report as JSON: every page with its tables, numbers unrounded; format policy-report/1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.formats.format import Format
from workbench.formats.record_json import head, plain

if TYPE_CHECKING:
    from workbench.model.publication import Page, Publication


def write(publication: Publication) -> bytes:
    """Return the publication as one JSON text."""
    data = head("policy-report/1", publication.facts, publication.run) | {
        "audience": publication.audience,
        "about": [{"label": label, "text": text} for label, text in publication.about],
        "pages": [_page(each) for each in publication.pages],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _page(page: Page) -> dict[str, object]:
    report = page.report
    return {
        "title": report.title,
        "labels": list(report.labels),
        "finding": report.finding,
        "pictures": [{"title": each.title, "sentence": each.sentence} for each in page.pictures],
        "tables": [
            {
                "title": table.title,
                "columns": [column.label for column in table.columns],
                "rows": plain(table.rows),
                "note": table.note,
            }
            for table in report.tables
        ],
        "notes": list(report.notes),
    }


FORMAT = Format(name="json", suffix=".json", write=write)
