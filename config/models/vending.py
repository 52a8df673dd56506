"""`vending` of the platform stack: subscriptions that it makes for landing zones to come."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from config.models.base import Model, Slug, StackName, immutable

BillingScope = Annotated[
    str, StringConstraints(pattern=r"^/providers/Microsoft\.Billing/billingAccounts/[^/]+(/[A-Za-z]+/[^/]+)+$")
]
"""An enrollment account or an invoice section, by id."""


class VendedSubscription(Model):
    """One subscription."""

    environment: Slug
    """The environment whose management group it stands in, from its first moment."""
    workload: Literal["Production", "DevTest"] = immutable(default="Production")
    """The billing offer: `DevTest` has the rates for development, and takes no production."""


class Vending(Model):
    """Subscriptions that are made on demand."""

    billing_scope: BillingScope = immutable()
    """Who pays for them, such as
    `/providers/Microsoft.Billing/billingAccounts/1234567/enrollmentAccounts/7654321`."""
    subscriptions: dict[StackName, VendedSubscription] = Field(min_length=1)
    """The subscriptions by the landing zone's stack, whose file follows when the id is known."""
