"""The picture shows every zone and every peering, and nothing lies outside its place."""

from xml.etree import ElementTree as ET

import pytest

from config.load import load_estate
from config.peering import NetworkEnd
from orchestrator.pictures.layout import Box, Placed, place
from orchestrator.pictures.mermaid import mermaid
from orchestrator.pictures.scene import Scene, scene
from orchestrator.pictures.svg import svg
from tests.unit.config.reference import REFERENCE


@pytest.fixture(name="picture", scope="module")
def _picture() -> Scene:
    return scene(load_estate(REFERENCE))


@pytest.fixture(name="placed", scope="module")
def _placed(picture: Scene) -> Placed:
    return place(picture)


def test_links_are_hub_governance_and_mesh(picture: Scene) -> None:
    kinds = sorted(link.kind for link in picture.links)
    assert kinds == ["governance", "governance", "hub", "hub", "hub", "mesh"]


def test_every_peering_ends_in_a_box(picture: Scene, placed: Placed) -> None:
    ends = placed.ends()
    assert all(link.first in ends and link.second in ends for link in picture.links)
    assert NetworkEnd("hub", "northeurope") in ends


def test_zones_lie_inside_their_region_and_do_not_overlap(placed: Placed) -> None:
    boxes = [box for _, box in (*placed.zones, *placed.hubs)]
    for box in boxes:
        assert any(_inside(box, region) for _, region in placed.regions)
    assert not any(_overlap(a, b) for index, a in enumerate(boxes) for b in boxes[index + 1 :])


def test_tenants_lie_inside_their_zone(placed: Placed) -> None:
    zones = [box for _, box in placed.zones]
    assert all(any(_inside(box, zone) for zone in zones) for _, box in placed.tenants)


def test_svg_is_well_formed_and_names_everything(picture: Scene) -> None:
    root = ET.fromstring(svg(picture))  # noqa: S314
    text = " ".join(node.text or "" for node in root.iter())
    for name in ("sales", "logistics", "governance", "crm", "fleet-live", "10.17.0.0/16", "westeurope"):
        assert name in text


def test_mermaid_opens_and_closes_each_box(picture: Scene) -> None:
    lines = [line.strip() for line in mermaid(picture).splitlines()]
    assert sum(line.startswith("subgraph") for line in lines) == lines.count("end")
    assert sum("===" in line for line in lines) == 1


def _inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width
        and inner.y + inner.height <= outer.y + outer.height
    )


def _overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
