"""Exemptions of a stack in Azure, each before what it exempts: the program's own order would let Azure refuse first."""

from collections.abc import Iterable
from datetime import date

import pulumi
from pulumi.runtime import register_stack_transformation

from arm.ids import ResourceId, parse
from components.governance.exemptions import GuardrailExemption, GuardrailExemptions, GuardrailExemptionsArgs
from config.hierarchy import management_groups, placements
from config.models.exemption import Exemption
from stacks.context import Context
from stacks.guardrail_files import initiatives
from stacks.guardrails import assignment_name

_GROUPS, _SUBSCRIPTIONS = "Microsoft.Resources/resourceGroups", "Microsoft.Resources/subscriptions"
_GROUP = "azure-native:resources:ResourceGroup"
_EXEMPTION = "azure-native:authorization:PolicyExemption"
_GUARDRAIL = "G-"
"""Guardrails that Azure judges; the others are rules of the packs alone."""


class Exemptions:
    """What a stack is exempt from, registered as soon as the scope stands.

    - A subscription, or a group of another stack: before everything of this stack.
    - A group of this stack: after the group, before everything that is registered after it.
    - A single resource: last, because Azure exempts only what stands. What would be refused from the start needs an
      exemption of its group.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._waiting: dict[str, list[Exemption]] = {}
        self._ready: list[tuple[str, pulumi.Resource]] = []
        self._made: list[pulumi.Resource] = []
        self._others: list[pulumi.Resource] = []
        self._provider: pulumi.ProviderResource | None = None

    def begin(self) -> None:
        """Register what can be registered now, and watch for the rest. A stack without exemptions is left alone."""
        own = {name.lower() for name in self._context.names.values()}
        first: list[Exemption] = []
        for exemption in self._wanted():
            scope = parse(exemption.scope)
            if _is_single(scope):
                self._waiting.setdefault("", []).append(exemption)
            elif scope.name.lower() in own:
                self._waiting.setdefault(scope.name.lower(), []).append(exemption)
            else:
                first.append(exemption)
        if first or self._waiting:
            self._provider = self._context.provider(label="exemptions")
            self._register("exemptions", first, after=())
            register_stack_transformation(self._watch)

    def end(self) -> None:
        """Register the exemptions of single resources, and of groups that nobody saw: Azure then says what is wrong."""
        self._flush()
        last = [exemption for exemptions in self._waiting.values() for exemption in exemptions]
        self._waiting = {}
        self._register("exemptions-last", last, after=self._others)

    def _wanted(self) -> Iterable[Exemption]:
        return (
            exemption
            for exemption in self._context.estate.exemptions
            if exemption.stack == self._context.name and exemption.guardrail.startswith(_GUARDRAIL)
        )

    def _watch(self, args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        if not args.type_.startswith("azure-native:") or args.type_ == _EXEMPTION:
            return None
        self._flush()
        name = str(args.props.get("resource_group_name", "")).lower() if args.type_ == _GROUP else ""
        if name in self._waiting and name:
            self._ready.append((name, args.resource))
        self._others.append(args.resource)
        if not self._made:
            return None
        options = pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(depends_on=list(self._made)))
        return pulumi.ResourceTransformationResult(props=args.props, opts=options)

    def _flush(self) -> None:
        """Register the exemptions of groups that were registered since the last time."""
        ready, self._ready = self._ready, []
        for name, group in ready:
            self._register(f"exemptions-{name}", self._waiting.pop(name), after=[group])

    def _register(self, name: str, exemptions: Iterable[Exemption], *, after: Iterable[pulumi.Resource]) -> None:
        wanted = {_name(one): made for one in exemptions if (made := _exemption(self._context, one)) is not None}
        if wanted:
            options = pulumi.ResourceOptions(provider=self._provider, depends_on=list(after))
            self._made.append(GuardrailExemptions(name, GuardrailExemptionsArgs(exemptions=wanted), opts=options))


def _name(exemption: Exemption) -> str:
    """Its name in Azure; the resource is part of it, because several single resources may be exempt from one rule."""
    scope = parse(exemption.scope)
    return f"{exemption.guardrail}-{scope.name}" if _is_single(scope) else exemption.guardrail


def _is_single(scope: ResourceId) -> bool:
    return scope.resource_type not in (_GROUPS, _SUBSCRIPTIONS)


def _exemption(context: Context, exemption: Exemption) -> GuardrailExemption | None:
    """The exemption for Azure; none where nothing is assigned above the scope."""
    scope = parse(exemption.scope)
    group = placements(context.estate).get(str(scope.subscription_id).lower())
    if group is None:
        return None
    names = {planned.key: planned.name for planned in management_groups(context.estate)}
    return GuardrailExemption(
        scope=str(scope),
        policy_assignment_id=_assignment_id(names[group], exemption.guardrail),
        reference_ids=[exemption.guardrail],
        display_name=f"{exemption.guardrail} for {context.name}",
        description=exemption.reason,
        expires_on=_last_moment(exemption.expires),
        metadata={"ticket": exemption.ticket, "approver": exemption.approver},
    )


def _assignment_id(group: str, guardrail: str) -> str:
    """The assignment that brings a guardrail to a management group."""
    for name, initiative in initiatives().items():
        if any(member["policyDefinitionReferenceId"] == guardrail for member in initiative["policyDefinitions"]):
            above = f"/providers/Microsoft.Management/managementGroups/{group}"
            return f"{above}/providers/Microsoft.Authorization/policyAssignments/{assignment_name(name)}"
    raise pulumi.RunError(
        f"R-GRD-002 · exemptions.yaml · no initiative holds `{guardrail}` · ids of `estate policies list`"
        " · correct the id, or remove the exemption"
    )


def _last_moment(day: date) -> str:
    """The end of the last day on which an exemption holds."""
    return f"{day.isoformat()}T23:59:59Z"
