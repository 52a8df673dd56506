"""Variants of the components in `components/lake`."""

from dataclasses import replace
from typing import Any

from pulumi import ResourceOptions

from components.lake.access_control import AclGrant
from components.lake.firewall_rules import FirewallRules, ResourceAccessRule
from components.lake.folders import LakeFolder, LakeFolders, LakeFoldersArgs
from components.lake.lake import Lake, LakeArgs
from components.lake.lake_set import LakeOfSet, LakeSet, LakeSetArgs
from components.lake.lifecycle import Lifecycle
from components.lake.upload_storage import UploadStorage, UploadStorageArgs
from tests.unit.components.before import GROUP, LOCATION, PURVIEW_ID, TENANT
from tests.unit.components.variants.shared import DIAGNOSTICS, KEY, LOCK, READER, TAGS, Variants, endpoint

_LAKE = LakeArgs(resource_group_name=GROUP, location=LOCATION, account_name="stctsrawabcde", containers=["raw"])
READERS, PIPELINE = "8d7c6b5a-4f3e-4d2c-9b1a-0f9e8d7c6b5a", "4f3e2d1c-0b9a-4c8d-8e7f-6a5b4c3d2e1f"
_UPLOAD = UploadStorageArgs(resource_group_name=GROUP, location=LOCATION, account_name="stctsuplabcde")
_ENDPOINTS = {"blob": endpoint("raw-blob"), "dfs": endpoint("raw-dfs")}
_RULES = FirewallRules(resource_access_rules=[ResourceAccessRule(resource_id=PURVIEW_ID, tenant_id=TENANT)])


def lakes(**more: Any) -> LakeSetArgs:
    """Arguments of the three lakes."""
    given: dict[str, Any] = {
        "resource_group_name": GROUP,
        "location": LOCATION,
        "lakes": {
            role: LakeOfSet(
                account_name=f"stcts{short}abcde",
                private_endpoints={"blob": endpoint(f"{short}-blob"), "dfs": endpoint(f"{short}-dfs")},
            )
            for role, short in (("raw", "raw"), ("enriched-curated", "encur"), ("workspace", "work"))
        },
    }
    return LakeSetArgs(**{**given, **more})


def _folders(*grants: AclGrant, **more: Any) -> LakeFolders:
    lake = Lake("sales-raw", _LAKE)
    folder = LakeFolder(
        storage_account_resource_id=lake.outputs.resource_id, container="raw", path="crm/contacts", grants=grants
    )
    given = LakeFoldersArgs(folders={"contacts-raw-general": folder}, **more)
    return LakeFolders("crm-folders", given, ResourceOptions(depends_on=[lake]))


VARIANTS: Variants = {
    "Lake": {
        "defaults": lambda: Lake("sales-raw", _LAKE),
        "secure": lambda: Lake(
            "sales-raw",
            replace(
                _LAKE,
                private_endpoints=_ENDPOINTS,
                customer_managed_key=KEY,
                diagnostic_settings=DIAGNOSTICS,
                tags=TAGS,
            ),
        ),
        "max": lambda: Lake(
            "sales-raw",
            replace(
                _LAKE,
                sku="Standard_GRS",
                lifecycle=Lifecycle(
                    cool_after_days=30,
                    cold_after_days=90,
                    archive_after_days=180,
                    delete_after_days=3650,
                    expiries={730: ["raw/Sensitive/crm/contacts/"]},
                ),
                soft_delete_days=30,
                private_endpoints=_ENDPOINTS,
                firewall_rules=_RULES,
                customer_managed_key=KEY,
                diagnostic_settings=DIAGNOSTICS,
                role_assignments=READER,
                lock=LOCK,
                allow_data_removal=True,
                tags=TAGS,
            ),
        ),
    },
    "LakeSet": {
        "defaults": lambda: LakeSet("sales-lakes", lakes()),
        "secure": lambda: LakeSet("sales-lakes", lakes(diagnostic_settings=DIAGNOSTICS, tags=TAGS)),
        "max": lambda: LakeSet(
            "sales-lakes",
            lakes(
                layout="layers",
                soft_delete_days=30,
                firewall_rules=_RULES,
                customer_managed_key=KEY,
                diagnostic_settings=DIAGNOSTICS,
                lock=None,
                allow_data_removal=True,
                tags=TAGS,
            ),
        ),
    },
    "LakeFolders": {
        "defaults": _folders,
        "max": lambda: _folders(
            AclGrant(principal_id=READERS, kind="group", permissions="r-x"),
            AclGrant(principal_id=PIPELINE, kind="user", permissions="rwx"),
            allow_data_removal=True,
        ),
    },
    "UploadStorage": {
        "defaults": lambda: UploadStorage("supplier", _UPLOAD),
        "secure": lambda: UploadStorage(
            "supplier",
            replace(
                _UPLOAD,
                private_endpoints={"blob": endpoint("upload-blob")},
                diagnostic_settings=DIAGNOSTICS,
                tags=TAGS,
            ),
        ),
        "max": lambda: UploadStorage(
            "supplier",
            replace(
                _UPLOAD,
                containers=["inbox", "receipts"],
                private_endpoints={"blob": endpoint("upload-blob")},
                firewall_rules=FirewallRules(ip_rules=["203.0.113.17"]),
                sku="Standard_LRS",
                lifecycle=Lifecycle(cool_after_days=None),
                diagnostic_settings=DIAGNOSTICS,
                role_assignments=READER,
                lock=None,
                allow_data_removal=True,
                tags=TAGS,
            ),
        ),
    },
}
