"""The `estate` command: one module per verb, loaded when it is called."""

from orchestrator.cli.app import main

__all__ = ["main"]
