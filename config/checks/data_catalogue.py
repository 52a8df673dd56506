"""The Purview account: there is one, and it stands where the estate may."""

from collections.abc import Iterator

from config.checks.place import in_stack
from config.estate import Estate
from config.problems import Problem
from config.wording import listed


def check_data_catalogue(estate: Estate) -> Iterator[Problem]:
    """An estate has one account, its own or an existing one, in one of its regions (C-CAT-001, C-REF-003)."""
    owners = [name for name, zone in sorted(estate.management_zones.items()) if zone.catalogue]
    existing = estate.settings.connectivity.purview_account_resource_id
    for name in owners:
        other = f"the existing account `{existing}`" if existing else f"the account of `{owners[0]}`"
        if existing or name != owners[0]:
            yield in_stack(
                estate,
                name,
                ("catalogue",),
                "C-CAT-001",
                found=f"an account beside {other}",
                accepted="one account for the estate: its own, or an existing one",
                remedy="remove `catalogue` here"
                + (", or `connectivity.purview_account_resource_id` in estate.yaml" if existing else ""),
            )
        wanted = estate.management_zones[name].catalogue
        if wanted and wanted.region and wanted.region not in estate.settings.regions:
            yield in_stack(
                estate,
                name,
                ("catalogue", "region"),
                "C-REF-003",
                found=f"region `{wanted.region}`, which the estate does not use",
                accepted=listed(sorted(estate.settings.regions)),
                remedy=f"choose one of these, or add `{wanted.region}` to `regions` in estate.yaml",
            )
