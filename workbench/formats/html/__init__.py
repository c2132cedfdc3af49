"""The report as one HTML file: nothing is fetched, it reads on a telephone and prints on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.format import Format

if TYPE_CHECKING:
    from workbench.model.publication import Publication


def write(publication: Publication) -> bytes:
    """Return the publication as one self-contained HTML text."""
    from workbench.formats.html.document import document

    return document(publication).encode()


FORMAT = Format(name="html", suffix=".html", write=write)
