"""The log of the walks as one page: the estate before, what people did, the estate after."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_ENVIRONMENT = Environment(loader=PackageLoader("orchestrator.flows"), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True)
class Chapter:
    """One walk as it was told."""

    title: str
    lines: Sequence[str]
    status: str


def page(before: str, after: str, chapters: Sequence[Chapter]) -> str:
    """Render the page; `before` and `after` are SVG pictures."""
    template = _ENVIRONMENT.get_template("flows.html.j2")
    return template.render(before=Markup(before), after=Markup(after), chapters=chapters)  # noqa: S704 - our own SVG
