"""The verbs of `estate`: which module holds each. A verb's module has an `app`, a `typer.Typer`."""

VERBS: dict[str, str] = {
    "engine": "orchestrator.cli.engine",
    "env": "orchestrator.cli.env",
}
"""In the order in which `estate --help` lists them."""
