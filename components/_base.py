"""What every component has in common: names of children, their options, tags and outputs."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import pulumi

from components._interfaces import Tags
from components._tokens import Token

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    OutputsT = TypeVar("OutputsT", bound=DataclassInstance)
else:
    OutputsT = TypeVar("OutputsT")


class EstateComponent(pulumi.ComponentResource, Generic[OutputsT]):
    """Base of the components.

    Physical names come from the caller, in the arguments. Logical names are `<instance>-<role>`.
    Providers come with the options of the instance and reach every child through its parent.
    """

    outputs: OutputsT
    """What the component offers to others."""

    def __init__(
        self,
        token: Token,
        name: str,
        *,
        tags: Tags | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(token.value, name, None, opts)
        self.instance = name
        self._common_tags = dict(tags or {})

    def child_name(self, role: str) -> str:
        """The logical name of the child with a role."""
        return f"{self.instance}-{role}"

    def stateless(
        self,
        *,
        depends_on: Sequence[pulumi.Resource] = (),
        replace_on_changes: Sequence[str] = (),
        ignore_changes: Sequence[str] = (),
    ) -> pulumi.ResourceOptions:
        """Options of a child that holds no data: with a fixed name, the old one goes before the new."""
        return pulumi.ResourceOptions(
            parent=self,
            delete_before_replace=True,
            depends_on=list(depends_on) or None,
            replace_on_changes=list(replace_on_changes) or None,
            ignore_changes=list(ignore_changes) or None,
        )

    def data_bearing(
        self, *, allow_removal: bool, depends_on: Sequence[pulumi.Resource] = ()
    ) -> pulumi.ResourceOptions:
        """Options of a child that holds data: neither deleted nor replaced unless the caller allows it.

        `allow_removal` is both keys turned: the stack's own and the estate's.
        """
        return pulumi.ResourceOptions(
            parent=self,
            protect=not allow_removal,
            retain_on_delete=not allow_removal,
            depends_on=list(depends_on) or None,
        )

    def part(self, *, depends_on: Sequence[pulumi.Resource] = ()) -> pulumi.ResourceOptions:
        """Options of a component inside this one."""
        return pulumi.ResourceOptions(parent=self, depends_on=list(depends_on) or None)

    def tags(self, more: Tags | None = None) -> Mapping[str, pulumi.Input[str]]:
        """The tags of a child: the component's, and more over them."""
        return {**self._common_tags, **(more or {})}

    def publish(self, outputs: OutputsT) -> None:
        """Set the outputs; the last statement of every component."""
        self.outputs = outputs
        self.register_outputs(_plain(outputs))


def _plain(value: Any) -> Any:
    """Outputs as the engine takes them: dataclasses become mappings."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def ids_of(resources: Mapping[str, Any]) -> pulumi.Output[Mapping[str, str]]:
    """The ids of resources, by the same keys."""
    ids = {key: resource.id for key, resource in resources.items()}
    return pulumi.Output.all(**ids) if ids else pulumi.Output.from_input({})


Owner: TypeAlias = EstateComponent[Any]
"""Any component, as the parent of what a shared function creates."""
