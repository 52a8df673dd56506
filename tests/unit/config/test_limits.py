"""Ceilings that only large estates reach."""

from dataclasses import replace
from ipaddress import IPv4Network

from arm.limits import LIMITS
from config.checks.limits import check_limits
from config.estate import Estate
from config.load import load_estate
from config.models.landing_zone import Runtime
from config.models.services import DataFactory
from tests.unit.config.reference import REFERENCE


def with_zones(count: int) -> Estate:
    """The reference estate with so many landing zones and no teams."""
    estate = load_estate(REFERENCE)
    zone = estate.landing_zones["sales-dev"]
    blocks = IPv4Network("10.0.0.0/8").subnets(new_prefix=20)
    zones = {f"zone-{n}": zone.model_copy(update={"address_prefix": next(blocks)}) for n in range(count)}
    return replace(estate, stacks={**estate.management_zones, **estate.peerings, **zones})


def test_a_mesh_stays_under_the_peerings_of_one_network() -> None:
    ceiling = LIMITS["peerings-per-virtual-network"].value
    assert not list(check_limits(with_zones(ceiling - 1)))
    (problem,) = check_limits(with_zones(ceiling))
    assert (problem.code, problem.file) == ("C-LIM-001", "Pulumi.peering.yaml")
    assert f"{ceiling + 1} peerings" in problem.found


def with_factories(count: int) -> Estate:
    """The reference estate with so many data factories on the runtime of one zone."""
    estate = load_estate(REFERENCE)
    zone = estate.landing_zones["sales-dev"].model_copy(update={"runtime": Runtime(registered=True)})
    services = {f"factory-{n}": DataFactory(type="data-factory") for n in range(count)}
    team = estate.teams["crm"].model_copy(update={"services": services, "without": ("pipelines",)})
    return replace(estate, stacks={"sales-dev": zone, "crm": team})


def test_a_runtime_stays_under_its_links() -> None:
    ceiling = LIMITS["links-per-self-hosted-runtime"].value
    assert not list(check_limits(with_factories(ceiling)))
    (problem,) = check_limits(with_factories(ceiling + 1))
    assert (problem.code, problem.file) == ("C-LIM-002", "Pulumi.sales-dev.yaml")
    assert problem.found.startswith(f"{ceiling + 1} data factories")
