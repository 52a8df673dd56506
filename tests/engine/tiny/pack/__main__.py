"""A policy pack as small as can be."""

from pulumi_policy import (
    EnforcementLevel,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)


def refuse_two(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """Size two is not wanted."""
    if args.resource_type == "tiny:index:Thing" and args.props["size"] == 2:
        report("found size 2, expected another one")


PolicyPack(
    "tiny-pack",
    policies=[
        ResourceValidationPolicy(
            name="thing-size-not-two",
            description="Things are not of size two.",
            enforcement_level=EnforcementLevel.MANDATORY,
            validate=refuse_two,
        )
    ],
)
