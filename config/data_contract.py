"""The data contract of a dataset, as a document of the Open Data Contract Standard.

What the estate knows is written; what only its team knows, such as an agreed latency, is left out rather than made up.
Source: Open Data Contract Standard 3.1 (Bitol, LF AI & Data), read by its existing tools.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from arm.clouds import suffix
from config.datasets import DatasetFolder, DatasetGroup, dataset_folders, dataset_groups
from config.estate import Estate
from config.models.dataset import Dataset
from config.models.integration import IntegrationStack
from config.models.stacks import TeamStack
from config.names import names_of

API_VERSION = "v3.1.0"
_LOGICAL = {
    "string": ("string", "varchar", "char", "text", "uuid"),
    "integer": ("int", "integer", "bigint", "smallint", "tinyint", "long", "short"),
    "number": ("decimal", "numeric", "double", "float", "real", "number"),
    "boolean": ("boolean", "bool"),
    "date": ("date",),
    "timestamp": ("timestamp", "timestamp_ntz", "datetime"),
    "array": ("array",),
}


def data_contract(estate: Estate, stack: str, name: str) -> dict[str, Any]:
    """The contract of one dataset, in the order in which people read it."""
    team = estate.teams[stack]
    dataset = team.datasets[name]
    return {
        "apiVersion": API_VERSION,
        "kind": "DataContract",
        "id": f"{estate.settings.organization.prefix}-{stack}-{name}",
        "name": dataset.title,
        "version": dataset.version,
        "status": dataset.status,
        "tenant": estate.settings.organization.name,
        "domain": team.landing_zone,
        "dataProduct": stack,
        "tags": [str(dataset.classification), *(["personal-data"] if dataset.personal_data else [])],
        "description": {"purpose": dataset.title, **({"usage": f"From {dataset.source}"} if dataset.source else {})},
        "servers": [
            _server(estate, team, dataset, folder)
            for folder in dataset_folders(estate, stack)
            if folder.dataset == name
        ],
        "schema": [_schema(dataset, name)],
        "team": {"name": stack, "members": list(_members(dataset))},
        "support": [{"channel": "team", "url": f"mailto:{team.team.mail}", "tool": "email"}],
        "roles": [_role(team, group) for group in dataset_groups(estate, stack, date.max) if group.dataset == name],
        "slaProperties": list(_service_levels(dataset)),
    }


def _server(estate: Estate, team: TeamStack, dataset: Dataset, folder: DatasetFolder) -> dict[str, Any]:
    account = names_of(estate, team.landing_zone)[f"lake-{folder.lake}"]
    host = f"{account}.{suffix('storage-dfs', estate.settings.cloud)}"
    return {
        "server": folder.key,
        "type": "azure",
        "environment": estate.environment_name(team) or "",
        "location": f"abfss://{folder.container}@{host}/{folder.path}",
        "format": dataset.format,
    }


def _schema(dataset: Dataset, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": name,
        "logicalType": "object",
        "physicalType": "table",
        "properties": [
            {"name": column, "logicalType": _logical(kind), "physicalType": kind}
            for column, kind in dataset.columns.items()
        ],
    }
    if dataset.quality_rules:
        found["quality"] = [{"type": "text", "description": rule} for rule in dataset.quality_rules]
    return found


def _logical(kind: str) -> str:
    """The standard's own word for a type, such as `decimal(10,2)`; `object` where it has none."""
    word = kind.lower().partition("(")[0].partition("<")[0].strip()
    return next((logical for logical, words in _LOGICAL.items() if word in words), "object")


def _members(dataset: Dataset) -> Iterator[dict[str, str]]:
    yield {"username": dataset.owner, "role": "owner"}
    for steward in dataset.stewards:
        yield {"username": steward, "role": "data steward"}


def _role(team: TeamStack, group: DatasetGroup) -> dict[str, str]:
    decides = team.data_manager if isinstance(team, IntegrationStack) else team.owner
    return {
        "role": group.display_name,
        "access": str(group.right),
        "description": group.description,
        "firstLevelApprovers": decides,
    }


def _service_levels(dataset: Dataset) -> Iterator[dict[str, Any]]:
    yield {"property": "frequency", "value": dataset.frequency, "description": f"Arrives by {dataset.ingest}"}
    if dataset.retention_days is not None:
        yield {"property": "retention", "value": dataset.retention_days, "unit": "d"}
