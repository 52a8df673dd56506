"""A monthly budget with notices, on a subscription or a resource group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pulumi
from pulumi_azure_native import consumption

from components._base import EstateComponent, Owner
from components._errors import ArgumentError
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class Notice:
    """When a budget writes to people."""

    threshold: int
    """Percent of the amount."""
    forecast: bool = False
    """Whether the forecast for the month counts, instead of what has been spent."""


DEFAULT_NOTICES: Mapping[str, Notice] = {
    "spent-80": Notice(threshold=80),
    "spent-100": Notice(threshold=100),
    "forecast-110": Notice(threshold=110, forecast=True),
}
"""Warn before the amount is reached, when it is, and when it will be exceeded."""


@dataclass(frozen=True, kw_only=True)
class BudgetSettings:
    """A monthly budget. It informs; it stops nothing."""

    name: str
    """Required. The budget's name, unique on its scope."""
    amount: float
    """Required. Amount in the billing currency per month."""
    start_date: str
    """Required. First day of the first month, such as `2026-01-01`. When the budget is created Azure accepts the
    current month or a later one; afterwards it never changes, and another value given here is ignored."""
    contact_emails: Sequence[pulumi.Input[str]] = ()
    """Conditional. Whom it informs by mail; required without `contact_groups`."""
    contact_groups: Sequence[pulumi.Input[str]] = ()
    """Conditional. Ids of action groups that it informs."""


def plan_start(start_date: str, *, where: str) -> str:
    """The start as Azure gives it back. Errors: `ArgumentError` unless it is the first day of a month."""
    try:
        first = date.fromisoformat(start_date)
    except ValueError:
        first = None
    if first is None or first.day != 1:
        raise ArgumentError(
            "A-BUD-001", f"{where}.start_date", found=f"`{start_date}`",
            accepted="the first day of a month, such as `2026-01-01`",
            remedy="choose one, and never change it",
        )  # fmt: skip
    return f"{first.isoformat()}T00:00:00Z"


def create_budget(owner: Owner, role: str, *, scope: pulumi.Input[str], settings: BudgetSettings) -> consumption.Budget:
    """Create a budget on a scope."""
    start = plan_start(settings.start_date, where=f"{role}.budget")
    return consumption.Budget(
        owner.child_name(f"{role}-budget"),
        scope=scope,
        budget_name=settings.name,
        amount=settings.amount,
        category="Cost",
        time_grain="Monthly",
        time_period=consumption.BudgetTimePeriodArgs(start_date=start),
        notifications={
            name: consumption.NotificationArgs(
                enabled=True,
                operator="GreaterThanOrEqualTo",
                threshold=notice.threshold,
                threshold_type="Forecasted" if notice.forecast else "Actual",
                contact_emails=list(settings.contact_emails),
                contact_groups=list(settings.contact_groups) or None,
            )
            for name, notice in DEFAULT_NOTICES.items()
        },
        # Azure never lets the start change, and takes none before the month of creation: scopes that come later
        # are given a later start, and budgets that stand keep theirs.
        opts=owner.stateless(ignore_changes=["timePeriod"]),
    )


@dataclass(frozen=True, kw_only=True)
class BudgetArgs:
    """A budget on a scope that no other component owns, such as a subscription."""

    scope: pulumi.Input[str]
    """Required. The id of the subscription, resource group or management group."""
    settings: BudgetSettings
    """Required. The budget."""


@dataclass(frozen=True, kw_only=True)
class BudgetOutputs:
    """The budget."""

    name: pulumi.Output[str]
    resource_id: pulumi.Output[str]


class Budget(EstateComponent[BudgetOutputs]):
    """A monthly budget on one scope."""

    budget: consumption.Budget
    """The budget itself."""

    def __init__(self, name: str, args: BudgetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.BUDGET, name, opts=opts)
        self.budget = create_budget(self, "scope", scope=args.scope, settings=args.settings)
        self.publish(BudgetOutputs(name=self.budget.name, resource_id=self.budget.id))
