"""SQL servers and databases."""

from typing import TYPE_CHECKING, Any

from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.taken import elsewhere, outside

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

SERVER = "Microsoft.Sql/servers"
DATABASE = f"{SERVER}/databases"
SQL = "Azure REST API error codes of Microsoft.Sql, general knowledge (2026-11-23)"
TAKEN = refusal("NameAlreadyExists", 409, "The name `{name}` already exists: choose a different name.", source=SQL)
ENTRA_ONLY = refusal(
    "AadOnlyAuthenticationIsEnabled",
    400,
    "SQL logins cannot be written while Entra-only authentication is enabled on `{name}`.",
    f"{SERVER}:AadOnlyAuthenticationIsEnabled",
)
NO_ADMINISTRATOR = refusal(
    "InvalidParameterValue",
    400,
    "Server `{name}` needs a SQL administrator with a password or an Entra administrator.",
    source=SQL,
)
CLOSED_REGION = refusal(
    "RegionDoesNotAllowProvisioning",
    409,
    "Location `{location}` is not accepting creation of new SQL servers at this time.",
    f"{SERVER}:RegionDoesNotAllowProvisioning",
)
MASTER_STAYS = refusal(
    "CannotDropMasterDatabase", 400, "The database master goes with its server only.", source=f"{SQL}; code inferred"
)
BACKUP_REDUNDANCY = refusal(
    "ProvisioningDisabled",
    400,
    "Zone redundancy of `{name}` is not offered for tier {tier}.",
    source=f"{SQL}; code name inferred",
)
behaviour("The full host name is computed and a database named master exists.", f"{SERVER}#1")
behaviour("Transparent data encryption is on from creation.", f"{DATABASE}#1")
NO_ZONES = ("Basic", "Standard")


@handles(SERVER)
class Servers(Handler):
    """A server; a PUT keeps what it leaves out."""

    merges = True

    def validate(self, request: Request) -> None:
        """Name, region and administrators."""
        name, given = request.id.name, request.properties
        if elsewhere(request) is not None or outside(request):
            raise TAKEN(request.id, name=name)
        shut = request.cloud.store.setting("sql_regions_closed") or ()
        if request.creates and request.body.get("location") in shut:
            raise CLOSED_REGION(request.id, location=request.body["location"])
        entra_only = dig(given, "administrators", "azureADOnlyAuthentication")
        if entra_only is None:
            entra_only = request.before("properties", "administrators", "azureADOnlyAuthentication")
        login = given.get("administratorLogin") or given.get("administratorLoginPassword")
        if entra_only and login:
            raise ENTRA_ONLY(request.id, name=name)
        complete = given.get("administratorLogin") and given.get("administratorLoginPassword")
        if request.creates and not complete and not given.get("administrators"):
            raise NO_ADMINISTRATOR(request.id, name=name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Host name and defaults."""
        properties = body["properties"]
        put_default(properties, version="12.0", minimalTlsVersion="1.2", publicNetworkAccess="Enabled")
        put_default(properties, restrictOutboundNetworkAccess="Disabled")
        properties["fullyQualifiedDomainName"] = f"{request.id.name.lower()}.database.windows.net"
        properties["state"] = "Ready"
        body["kind"] = "v12.0"

    def after_put(self, request: Request, resource: Resource) -> None:
        """The database that is always there."""
        if request.creates:
            body = {"location": resource.location, "kind": "v12.0,system", "properties": {"status": "Online"}}
            request.cloud.keep(request.id.child("databases", "master"), body)


@handles(DATABASE)
class Databases(Handler):
    """A database."""

    def validate(self, request: Request) -> None:
        """Zone redundancy needs a tier that has it."""
        tier = str(request.given("sku", "tier") or request.given("sku", "name") or "GeneralPurpose")
        if request.properties.get("zoneRedundant") and tier in NO_ZONES:
            raise BACKUP_REDUNDANCY(request.id, name=request.id.name, tier=tier)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Ids and defaults."""
        world, properties = request.cloud.world, body.setdefault("properties", {})
        put_default(body, sku={"name": "GP_S_Gen5", "tier": "GeneralPurpose", "family": "Gen5", "capacity": 2})
        put_default(
            properties,
            collation="SQL_Latin1_General_CP1_CI_AS",
            catalogCollation="SQL_Latin1_General_CP1_CI_AS",
            requestedBackupStorageRedundancy="Geo",
            zoneRedundant=False,
        )
        properties["status"] = "Online"
        properties["databaseId"] = world.guid(request.id.key, world.incarnation(request.id.key))
        properties["creationDate"] = request.before("properties", "creationDate") or world.now()
        properties["currentServiceObjectiveName"] = body["sku"]["name"]
        properties["currentBackupStorageRedundancy"] = properties["requestedBackupStorageRedundancy"]
        properties["currentSku"] = dict(body["sku"])

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Not `master`."""
        if resource.name == "master" and resource.parent not in cloud.falling:
            raise MASTER_STAYS(resource.id)
