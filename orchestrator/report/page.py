"""The report as one self-contained HTML page."""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from orchestrator.report.model import Report

_ENVIRONMENT = Environment(
    loader=PackageLoader("orchestrator.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(report: Report) -> str:
    """Render the report. The page needs no network and no server."""
    return _ENVIRONMENT.get_template("report.html.j2").render(report=report, picture=Markup(report.picture))  # noqa: S704
