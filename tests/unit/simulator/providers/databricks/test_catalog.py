"""Metastores, storage and grants: what Unity Catalog refuses."""

from collections.abc import Callable

import pytest

from arm.errors import ArmError
from simulator.providers.provider import State
from tests.unit.simulator.providers.conftest import GROUP, Driver

from .bricks import CONNECTOR, LAKE, METASTORE, Bricks, token, workspace


@pytest.mark.parametrize(
    "settings",
    [{"azureWorkspaceResourceId": f"{GROUP}/x"}, {"host": "adb-1.1.azuredatabricks.net"}, {}, {"accountId": "a"}],
)
def test_a_workspace_has_to_stand(open_driver: Callable[..., Driver], settings: dict[str, str]) -> None:
    assert Bricks(open_driver("databricks", **settings)).refusal("Catalog", name="sales") == "ENDPOINT_NOT_FOUND"


def test_a_workspace_needs_a_metastore_of_its_region(inside: Bricks, standing: State) -> None:
    assert inside.refusal("Catalog", name="sales") == "METASTORE_DOES_NOT_EXIST"
    number = standing.outputs["workspaceId"]
    for metastore, code in (("none", "RESOURCE_DOES_NOT_EXIST"), ("elsewhere", "INVALID_PARAMETER_VALUE")):
        assert inside.refusal("MetastoreAssignment", metastoreId=metastore, workspaceId=number) == code
    assigned = inside.make("MetastoreAssignment", metastoreId=METASTORE, workspaceId=number)
    catalog = inside.make("Catalog", name="sales")
    inside.driver.session.delete(token("MetastoreAssignment"), assigned)
    assert not inside.stands("Catalog", catalog)


def test_workspaces_share_their_metastore_and_nothing_else(
    bricks: Bricks, azure: Driver, open_driver: Callable[..., Driver]
) -> None:
    second = workspace(azure, "dbw-analytics")
    other = Bricks(open_driver("databricks", host=f"https://{second.outputs['workspaceUrl']}"))
    other.make("MetastoreAssignment", metastoreId=METASTORE, workspaceId=second.outputs["workspaceId"])
    assert other.stands("Catalog", bricks.make("Catalog", name="sales"))
    policy = bricks.make("ClusterPolicy", name="small", definition="{}")
    assert not other.stands("ClusterPolicy", policy)
    other.make("ClusterPolicy", name="small", definition="{}")
    assert other.refusal("Catalog", name="sales") == "CATALOG_ALREADY_EXISTS"


def test_what_is_isolated_is_used_where_it_was_made_and_where_it_is_bound(
    bricks: Bricks, azure: Driver, open_driver: Callable[..., Driver]
) -> None:
    second = workspace(azure, "dbw-analytics")
    other = Bricks(open_driver("databricks", azureWorkspaceResourceId=second.id))
    number = second.outputs["workspaceId"]
    other.make("MetastoreAssignment", metastoreId=METASTORE, workspaceId=number)
    url = "abfss://work@stlake.dfs.core.windows.net"
    own = {"name": "own", "azureManagedIdentity": {"accessConnectorId": CONNECTOR}}
    bricks.make("StorageCredential", **own, isolationMode="ISOLATION_MODE_ISOLATED")
    crm = {"url": f"{url}/crm", "credentialName": "own", "isolationMode": "ISOLATION_MODE_ISOLATED"}
    assert other.refusal("ExternalLocation", name="crm", **crm) == "PERMISSION_DENIED"
    bricks.make("ExternalLocation", name="crm", **crm)
    bricks.make("Catalog", name="sales", isolationMode="ISOLATED")
    schema = {"catalogName": "sales", "name": "crm", "storageRoot": f"{url}/crm"}
    binding = {"workspaceId": number, "securableName": "sales", "securableType": "catalog"}
    assert other.refusal("Schema", **schema) == "PERMISSION_DENIED"
    other.make("WorkspaceBinding", **binding)
    assert other.refusal("Schema", **schema) == "PERMISSION_DENIED"
    bound = other.make("WorkspaceBinding", **{**binding, "securableName": "crm", "securableType": "external_location"})
    assert bound.id == f"{number}|external_location|crm"
    assert other.make("Schema", **schema).id == "sales.crm"
    for change, code in (
        ({"workspaceId": "1"}, "RESOURCE_DOES_NOT_EXIST"),
        ({"securableName": "none"}, "CATALOG_DOES_NOT_EXIST"),
        ({"securableType": "table"}, "INVALID_PARAMETER_VALUE"),
    ):
        assert bricks.refusal("WorkspaceBinding", **{**binding, **change}) == code


def test_credentials_and_locations_that_are_refused(bricks: Bricks) -> None:
    missing = {"accessConnectorId": f"{CONNECTOR}-none"}
    assert bricks.refusal("StorageCredential", name="x", azureManagedIdentity=missing) == "PERMISSION_DENIED"
    for url, credential, code in (
        ("https://stlake.blob.core.windows.net/raw", "lakes", "INVALID_PARAMETER_VALUE"),
        (f"{LAKE}/General", "lakes", "LOCATION_OVERLAP"),
        ("abfss://work@stlake.dfs.core.windows.net/", "none", "STORAGE_CREDENTIAL_DOES_NOT_EXIST"),
    ):
        assert bricks.refusal("ExternalLocation", name="x", url=url, credentialName=credential) == code
    bricks.make(
        "ExternalLocation", name="rawer", url="abfss://rawer@stlake.dfs.core.windows.net/", credentialName="lakes"
    )
    held = State("lakes", {}, {})
    assert bricks.unmaking("StorageCredential", held) == "INVALID_STATE"


def test_managed_storage_lies_in_external_locations_and_volumes_beside_it(bricks: Bricks) -> None:
    outside = "abfss://work@stlake.dfs.core.windows.net/x"
    assert bricks.refusal("Catalog", name="sales", storageRoot=outside) == "EXTERNAL_LOCATION_DOES_NOT_EXIST"
    bricks.make("Catalog", name="sales")
    bricks.make("Schema", catalogName="sales", name="crm", storageRoot=f"{LAKE}/General/crm")
    volume = {"catalogName": "sales", "schemaName": "crm", "name": "files", "volumeType": "EXTERNAL"}
    assert bricks.refusal("Volume", **volume) == "INVALID_PARAMETER_VALUE"
    assert bricks.refusal("Volume", **volume, storageLocation=f"{LAKE}/General/crm/files") == "LOCATION_OVERLAP"
    assert bricks.make("Volume", **volume, storageLocation=f"{LAKE}/General/crm-files").id == "sales.crm.files"
    assert bricks.refusal("Volume", **{**volume, "name": "again"}, storageLocation=f"{LAKE}/General/crm-files") == (
        "LOCATION_OVERLAP"
    )


def test_a_catalogue_with_schemas_is_deleted_only_by_force(bricks: Bricks) -> None:
    catalog = bricks.make("Catalog", name="sales")
    schema = bricks.make("Schema", catalogName="sales", name="raw")
    assert (catalog.id, schema.id) == ("sales", "sales.raw")
    assert bricks.unmaking("Catalog", catalog) == "INVALID_STATE"
    assert bricks.refusal("Schema", catalogName="sales", name="raw") == "SCHEMA_ALREADY_EXISTS"
    forced = bricks.driver.update(token("Catalog"), catalog, forceDestroy=True)
    bricks.driver.session.delete(token("Catalog"), forced)
    assert not bricks.stands("Schema", schema)
    assert bricks.refusal("Schema", catalogName="sales", name="raw") == "CATALOG_DOES_NOT_EXIST"


def test_grants_name_known_principals_and_privileges_of_the_securable(bricks: Bricks) -> None:
    bricks.make("Catalog", name="sales")
    bricks.make("Schema", catalogName="sales", name="crm")
    given = {"principal": "grp-readers", "privileges": ["SELECT"]}
    assert bricks.refusal("Grant", schema="sales.crm", **given) == "PRINCIPAL_DOES_NOT_EXIST"
    assert bricks.know()["displayName"] == "grp-readers"
    for inputs, code in (
        ({"schema": "sales.none", **given}, "SCHEMA_DOES_NOT_EXIST"),
        (given, "INVALID_PARAMETER_VALUE"),
        ({"schema": "sales.crm", "catalog": "sales", **given}, "INVALID_PARAMETER_VALUE"),
        ({"schema": "sales.crm", **given, "privileges": []}, "INVALID_PARAMETER_VALUE"),
        ({"schema": "sales.crm", **given, "privileges": ["USE_CATALOG"]}, "INVALID_PARAMETER_VALUE"),
        ({"externalLocation": "raw", **given}, "INVALID_PARAMETER_VALUE"),
    ):
        assert bricks.refusal("Grant", **inputs) == code, inputs
    granted = bricks.make("Grant", schema="sales.crm", **given)
    assert granted.id == "schema/sales.crm/grp-readers"
    assert bricks.make("Grant", schema="sales.crm", **given).id == granted.id
    bricks.make("Grant", catalog="sales", principal="account users", privileges=["USE CATALOG"])
    assert bricks.driver.changes(token("Grant"), granted, principal="x", privileges=["MODIFY"]) == {
        "principal": True,
        "privileges.0": False,
    }
    bricks.driver.session.delete(token("Schema"), State("sales.crm", {}, {}))
    assert not bricks.stands("Grant", granted)


def test_only_groups_of_entra_become_principals(bricks: Bricks) -> None:
    with pytest.raises(ArmError) as refused:
        bricks.know("0c9b0000-0000-4000-8000-000000000009")
    assert refused.value.code == "NOT_FOUND"
    assert bricks.know()["internalId"] == bricks.know()["internalId"]


def test_a_group_of_one_workspace_holds_nothing_in_the_metastore(
    bricks: Bricks, open_driver: Callable[..., Driver]
) -> None:
    bricks.make("Catalog", name="sales")
    bricks.make("Group", displayName="local")
    given = {"catalog": "sales", "privileges": ["USE_CATALOG"]}
    assert bricks.refusal("Grant", principal="local", **given) == "PRINCIPAL_DOES_NOT_EXIST"
    Bricks(open_driver("databricks", accountId="a")).make("Group", displayName="global")
    bricks.make("Grant", principal="global", **given)
