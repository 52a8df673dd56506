"""Requests about trust and improvement: certification, exemptions, templates, feedback."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from config.models.base import Mail, ResourceIdText, StackName, Text
from servicedesk.model.base import Priority, Reason, RequestBody, Ticket

GuardrailId = Annotated[str, StringConstraints(pattern=r"^[GE]-[A-Z]{3}-\d{3}$")]
"""The id of a guardrail, such as `G-STO-003`."""


class CertificationRequest(RequestBody):
    """Certify a product for use across the organisation."""

    kind: Literal["certification"]
    product: StackName
    """The stack of the product."""
    trigger: Literal["sponsor", "popularity"]
    """A business sponsor asks, or Data Platform Ops nominates a popular product."""
    sponsor: Mail
    """Who stands behind it in the business."""
    tests: tuple[Text, ...] = Field(min_length=1)
    """Links to the tests of transformations and business logic, with their results."""
    security_assessment: Text
    """Link to the evidence."""
    compliance_assessment: Text
    """Link to the evidence."""
    performance_assessment: Text | None = None
    """Link to the evidence."""
    documentation: Text
    """Link to the documentation to publish."""


class PolicyExemptionRequest(RequestBody):
    """Let one scope break one guardrail, until a day."""

    kind: Literal["policy-exemption"]
    guardrail: GuardrailId
    stack: StackName
    """The stack that needs it."""
    scope: ResourceIdText
    """The resource, resource group or subscription: as narrow as can be."""
    ticket: Ticket
    """The ticket under which it is tracked."""
    approver: Mail
    """Who was named to decide; must hold the right."""
    compensating_controls: Reason
    """What protects instead."""
    expires: date
    """The last day on which it holds; at most a year ahead."""


class TemplateImprovementRequest(RequestBody):
    """Offer a fix from a fork, or ask for an improvement of a template."""

    kind: Literal["template-improvement"]
    template: Text
    """Such as `landing-zone` or `product/batch`."""
    proposal: Reason
    fork_stack: StackName | None = None
    """The stack whose repository holds the fix."""
    commit_link: Text | None = None
    """Where the change can be read."""
    priority: Literal["low", "normal", "high"] = "normal"


class Subject(StrEnum):
    """What feedback is about; it decides who gets it."""

    DATA_ASSET = "data-asset"
    """To Integration Ops, or the product that owns the asset."""
    CATALOG = "catalog"
    """To Data Platform Ops, who run the catalogue."""
    PROCESS = "process"
    """To the product team."""
    PRODUCT = "product"
    """To the product owner, who fixes or plans."""
    TEMPLATE = "template"
    """To the backlog of Data Platform Ops."""
    PLATFORM = "platform"
    """To Data Platform Ops."""
    ZONE = "zone"
    """To Data Landing Zone Ops."""


class FeedbackRequest(RequestBody):
    """Feedback, a question or a fault, routed to who can act."""

    kind: Literal["feedback"]
    subject: Subject
    stack: StackName | None = None
    """The stack that it is about; required for data assets, processes, products and zones."""
    message: Reason
    severity: Priority = "normal"
    """High and critical are told to those accountable at once."""
