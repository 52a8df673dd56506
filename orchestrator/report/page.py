"""The report, and the catalogue of guardrails, each as one self-contained HTML page."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from orchestrator.report.catalogue import OWN, Catalogue
from orchestrator.report.model import Report

_ENVIRONMENT = Environment(
    loader=PackageLoader("orchestrator.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def coded(text: str) -> Markup:
    """A text with what stands in backticks set as code; everything else is escaped."""
    parts = text.split("`")
    marked = (f"<code>{escape(part)}</code>" if index % 2 else str(escape(part)) for index, part in enumerate(parts))
    return Markup("".join(marked))  # noqa: S704


_ENVIRONMENT.filters["coded"] = coded


def render(template: str, **values: Any) -> str:
    """A page from its template; everything in the values is escaped."""
    return _ENVIRONMENT.get_template(template).render(**values)


def page(report: Report) -> str:
    """Render the report. The page needs no network and no server."""
    return render("report.html.j2", report=report, picture=Markup(report.picture))  # noqa: S704


def catalogue_page(catalogue: Catalogue) -> str:
    """Render the guardrails, with a search that runs in the page."""
    return render("catalogue.html.j2", catalogue=catalogue, own=OWN)
