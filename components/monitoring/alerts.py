"""Alerts: thresholds on metrics of single resources, and events of a subscription."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import monitor

from components._base import EstateComponent
from components._errors import ArgumentError
from components._interfaces import Tags
from components._tokens import Token
from components.monitoring.alert_rules import EVENT_RULES, METRIC_RULES, EventRule, MetricRule


@dataclass(frozen=True, kw_only=True)
class AlertTarget:
    """A resource that is watched."""

    resource_id: pulumi.Input[str]
    """Required. The resource."""
    arm_type: str
    """Required. Its type: it decides the rules."""
    name_stem: str
    """Required. The first part of its alerts' names; the rule's key is the last."""


@dataclass(frozen=True, kw_only=True)
class SubscriptionAlerts:
    """Alerts on a subscription's activity log."""

    subscription_resource_id: pulumi.Input[str]
    """Required. Such as `/subscriptions/…`."""
    name_stem: str
    """Required. The first part of the alerts' names."""


@dataclass(frozen=True, kw_only=True)
class AlertsArgs:
    """The alerts of a zone or team."""

    resource_group_name: pulumi.Input[str]
    """Required. Where the alerts stand."""
    action_group_resource_id: pulumi.Input[str]
    """Required. Whom they reach."""
    targets: Mapping[str, AlertTarget] = field(default_factory=dict)
    """Optional. Watched resources by key."""
    subscription: SubscriptionAlerts | None = None
    """Optional. A subscription whose events are watched."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of the alerts."""


@dataclass(frozen=True, kw_only=True)
class AlertsOutputs:
    """The alerts."""

    resource_ids: Mapping[str, pulumi.Output[str]]
    """Alert ids by `<target>-<rule>`."""


def plan_metric_alerts(targets: Mapping[str, AlertTarget]) -> tuple[tuple[str, MetricRule], ...]:
    """Target key and rule, sorted. Errors: `ArgumentError` for a type without rules."""
    for key, target in targets.items():
        if target.arm_type not in METRIC_RULES:
            raise ArgumentError(
                "A-MON-002", f"targets.{key}.arm_type", found=f"`{target.arm_type}`",
                accepted=", ".join(f"`{known}`" for known in METRIC_RULES),
                remedy="leave the target out, or add rules for its type",
            )  # fmt: skip
    return tuple((key, rule) for key in sorted(targets) for rule in METRIC_RULES[targets[key].arm_type])


class Alerts(EstateComponent[AlertsOutputs]):
    """The alerts of a zone or team."""

    def __init__(self, name: str, args: AlertsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.ALERTS, name, tags=args.tags, opts=opts)
        made: dict[str, pulumi.Output[str]] = {
            f"{key}-{rule.key}": self._metric_alert(args, key, rule).id
            for key, rule in plan_metric_alerts(args.targets)
        }
        if args.subscription:
            for event in EVENT_RULES:
                made[f"subscription-{event.key}"] = self._event_alert(args, args.subscription, event).id
        self.publish(AlertsOutputs(resource_ids=made))

    def _metric_alert(self, args: AlertsArgs, key: str, rule: MetricRule) -> monitor.MetricAlert:
        target = args.targets[key]
        dimensions = [
            monitor.MetricDimensionArgs(name=name, operator="Include", values=[value])
            for name, value in rule.dimensions
        ]
        criterion = monitor.MetricCriteriaArgs(
            criterion_type="StaticThresholdCriterion",
            name=rule.key,
            metric_name=rule.metric,
            metric_namespace=target.arm_type,
            operator=rule.operator,
            threshold=rule.threshold,
            time_aggregation=rule.aggregation,
            dimensions=dimensions or None,
        )
        return monitor.MetricAlert(
            self.child_name(f"{key}-{rule.key}"),
            resource_group_name=args.resource_group_name,
            rule_name=f"{target.name_stem}-{rule.key}",
            location="global",
            description=rule.description,
            severity=rule.severity,
            enabled=True,
            scopes=[target.resource_id],
            evaluation_frequency=rule.frequency,
            window_size=rule.window,
            auto_mitigate=True,
            criteria=monitor.MetricAlertSingleResourceMultipleMetricCriteriaArgs(
                odata_type="Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", all_of=[criterion]
            ),
            actions=[monitor.MetricAlertActionArgs(action_group_id=args.action_group_resource_id)],
            tags=self.tags(),
            opts=self.stateless(),
        )

    def _event_alert(
        self, args: AlertsArgs, subscription: SubscriptionAlerts, event: EventRule
    ) -> monitor.ActivityLogAlert:
        leaf, any_of = monitor.AlertRuleLeafConditionArgs, monitor.AlertRuleAnyOfOrLeafConditionArgs
        conditions = [any_of(field="category", equals=event.category)]
        if event.operations:
            operations = [leaf(field="operationName", equals=operation) for operation in event.operations]
            conditions += [any_of(any_of=operations), any_of(field="status", equals="Succeeded")]
        if event.states:
            states = [leaf(field="properties.currentHealthStatus", equals=state) for state in event.states]
            conditions.append(any_of(any_of=states))
        return monitor.ActivityLogAlert(
            self.child_name(f"subscription-{event.key}"),
            resource_group_name=args.resource_group_name,
            activity_log_alert_name=f"{subscription.name_stem}-{event.key}",
            location="global",
            description=event.description,
            enabled=True,
            scopes=[subscription.subscription_resource_id],
            condition=monitor.AlertRuleAllOfConditionArgs(all_of=conditions),
            actions=monitor.ActionListArgs(
                action_groups=[monitor.ActionGroupArgs(action_group_id=args.action_group_resource_id)]
            ),
            tags=self.tags(),
            opts=self.stateless(),
        )
