"""One module per kind of stack: configuration to component arguments, references in, outputs out."""

import importlib
import json
from typing import Any

import pulumi

from components.transformations import drop_aliases
from config.estate import Estate
from config.frozen import configuration
from config.load import STACK_KEY, stack_file
from stacks.context import Context
from stacks.exemptions import Exemptions

CONFIGURATION = "configuration"
"""The output of every stack beside its contract: what it was deployed with, so that later changes can be judged."""


def build(estate: Estate, name: str, configured: Any) -> None:
    """Build one stack of the estate.

    `configured` is what Pulumi's configuration holds; it must be what the stack's file says.
    Errors: `pulumi.RunError` for an unknown stack, or a configuration that is not the file's.
    """
    if name not in estate.stacks:
        known = ", ".join(f"`{stack}`" for stack in estate.stacks)
        raise pulumi.RunError(
            f"R-STK-001 · stack `{name}` · no file {stack_file(name)} in {estate.folder} · one of {known}"
            " · select another stack, or write the file"
        )
    if configured is not None and _plain(configured) != _plain(estate.stack_value(name)):
        raise pulumi.RunError(
            f"R-STK-002 · stack `{name}` · Pulumi's `{STACK_KEY}` differs from {stack_file(name)} · the same value"
            " · change the file; values on the command line are not used"
        )
    drop_aliases()
    kind = estate.stacks[name].kind.replace("-", "_")
    context = Context(estate, name)
    exemptions = Exemptions(context)
    exemptions.begin()
    importlib.import_module(f"stacks.{kind}").build(context)
    exemptions.end()
    pulumi.export(CONFIGURATION, configuration(estate, name))


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))
