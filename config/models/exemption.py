"""`exemptions.yaml`: who may break which guardrail where, why, and until when."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from config.models.base import Mail, Model, ResourceIdText, StackName, Text


class Exemption(Model):
    """One approved exemption; it comes from a request to the service desk."""

    guardrail: Annotated[str, StringConstraints(pattern=r"^[GE]-[A-Z]{3}-\d{3}$")]
    """The id of the guardrail, such as `G-STO-003`."""
    stack: StackName
    """The stack that needs it; it is judged with the exemption, no other is."""
    scope: ResourceIdText
    """Everything at or below this id is exempt: a resource, a resource group or a subscription."""
    reason: Text
    """Why it is needed."""
    ticket: Text
    """The ticket under which it is tracked."""
    approver: Mail
    """Who decided."""
    expires: date
    """The last day on which it holds, in quotes, such as `"2027-03-31"`."""


class Exemptions(Model):
    """The whole of `exemptions.yaml`."""

    exemptions: tuple[Exemption, ...] = Field(default_factory=tuple)
