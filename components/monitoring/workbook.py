"""A workbook of Azure Monitor: how the services of a team do, on one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

import pulumi
from pulumi_azure_native import applicationinsights

from components._base import EstateComponent
from components._errors import ArgumentError
from components._interfaces import Tags
from components._tokens import Token
from components.monitoring.workbook_content import Watched, plan_workbook

_NAMESPACE = UUID("0b8f4c2e-3d0b-4a57-9a3e-61b6a8f0c7d9")
"""Fixed for good: it goes into the name of every workbook."""


def workbook_name(key: str) -> str:
    """The GUID that names a workbook: the same for the same key, such as the path of its resource group."""
    return str(uuid5(_NAMESPACE, key.lower()))


@dataclass(frozen=True, kw_only=True)
class WorkbookResource:
    """A resource whose metrics and failures the workbook shows."""

    resource_id: pulumi.Input[str]
    """Required. The resource."""
    arm_type: str
    """Required. Its type: it decides the charts."""
    title: str
    """Required. What its group in the workbook is called, such as `pipelines`."""


@dataclass(frozen=True, kw_only=True)
class WorkbookArgs:
    """One workbook on a resource group."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    resource_group_resource_id: pulumi.Input[str]
    """Required. The group whose alerts and costs it shows; people find the workbook there."""
    location: str
    """Required. The region."""
    workbook_name: str
    """Required. A GUID: Azure takes no other name. `workbook_name` makes one that never changes."""
    display_name: str
    """Required. What people see."""
    resources: Mapping[str, WorkbookResource] = field(default_factory=dict)
    """Optional. What it shows, by key."""
    budget_name: str | None = None
    """Optional. The group's budget, whose amount and spending it shows."""
    tags: Tags = field(default_factory=dict)
    """Optional. Its tags."""


@dataclass(frozen=True, kw_only=True)
class WorkbookOutputs:
    """The workbook."""

    resource_id: pulumi.Output[str]


def check(args: WorkbookArgs) -> None:
    """Refuse a name that Azure refuses. Errors: `ArgumentError`."""
    try:
        named = str(UUID(args.workbook_name)) == args.workbook_name
    except ValueError:
        named = False
    if not named:
        raise ArgumentError(
            "A-MON-003", "workbook_name", found=f"`{args.workbook_name}`",
            accepted="a GUID of lower-case digits with hyphens", remedy="take `workbook_name(key)`",
        )  # fmt: skip


class Workbook(EstateComponent[WorkbookOutputs]):
    """A workbook on a resource group: its alerts, its budget, and each resource's metrics and failures."""

    workbook: applicationinsights.Workbook
    """The workbook itself."""

    def __init__(self, name: str, args: WorkbookArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.WORKBOOK, name, tags=args.tags, opts=opts)
        check(args)
        self.workbook = applicationinsights.Workbook(
            self.child_name("workbook"),
            resource_group_name=args.resource_group_name,
            resource_name_=args.workbook_name,
            location=args.location,
            kind="shared",
            category="workbook",
            display_name=args.display_name,
            # Azure gives the id back in lower case: any other spelling would differ at each refresh.
            source_id=pulumi.Output.from_input(args.resource_group_resource_id).apply(str.lower),
            serialized_data=_content(args),
            # Azure writes this tag to every workbook: without it the next refresh would find it changed.
            tags=self.tags({"hidden-title": args.display_name}),
            opts=self.stateless(),
        )
        self.publish(WorkbookOutputs(resource_id=self.workbook.id))


def _content(args: WorkbookArgs) -> pulumi.Output[str]:
    resources = list(args.resources.values())
    ids = pulumi.Output.all(args.resource_group_resource_id, *(one.resource_id for one in resources))
    return ids.apply(
        lambda known: plan_workbook(
            resource_group_id=known[0],
            watched=[
                Watched(title=one.title, resource_id=resource_id, arm_type=one.arm_type)
                for one, resource_id in zip(resources, known[1:], strict=True)
            ],
            budget_name=args.budget_name,
        )
    )
