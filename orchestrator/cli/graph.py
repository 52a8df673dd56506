"""`estate graph`: the estate as a picture."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from config.load import load_estate
from orchestrator.cli.settings import settings_of
from orchestrator.pictures.mermaid import mermaid
from orchestrator.pictures.scene import scene
from orchestrator.pictures.svg import svg

app = typer.Typer()


class Format(StrEnum):
    """How the picture is written."""

    SVG = "svg"
    MERMAID = "mermaid"


_WRITERS = {Format.SVG: svg, Format.MERMAID: mermaid}


@app.command()
def graph(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="SVG to look at, Mermaid for Markdown.")] = Format.SVG,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output otherwise.")] = None,
) -> None:
    """Draw regions, hubs, zones, what stands in them, and who is peered with whom."""
    settings = settings_of(context)
    picture = scene(load_estate(settings.estate_dir))
    text = _WRITERS[form](picture)
    if output is None:
        settings.show({"format": form, "picture": text}, text)
        return
    output.write_text(text, encoding="utf-8")
    settings.note.print(f"wrote {output}")
