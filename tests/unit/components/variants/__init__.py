"""Three variants of every component: `defaults` (required arguments only), `secure`, `max` (every argument).

`VARIANTS[component][variant]` builds one; test modules and guardrail tests walk them.
"""

from tests.unit.components.variants import (
    databases,
    databricks,
    delivery,
    gateways,
    governance,
    guardrails,
    hosting,
    identity,
    lake,
    monitoring,
    network,
    reachability,
    security,
    services,
)
from tests.unit.components.variants.shared import Variants

VARIANTS: Variants = {
    **security.VARIANTS,
    **network.VARIANTS,
    **reachability.VARIANTS,
    **gateways.VARIANTS,
    **monitoring.VARIANTS,
    **identity.VARIANTS,
    **lake.VARIANTS,
    **governance.VARIANTS,
    **delivery.VARIANTS,
    **services.VARIANTS,
    **hosting.VARIANTS,
    **databases.VARIANTS,
    **databricks.VARIANTS,
    **guardrails.VARIANTS,
}
"""Builders by class name and variant."""
