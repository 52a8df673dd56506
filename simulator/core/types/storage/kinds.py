"""What each kind of storage account offers.

Source: hashicorp/terraform-provider-azurerm website/docs/r/storage_account.html.markdown (2026-08-21), account kinds
and replication types; Azure REST API of storage accounts, general knowledge (2026-11-23).
"""

from collections.abc import Mapping
from typing import Any

STANDARD = ("Standard_LRS", "Standard_GRS", "Standard_RAGRS")
ZONAL = ("Standard_ZRS", "Standard_GZRS", "Standard_RAGZRS")
PREMIUM = ("Premium_LRS", "Premium_ZRS")
SKUS: Mapping[str, tuple[str, ...]] = {
    "Storage": (*STANDARD, "Standard_ZRS", "Premium_LRS"),
    "StorageV2": (*STANDARD, *ZONAL, *PREMIUM),
    "BlobStorage": STANDARD,
    "BlockBlobStorage": PREMIUM,
    "FileStorage": (
        *PREMIUM,
        "StandardV2_LRS",
        "StandardV2_ZRS",
        "StandardV2_GRS",
        "StandardV2_GZRS",
        "PremiumV2_LRS",
        "PremiumV2_ZRS",
    ),
}
SERVICES: Mapping[str, tuple[str, ...]] = {
    "Storage": ("blob", "file", "queue", "table"),
    "StorageV2": ("blob", "dfs", "file", "queue", "table", "web"),
    "BlobStorage": ("blob", "dfs", "table"),
    "BlockBlobStorage": ("blob", "dfs", "web"),
    "FileStorage": ("file",),
}
NO_ARCHIVE = (*ZONAL, *PREMIUM)
"""Skus without the archive tier."""


def endpoint_services(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The services that an account has endpoints for."""
    kind, sku = str(body.get("kind")), str((body.get("sku") or {}).get("name"))
    if kind == "StorageV2" and sku.startswith("Premium"):
        return ("blob", "web")
    return SERVICES.get(kind, ())


def secondary_readable(sku: str) -> bool:
    """Whether the second region can be read."""
    return sku.startswith("Standard_RA")
