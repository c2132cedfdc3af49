"""The whole HTML file: head with its policy, contents, pages, and what identifies the result."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from workbench.formats.html.pictures import figure
from workbench.formats.html.style import STYLE
from workbench.formats.html.tables import table
from workbench.formats.html.tags import Markup, joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.publication import Page, Publication


def document(publication: Publication) -> str:
    """Return the file's text."""
    title = publication.facts.title or "Report"
    body = [
        tag("a", "To the content", href="#content", class_="skip"),
        tag("header", *_head(publication, title)),
        *_contents(publication),
        tag("main", joined([_section(each, number) for number, each in enumerate(publication.pages, 1)]), id="content"),
        tag("footer", tag("h2", "What this report says, and from which state"), _about(publication)),
    ]
    whole = tag("html", _prelude(title), tag("body", joined(body)), lang="en", class_=publication.audience)
    return f"<!DOCTYPE html>\n{whole}\n"


def _prelude(title: str) -> Markup:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        Markup(f"<style>{STYLE}</style>"),
    )


def _head(publication: Publication, title: str) -> Iterator[Markup]:
    yield tag("h1", title)
    known = dict(publication.about)
    if publication.facts.illustrative and len(publication.pages) > 1:
        yield tag("p", known["Status"], class_="illustrative")
    shown = [known[name] for name in ("Weights", "Last change") if name in known]
    yield tag("p", f"{' · '.join(shown)} · state {publication.facts.digest[:12]}", class_="state")


def _contents(publication: Publication) -> Iterator[Markup]:
    if len(publication.pages) > 1:
        links = [
            tag("li", tag("a", _short(publication, page), href=f"#page-{number}"))
            for number, page in enumerate(publication.pages, start=1)
        ]
        yield tag("nav", tag("h2", "Contents"), tag("ol", joined(links)), aria_label="Contents")


def _short(publication: Publication, page: Page) -> str:
    """Return a page's title without the study's in front, which stands at the top of the file."""
    rest = page.report.title.removeprefix(f"{publication.facts.title}: ")
    return rest[:1].upper() + rest[1:] if rest != publication.facts.title else "Ranking, step by step"


def _section(page: Page, number: int) -> Markup:
    report = page.report
    name = f"page-{number}"
    parts = [tag("h2", report.title or f"Page {number}", id=f"{name}-title")]
    parts += [
        tag("p", label, class_="illustrative" if label.startswith("ILLUSTRATIVE") else "label")
        for label in report.labels
    ]
    parts.append(tag("p", report.finding, class_="finding"))
    parts += [figure(each, f"{name}-picture-{place}") for place, each in enumerate(page.pictures, start=1)]
    parts += [table(each, f"{name}-table-{place}") for place, each in enumerate(report.tables, start=1)]
    if report.notes:
        notes = joined([tag("li", each) for each in report.notes])
        parts += [tag("h3", "Notices"), tag("ul", notes)]
    return tag("section", joined(parts), id=name, aria_labelledby=f"{name}-title")


def _about(publication: Publication) -> Markup:
    """Return what identifies the result; on a single page without what its top says already."""
    first = publication.pages[0].report if len(publication.pages) == 1 else None
    above = {first.title, *first.labels} if first else set()
    lines = [(label, said) for label, said in publication.about if said not in above]
    return tag("dl", *(Markup(tag("dt", label) + tag("dd", said)) for label, said in lines))
