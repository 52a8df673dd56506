"""The management groups of the estate, and the place of each subscription."""

from dataclasses import dataclass

from config.estate import Estate


@dataclass(frozen=True, kw_only=True)
class PlannedGroup:
    """One management group."""

    key: str
    """Such as `data-prod`."""
    name: str
    """Its id in Azure, such as `mg-cts-data-prod`."""
    display_name: str
    parent: str | None
    """The key of the group above it; None below the estate's parent."""


def management_groups(estate: Estate) -> tuple[PlannedGroup, ...]:
    """The tree: the organisation, its platform and its data, and data by environment. Parents come first."""
    prefix = estate.settings.organization.prefix
    name = estate.settings.organization.name

    def group(key: str, display_name: str, parent: str | None) -> PlannedGroup:
        suffix = "" if key == "estate" else f"-{key}"
        return PlannedGroup(key=key, name=f"mg-{prefix}{suffix}", display_name=display_name, parent=parent)

    return (
        group("estate", f"{name} data estate", None),
        group("platform", f"{name} data platform", "estate"),
        group("data", f"{name} data landing zones", "estate"),
        *(
            group(f"data-{environment}", f"{name} data landing zones, {environment}", "data")
            for environment in sorted(estate.settings.environments)
        ),
    )


def placements(estate: Estate) -> dict[str, str]:
    """Subscription id → key of its management group: management zones in the platform, others by environment."""
    found = {zone.subscription_id: f"data-{zone.environment}" for zone in estate.landing_zones.values()}
    return dict(
        sorted((found | {zone.subscription_id: "platform" for zone in estate.management_zones.values()}).items())
    )
