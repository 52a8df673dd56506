"""The physical name of everything that a stack creates: by the kind of the stack, and by its services."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from arm.regions import REGIONS
from config.estate import Estate
from config.models.databricks import endpoint_groups
from config.models.landing_zone import LandingZoneStack
from config.models.services import MachineLearning, Service
from config.models.stacks import Stack, TeamStack, Zone
from config.naming import Namer
from config.service_names import PREFIX, name_keys
from config.services import services_of

_LEARNING = "Microsoft.MachineLearningServices/workspaces"


@cache
def _table() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Per kind of stack: key → ARM type and role."""
    raw = json.loads(files("config").joinpath("data/names.json").read_text(encoding="utf-8"))
    return {kind: {key: (entry[0], entry[1]) for key, entry in names.items()} for kind, names in raw.items()}


def names_of(estate: Estate, stack: str) -> Mapping[str, str]:
    """Every physical name of a zone's or team's stack, by key; empty for other kinds.

    Errors: `config.naming.NameProblem` for a name that Azure would refuse.
    """
    value = estate.stacks[stack]
    namer = _namer(estate, value)
    if namer is None:
        return {}
    return {key: namer.name(arm_type, role) for key, (arm_type, role) in _entries(value).items()}


def type_of(stack: Stack, key: str) -> str:
    """The ARM type, perhaps with a variant, of the name that `names_of` gives under a key."""
    return _entries(stack)[key][0]


def _entries(stack: Stack) -> Mapping[str, tuple[str, str]]:
    fixed = _table()[stack.kind]
    if isinstance(stack, LandingZoneStack):
        uploads = {name: entry for key in stack.uploads for name, entry in _upload_entries(key)}
        return {**fixed, **uploads, **dict(_databricks_entries(stack))}
    if not isinstance(stack, TeamStack):
        return fixed
    own = {
        name: (arm_type, role)
        for key, service in services_of(stack).items()
        for name, arm_type, role in (*name_keys(key, service.type), *_model_endpoints(key, service))
    }
    return {**fixed, **own}


def model_endpoints(estate: Estate, stack: str) -> dict[str, str]:
    """Names of the endpoints of a team's models, by service, kind and key, such as `learning-online-scoring`."""
    names = names_of(estate, stack)
    return {
        entry.removeprefix(PREFIX).replace("/", "-"): names[entry]
        for key, service in services_of(estate.teams[stack]).items()
        for entry, _, _ in _model_endpoints(key, service)
    }


def _model_endpoints(key: str, service: Service) -> Iterator[tuple[str, str, str]]:
    if isinstance(service, MachineLearning):
        for kind, names in (("online", service.online_endpoints), ("batch", service.batch_endpoints)):
            for name in names:
                yield f"{PREFIX}{key}/{kind}-{name}", f"{_LEARNING}/{kind}Endpoints", f"{key}-{name}"


def _upload_entries(key: str) -> Iterator[tuple[str, tuple[str, str]]]:
    yield f"upload-{key}", ("Microsoft.Storage/storageAccounts", key)
    yield f"endpoint-upload-{key}-blob", ("Microsoft.Network/privateEndpoints", f"{key}-blob")
    yield f"interface-upload-{key}-blob", ("Microsoft.Network/networkInterfaces", f"{key}-blob")


def _databricks_entries(zone: LandingZoneStack) -> Iterator[tuple[str, tuple[str, str]]]:
    wanted = zone.databricks
    if wanted is None:
        return
    yield "databricks-connector", ("Microsoft.Databricks/accessConnectors", "")
    for role in wanted.workspaces:
        key = f"databricks-{role}"
        yield key, ("Microsoft.Databricks/workspaces", role)
        yield f"{key}-managed", ("Microsoft.Resources/resourceGroups", f"{role}-managed")
        for group in endpoint_groups(wanted, role):
            end = f"{role}-{group.partition('_')[0]}"
            yield f"endpoint-{key}-{group}", ("Microsoft.Network/privateEndpoints", f"dbw-{end}")
            yield f"interface-{key}-{group}", ("Microsoft.Network/networkInterfaces", f"dbw-{end}")


def _namer(estate: Estate, stack: Stack) -> Namer | None:
    zone = _zone_of(estate, stack)
    if zone is None or not isinstance(stack, Zone | TeamStack):
        return None
    organization = estate.settings.organization
    return Namer(
        prefix=organization.prefix,
        environment=zone.environment,
        location_code=REGIONS[zone.region].short_code,
        workload=stack.name,
        salt=organization.name_salt,
    )


def _zone_of(estate: Estate, stack: Stack) -> Zone | None:
    if isinstance(stack, TeamStack):
        return estate.landing_zones[stack.landing_zone]
    return stack if isinstance(stack, Zone) else None
