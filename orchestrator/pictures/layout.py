"""Where everything stands: one column per region, hubs above, zones below, tenants in two columns inside."""

from dataclasses import dataclass

from config.peering import NetworkEnd
from orchestrator.pictures.scene import RegionView, Scene, Tenant, ZoneView

MARGIN, GAP = 32, 24
ZONE_WIDTH, ZONE_HEAD, LAKES = 404, 62, 40
TENANT_WIDTH, TENANT_HEIGHT = 178, 50
HUB_HEIGHT, REGION_HEAD, TITLE = 56, 40, 64
LANE = 88
"""Space between columns, in which the curved lines run."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Placed:
    """The whole picture with its boxes."""

    width: float
    height: float
    regions: tuple[tuple[RegionView, Box], ...]
    hubs: tuple[tuple[RegionView, Box], ...]
    zones: tuple[tuple[ZoneView, Box], ...]
    tenants: tuple[tuple[Tenant, Box], ...]

    def ends(self) -> dict[NetworkEnd, Box]:
        """The boxes that peerings join."""
        hubs = {NetworkEnd("hub", region.name): box for region, box in self.hubs}
        return hubs | {NetworkEnd("zone", zone.stack): box for zone, box in self.zones}


def zone_height(zone: ZoneView) -> int:
    """The height of a zone's box, from what stands in it."""
    lakes = LAKES if zone.kind == "landing-zone" else 0
    rows = -(-len(zone.tenants) // 2)
    return ZONE_HEAD + lakes + rows * (TENANT_HEIGHT + 12) + (12 if rows else 8)


def place(picture: Scene) -> Placed:
    """Compute every box."""
    regions: list[tuple[RegionView, Box]] = []
    hubs: list[tuple[RegionView, Box]] = []
    zones: list[tuple[ZoneView, Box]] = []
    tenants: list[tuple[Tenant, Box]] = []
    column = ZONE_WIDTH + 2 * GAP
    for index, region in enumerate(picture.regions):
        left = MARGIN + index * (column + LANE)
        y = float(TITLE + REGION_HEAD)
        if region.hub:
            hubs.append((region, Box(left + GAP, y, ZONE_WIDTH, HUB_HEIGHT)))
        y += HUB_HEIGHT + GAP * 1.5
        for zone in region.zones:
            box = Box(left + GAP, y, ZONE_WIDTH, zone_height(zone))
            zones.append((zone, box))
            tenants.extend(_tenants(zone, box))
            y += box.height + GAP
        regions.append((region, Box(left, TITLE, column, y - TITLE)))
    bottom = max((box.y + box.height for _, box in regions), default=float(TITLE))
    even = tuple((region, Box(box.x, box.y, box.width, bottom - TITLE)) for region, box in regions)
    width = 2 * MARGIN + len(regions) * column + max(len(regions) - 1, 0) * LANE
    return Placed(width, bottom + MARGIN + 36, even, tuple(hubs), tuple(zones), tuple(tenants))


def _tenants(zone: ZoneView, box: Box) -> list[tuple[Tenant, Box]]:
    top = box.y + ZONE_HEAD + (LAKES if zone.kind == "landing-zone" else 0)
    return [
        (
            tenant,
            Box(
                box.x + 16 + (index % 2) * (TENANT_WIDTH + 16),
                top + (index // 2) * (TENANT_HEIGHT + 12),
                TENANT_WIDTH,
                TENANT_HEIGHT,
            ),
        )
        for index, tenant in enumerate(zone.tenants)
    ]
