"""Storage for uploads from outside: the names of what it is made of, and who pulls from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from arm.ids import ResourceId, resource_group
from config.administrators import administrator
from config.estate import Estate
from config.names import names_of

ROLE = "Storage Blob Data Contributor"
"""What an integration needs to pull and to delete, and to let its provider in for an hour by a user delegation SAS."""
GUARDRAILS = ("G-STO-001", "G-STO-004", "E-NET-006")
"""What an account that answers to some public addresses breaks: it has a public endpoint, with rules for them."""


@dataclass(frozen=True, order=True)
class UploadGrant:
    """Who pulls from one account."""

    principal: str
    """The display name of the integration's group, or of its deploy identity."""
    group: str | None
    """The key of the integration's group; none for a deploy identity."""
    scope: str


def account_id(estate: Estate, zone: str, key: str) -> ResourceId:
    """The id of an account for uploads."""
    names = names_of(estate, zone)
    group = group_id(estate, zone)
    return group.extension("Microsoft.Storage/storageAccounts", names[f"upload-{key}"])


def group_id(estate: Estate, zone: str) -> ResourceId:
    """The id of the zone's resource group for external storage: only accounts for uploads stand in it."""
    return resource_group(estate.subscription_id(estate.stacks[zone]), names_of(estate, zone)["group-external-storage"])


def upload_grants(estate: Estate, zone: str) -> dict[str, UploadGrant]:
    """By key: the integration's people where people may write, its deploy identity elsewhere."""
    return dict(_grants(estate, zone))


def _grants(estate: Estate, zone: str) -> Iterator[tuple[str, UploadGrant]]:
    for key, upload in estate.landing_zones[zone].uploads.items():
        puller = administrator(estate, upload.integration)
        yield key, UploadGrant(puller.name, puller.group, str(account_id(estate, zone, key)))
