"""Azure's ceilings, seen before Azure says no."""

from collections.abc import Iterator

from arm.limits import LIMITS
from config.checks.place import in_stack
from config.estate import Estate
from config.problems import Problem


def check_limits(estate: Estate) -> Iterator[Problem]:
    """Peerings per network stay under Azure's limit (C-LIM-001)."""
    ceiling = LIMITS["peerings-per-virtual-network"].value
    for name, peering in estate.peerings.items():
        zones = [zone for zone in estate.landing_zones.values() if zone.environment in peering.environments]
        each = len(zones) - 1 + 2 if peering.mesh else 2
        if each > ceiling:
            yield in_stack(
                estate,
                name,
                ("mesh",),
                "C-LIM-001",
                found=f"{each} peerings for each of {len(zones)} zones",
                accepted=f"at most {ceiling} for one network",
                remedy="split the estate, or set `mesh: false`",
            )
