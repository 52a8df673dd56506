"""An action group: whom alerts and budgets reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import monitor

from components._base import EstateComponent
from components._errors import ArgumentError
from components._interfaces import Tags
from components._tokens import Token

_LONGEST_SHORT_NAME = 12


@dataclass(frozen=True, kw_only=True)
class LogicApp:
    """A workflow that alerts start, such as the one that opens tickets at the service desk."""

    resource_id: pulumi.Input[str]
    """Required. The workflow."""
    callback_url: pulumi.Input[str]
    """Required. The URL of its trigger; a secret."""


@dataclass(frozen=True, kw_only=True)
class ActionGroupArgs:
    """One action group."""

    resource_group_name: pulumi.Input[str]
    """Required. Where it stands."""
    action_group_name: str
    """Required. Its name."""
    short_name: str
    """Required. The sender of text messages, at most 12 characters."""
    email_receivers: Mapping[str, pulumi.Input[str]]
    """Required. Mail addresses by key, such as `operations`."""
    logic_apps: Mapping[str, LogicApp] = field(default_factory=dict)
    """Optional. Workflows by key."""
    tags: Tags = field(default_factory=dict)
    """Optional. Its tags."""


@dataclass(frozen=True, kw_only=True)
class ActionGroupOutputs:
    """The group for alerts and budgets."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]


def check(args: ActionGroupArgs) -> None:
    """Refuse a short name that Azure refuses. Errors: `ArgumentError`."""
    if not 1 <= len(args.short_name) <= _LONGEST_SHORT_NAME:
        raise ArgumentError(
            "A-MON-001", "short_name", found=f"`{args.short_name}`, {len(args.short_name)} characters",
            accepted=f"1 to {_LONGEST_SHORT_NAME} characters", remedy="shorten it",
        )  # fmt: skip


class ActionGroup(EstateComponent[ActionGroupOutputs]):
    """An action group."""

    action_group: monitor.ActionGroup
    """The group itself."""

    def __init__(self, name: str, args: ActionGroupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.ACTION_GROUP, name, tags=args.tags, opts=opts)
        check(args)
        mails = [
            monitor.MicrosoftCommonEmailReceiverArgs(name=key, email_address=address, use_common_alert_schema=True)
            for key, address in sorted(args.email_receivers.items())
        ]
        workflows = [
            monitor.LogicAppReceiverArgs(
                name=key,
                resource_id=workflow.resource_id,
                callback_url=pulumi.Output.secret(workflow.callback_url),
                use_common_alert_schema=True,
            )
            for key, workflow in sorted(args.logic_apps.items())
        ]
        self.action_group = monitor.ActionGroup(
            self.child_name("action-group"),
            resource_group_name=args.resource_group_name,
            action_group_name=args.action_group_name,
            location="global",
            group_short_name=args.short_name,
            enabled=True,
            email_receivers=mails,
            logic_app_receivers=workflows or None,
            tags=self.tags(),
            opts=self.stateless(),
        )
        self.publish(ActionGroupOutputs(name=self.action_group.name, resource_id=self.action_group.id))
