"""The picture as SVG: drawn for light and dark, readable by screen readers, no script."""

from html import escape

from orchestrator.pictures.layout import LAKES, ZONE_HEAD, Box, Placed, place
from orchestrator.pictures.scene import Link, Scene, Tenant, ZoneView

STYLE = """
.estate{--ink:#1b2733;--soft:#5b6b7b;--paper:#fff;--region:#f4f7fa;--line:#c9d4df;--hub:#e8eef5;
--management:#efe9fb;--landing:#e7f3ee;--integration:#fff4e0;--product:#e5f0ff;--accent:#0f6cbd;
font-family:system-ui,"Segoe UI",Roboto,sans-serif}
@media (prefers-color-scheme:dark){.estate{--ink:#e8edf2;--soft:#9fb0c0;--paper:#12181e;--region:#1a222a;
--line:#3a4753;--hub:#24303c;--management:#2c2740;--landing:#1d3329;--integration:#3b3020;--product:#1f2f45;
--accent:#62abf5}}
.estate text{fill:var(--ink);font-size:13px}.estate .title{font-size:22px;font-weight:600}
.estate .head{font-size:15px;font-weight:600}.estate .soft{fill:var(--soft);font-size:12px}
.estate .small{fill:var(--soft);font-size:11px}
.estate .paper{fill:var(--paper)}.estate .region{fill:var(--region);stroke:var(--line)}
.estate .hub{fill:var(--hub);stroke:var(--line)}.estate .management-zone{fill:var(--management);stroke:var(--line)}
.estate .landing-zone{fill:var(--landing);stroke:var(--line)}
.estate .integration{fill:var(--integration);stroke:var(--line)}
.estate .product{fill:var(--product);stroke:var(--line)}.estate .lake{fill:var(--paper);stroke:var(--line)}
.estate path{fill:none;stroke:var(--soft);stroke-width:1.5}.estate path.link-governance{stroke-dasharray:5 4}
.estate path.link-mesh{stroke:var(--accent);stroke-width:3}
"""
_LAKE_NAMES = ("raw", "enriched · curated", "workspace")


def svg(picture: Scene) -> str:
    """The whole picture as one SVG document."""
    placed = place(picture)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="estate" role="img" '
            f'viewBox="0 0 {placed.width:g} {placed.height:g}" width="{placed.width:g}" height="{placed.height:g}">'
        ),
        f"<title>{escape(picture.title)}: the data estate</title><style>{STYLE}</style>",
        f'<rect class="paper" width="{placed.width:g}" height="{placed.height:g}"/>',
        _text(32, 40, f"{picture.title} · data estate", "title"),
    ]
    for region, box in placed.regions:
        parts += [_rect(box, "region", 14), _text(box.x + 24, box.y + 26, region.name, "head")]
    parts += [_link(placed, link) for link in picture.links]
    for region, box in placed.hubs:
        parts += [
            _rect(box, "hub", 28, f"Connectivity hub of {region.name}"),
            _text(box.x + 28, box.y + 25, "Connectivity hub", "head"),
            _text(box.x + 28, box.y + 43, str(region.hub), "soft"),
        ]
    for zone, box in placed.zones:
        parts += _zone(zone, box)
    for tenant, box in placed.tenants:
        parts += _tenant(tenant, box)
    parts += _legend(placed)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _zone(zone: ZoneView, box: Box) -> list[str]:
    kind = "Management zone" if zone.kind == "management-zone" else "Landing zone"
    parts = [
        _rect(box, zone.kind, 10, f"{kind} {zone.stack}"),
        _text(box.x + 16, box.y + 26, zone.label, "head"),
        _text(box.x + 16, box.y + 46, f"{kind} · {zone.environment} · {zone.address}", "soft"),
    ]
    if zone.kind == "landing-zone":
        width = (box.width - 32 - 16) / 3
        for index, name in enumerate(_LAKE_NAMES):
            lake = Box(box.x + 16 + index * (width + 8), box.y + ZONE_HEAD - 4, width, LAKES - 12)
            parts += [_rect(lake, "lake", 14), _text(lake.x + 10, lake.y + 18, name, "small")]
    return parts


def _tenant(tenant: Tenant, box: Box) -> list[str]:
    return [
        _rect(box, tenant.kind, 8, f"{tenant.kind.capitalize()} {tenant.stack}"),
        _text(box.x + 12, box.y + 21, _short(tenant.label, 22), "name"),
        _text(box.x + 12, box.y + 39, _short(f"{tenant.kind} · {tenant.detail}", 26), "soft"),
    ]


def _link(placed: Placed, link: Link) -> str:
    ends = placed.ends()
    first, second = ends[link.first], ends[link.second]
    label = f"<title>{escape(link.first.name)} peered with {escape(link.second.name)}</title>"
    return f'<path class="link-{link.kind}" d="{_curve(first, second)}">{label}</path>'


def _curve(first: Box, second: Box) -> str:
    if first.x == second.x:
        side = first.x
        y1, y2 = first.centre[1], second.centre[1]
        bow = 14 + abs(y2 - y1) / 40
        return f"M{side:g},{y1:g} C{side - bow:g},{y1:g} {side - bow:g},{y2:g} {side:g},{y2:g}"
    left, right = sorted((first, second), key=lambda box: box.x)
    x1, x2 = left.x + left.width, right.x
    middle = (x1 + x2) / 2
    y1, y2 = left.centre[1], right.centre[1]
    return f"M{x1:g},{y1:g} C{middle:g},{y1:g} {middle:g},{y2:g} {x2:g},{y2:g}"


def _legend(placed: Placed) -> list[str]:
    y, x = placed.height - 24, 32.0
    parts: list[str] = []
    for kind, label in (
        ("hub", "peered with hub"),
        ("governance", "peered with management zone"),
        ("mesh", "mesh"),
    ):
        parts += [f'<path class="link-{kind}" d="M{x:g},{y:g} h40"/>', _text(x + 50, y + 4, label, "soft")]
        x += 70 + 7 * len(label)
    return parts


def _rect(box: Box, kind: str, radius: int, title: str = "") -> str:
    inner = f"<title>{escape(title)}</title>" if title else ""
    size = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="{radius}"'
    return f'<rect class="{kind}" {size}>{inner}</rect>'


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(text)}</text>'


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
