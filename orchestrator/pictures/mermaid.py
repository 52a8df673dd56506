"""The picture as Mermaid text, which code hosts draw in Markdown."""

from config.peering import NetworkEnd
from orchestrator.pictures.scene import Scene, ZoneView

_ARROWS = {"hub": "---", "governance": "-.-", "mesh": "==="}


def mermaid(picture: Scene) -> str:
    """A flowchart: regions as boxes, zones within, peerings as lines."""
    lines = ["flowchart TB"]
    for region in picture.regions:
        lines.append(f'  subgraph {_id("region", region.name)}["{region.name}"]')
        if region.hub:
            lines.append(f'    {_id("hub", region.name)}(["hub<br/>{region.hub}"])')
        for zone in region.zones:
            lines.extend(f"    {line}" for line in _zone(zone))
        lines.append("  end")
    lines.extend(f"  {_end(link.first)} {_ARROWS[link.kind]} {_end(link.second)}" for link in picture.links)
    return "\n".join(lines) + "\n"


def _zone(zone: ZoneView) -> list[str]:
    label = f"{zone.label} · {zone.environment}<br/>{zone.address}"
    if not zone.tenants:
        return [f'{_id("zone", zone.stack)}["{label}"]']
    inside = [
        f'  {_id("stack", tenant.stack)}{"[/" if tenant.kind == "integration" else "("}"{tenant.label}<br/>'
        f'{tenant.detail}"{"/]" if tenant.kind == "integration" else ")"}'
        for tenant in zone.tenants
    ]
    return [f'subgraph {_id("zone", zone.stack)}["{label}"]', *inside, "end"]


def _end(end: NetworkEnd) -> str:
    return _id(end.kind, end.name)


def _id(kind: str, name: str) -> str:
    return f"{kind}_{name.replace('-', '_')}"
