"""The verbs of `estate`: which module holds each. A verb's module has an `app`, a `typer.Typer`."""

VERBS: dict[str, str] = {
    "demo": "orchestrator.cli.demo",
    "check": "orchestrator.cli.check",
    "preview": "orchestrator.cli.preview",
    "up": "orchestrator.cli.up",
    "refresh": "orchestrator.cli.refresh",
    "destroy": "orchestrator.cli.destroy",
    "inventory": "orchestrator.cli.inventory",
    "outputs": "orchestrator.cli.outputs",
    "access": "orchestrator.cli.access",
    "catalogue": "orchestrator.cli.catalogue",
    "dataset": "orchestrator.cli.dataset",
    "graph": "orchestrator.cli.graph",
    "request": "orchestrator.cli.request",
    "telemetry": "orchestrator.cli.telemetry",
    "template": "orchestrator.cli.template",
    "api": "orchestrator.cli.api",
    "policies": "orchestrator.cli.policies",
    "simulate": "orchestrator.cli.simulate",
    "engine": "orchestrator.cli.engine",
    "env": "orchestrator.cli.env",
}
"""In the order in which `estate --help` lists them."""
