"""Network rules of services: the subnets that they let in need the service's endpoint."""

from collections.abc import Mapping
from typing import Any

from simulator.core.request import Request


def missing_endpoints(request: Request, rules: Mapping[str, Any], services: tuple[str, ...]) -> list[str]:
    """Subnets that a `networkAcls` object names and that lack the service endpoint or do not exist."""
    missing = []
    for rule in rules.get("virtualNetworkRules") or []:
        if rule.get("ignoreMissingVnetServiceEndpoint"):
            continue
        subnet = request.cloud.find(str(rule.get("id")))
        listed = (subnet.properties.get("serviceEndpoints") or []) if subnet else []
        if not {str(one.get("service")) for one in listed} & set(services):
            missing.append(str(rule.get("id")))
    return missing
