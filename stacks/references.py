"""Reading what another stack exported, with its shape checked at the door."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import pulumi
from pulumi.output import UNKNOWN
from pydantic import ValidationError

from stacks.contracts import Contract

AnyContract = TypeVar("AnyContract", bound=Contract)

CONTRACT = "contract"
"""The output of every stack that others read."""


def export(contract: type[AnyContract], **values: pulumi.Input[Any]) -> None:
    """Export a contract, checked before anyone else reads it."""
    pulumi.export(CONTRACT, pulumi.Output.all(**values).apply(lambda known: contract(**known).model_dump()))


def read(stack: str, contract: type[AnyContract]) -> "pulumi.Output[AnyContract]":
    """The contract of another stack of this project.

    Errors: `pulumi.RunError` where the stack exports nothing yet or another shape than the contract's.
    """
    name = f"organization/{pulumi.get_project()}/{stack}"
    reference = pulumi.StackReference(stack, stack_name=name)
    return reference.get_output(CONTRACT).apply(lambda value: _checked(stack, contract, value))


def made(found: Mapping[str, str], key: str, what: str, *, by: str = "the platform's stack") -> str:
    """What another stack made for this one; not known at preview where it has yet to make it.

    Errors: `pulumi.RunError` in a deployment that comes before the other's.
    """
    if key in found:
        return found[key]
    if pulumi.runtime.is_dry_run():
        return cast(str, UNKNOWN)
    raise pulumi.RunError(
        f"R-REF-003 · {what} · none for `{key}` · a deployment of {by} since `{key}` is in the estate"
        f" · run `estate up` for {by} first"
    )


def _checked(stack: str, contract: type[AnyContract], value: Any) -> AnyContract:
    if value is None:
        raise pulumi.RunError(
            f"R-REF-001 · stack `{stack}` · exports no contract · a stack that has been deployed"
            f" · run `estate up {stack}` first"
        )
    try:
        return contract.model_validate(value)
    except ValidationError as error:
        wrong = "; ".join(
            f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg'].lower()}" for detail in error.errors()
        )
        raise pulumi.RunError(
            f"R-REF-002 · stack `{stack}` · its contract has another shape: {wrong} · {contract.__name__}"
            f" · deploy `{stack}` with this version first: `estate up {stack}`"
        ) from error
