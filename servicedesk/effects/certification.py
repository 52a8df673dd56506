"""The mark of a certified product."""

from typing import Any

from config.estate import Estate
from config.load import stack_file
from config.models.product import ProductStack
from servicedesk.effects.change import Change, Context
from servicedesk.model.governance import CertificationRequest
from servicedesk.problems import Refusal, refusal
from servicedesk.texts import Texts
from servicedesk.yaml_text import edited_stack


def without_certification(estate: Estate, texts: Texts, request: str) -> Change | None:
    """The estate's data without the mark that a request gave; None where no product has it."""
    for stack, product in estate.of_kind(ProductStack).items():
        if product.certified is not None and product.certified.request == request:
            name = stack_file(stack)
            return Change(
                files={name: edited_stack(texts[name], lambda value: value.pop("certified"))},
                summary=(f"`{stack}` is no longer certified",),
            )
    return None


def certification(context: Context, body: CertificationRequest) -> Change | Refusal:
    """Mark a product, with the day and the evidence. A later request takes the place of an earlier mark."""
    if not isinstance(context.estate.teams[body.product], ProductStack):
        return refusal(
            "D-EFF-014",
            "product",
            found=f"`{body.product}` is an integration",
            accepted="a product",
            remedy="certify the product that is built on it",
        )
    evidence = [*body.tests, body.security_assessment, body.compliance_assessment]
    if body.performance_assessment is not None:
        evidence.append(body.performance_assessment)

    def edit(stack: Any) -> None:
        stack["certified"] = {
            "on": context.today.isoformat(),
            "request": context.request,
            "documentation": body.documentation,
            "evidence": evidence,
        }

    name = stack_file(body.product)
    return Change(
        files={name: edited_stack(context.texts[name], edit)},
        summary=(f"`{body.product}` is certified for use across the organisation",),
    )
