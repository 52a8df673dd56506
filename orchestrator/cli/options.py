"""Options that several verbs share, told once."""

from typing import Annotated, TypeAlias

import typer

Stacks: TypeAlias = Annotated[
    list[str] | None, typer.Argument(metavar="[STACK]...", help="Stacks by name; all of them otherwise.")
]
Azure: TypeAlias = Annotated[
    bool, typer.Option("--azure", help="Azure itself, with your backend and credentials; simulated otherwise.")
]
Guardrails: TypeAlias = Annotated[
    bool, typer.Option("--guardrails/--no-guardrails", help="Judge every resource by the policy packs.")
]
Refresh: TypeAlias = Annotated[bool, typer.Option("--refresh", help="Read what stands before comparing.")]
Parallel: TypeAlias = Annotated[int, typer.Option("--parallel", min=1, max=32, help="How many stacks at once.")]
