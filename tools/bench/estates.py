"""Made-up estates of any size: many landing zones, each with as many integrations and products as wanted."""

import uuid
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

import yaml

REGION = "westeurope"
_POOL = IPv4Network("10.64.0.0/10")
_ZONE_BITS = 20


def write_estate(folder: Path, *, zones: int, teams: int) -> int:
    """Write an estate with so many landing zones of so many teams each; returns the number of its stacks."""
    folder.mkdir(parents=True)
    blocks = _POOL.subnets(new_prefix=_ZONE_BITS)
    files: dict[str, dict[str, Any]] = {"platform": {"kind": "platform", "subscription_id": _guid("platform")}}
    files["management"] = {
        "kind": "management-zone",
        "name": "governance",
        "environment": "dev",
        "region": REGION,
        "subscription_id": _guid("management"),
        "address_prefix": str(next(blocks)),
        "cost_center": "CC-1",
    }
    files["peering"] = {"kind": "peering", "subscription_id": _guid("platform"), "environments": ["dev"]}
    for number in range(zones):
        zone = f"zone-{number:04}"
        files[zone] = _zone(zone, str(next(blocks)))
        files |= {f"{zone}-team-{slot:02}": _team(zone, slot) for slot in range(teams)}
    for name, value in files.items():
        _write(folder / f"Pulumi.{name}.yaml", {"config": {"data-estate:stack": value}})
    _write(folder / "estate.yaml", _settings())
    return len(files)


def _settings() -> dict[str, Any]:
    roles = ("service_owner", "cloud_platform_ops", "data_platform_ops", "digital_security", "data_office")
    return {
        "organization": {"name": "Bench", "prefix": "bn", "tenant_id": _guid("tenant"), "name_salt": "bench"},
        "environments": {"dev": {"people_write": True, "data_removal": True}},
        "regions": [REGION],
        "address_pools": {REGION: [str(_POOL)]},
        "teams": {role: _people(role.replace("_", "-")) for role in roles},
    }


def _zone(name: str, prefix: str) -> dict[str, Any]:
    return {
        "kind": "landing-zone",
        "name": name,
        "environment": "dev",
        "region": REGION,
        "subscription_id": _guid(name),
        "address_prefix": prefix,
        "management_zone": "management",
        "business_unit": "Bench",
        "cost_center": "CC-2",
        "service_owner": _people(f"{name}-owner"),
        "ops": _people(f"{name}-ops"),
    }


def _team(zone: str, slot: int) -> dict[str, Any]:
    name = f"z{zone.removeprefix('zone-')}-team-{slot:02}"
    common = {"name": name, "landing_zone": zone, "subnet_slot": slot, "team": _people(name)}
    if slot % 2:
        return {**common, "kind": "product", "template": "batch", "owner": f"owner@{name}.example"}
    return {**common, "kind": "integration", "source": "Source", "data_manager": f"manager@{name}.example"}


def _people(name: str) -> dict[str, Any]:
    return {"mail": f"{name}@bench.example", "owners": [f"{name}-lead@bench.example"]}


def _guid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.bench.example"))


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
