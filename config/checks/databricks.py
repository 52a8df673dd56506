"""Shared Databricks: a metastore for each region with catalogues, one place for browsers to sign in."""

from collections import defaultdict
from collections.abc import Iterator

from config.checks.place import in_stack
from config.estate import Estate
from config.problems import Problem
from config.wording import listed

_PATH = ("databricks",)


def check_databricks(estate: Estate) -> Iterator[Problem]:
    """Metastores of regions, and one endpoint for browsers in each region (C-DBX-001, C-DBX-002)."""
    account = estate.settings.databricks
    signing_in: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, zone in estate.landing_zones.items():
        wanted = zone.databricks
        if wanted is None:
            continue
        if account and wanted.unity_catalog and zone.region not in account.metastores:
            yield in_stack(
                estate,
                name,
                (*_PATH, "unity_catalog") if "unity_catalog" in wanted.model_fields_set else _PATH,
                "C-DBX-001",
                found=f"no metastore for `{zone.region}`",
                accepted=listed(sorted(account.metastores)),
                remedy="add the region to `databricks.metastores` in estate.yaml, or set `unity_catalog: false`",
            )
        if wanted.browser_authentication:
            signing_in[(_registrar(estate, name), zone.region)].append(name)
    for (_, region), names in sorted(signing_in.items()):
        for name in sorted(names)[1:]:
            yield in_stack(
                estate,
                name,
                _PATH,
                "C-DBX-002",
                found=f"a second endpoint for browsers in `{region}`, beside that of `{sorted(names)[0]}`",
                accepted="one for each region: its DNS name is the region's",
                remedy="set `browser_authentication: false` here",
            )


def _registrar(estate: Estate, zone: str) -> str:
    """Who keeps the private DNS zone in which the endpoints of a landing zone are registered."""
    existing = estate.settings.connectivity.private_dns_zones_resource_group_id
    return existing or estate.landing_zones[zone].management_zone
