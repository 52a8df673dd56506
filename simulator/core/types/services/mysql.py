"""MySQL flexible servers and their administrators."""

from simulator.core.request import Request
from simulator.core.rules import fact_rows, refusal
from simulator.core.types.base import HANDLERS, Handler, handles
from simulator.core.types.services.injected import MYSQL, FlexibleServers

ADMINISTRATORS = f"{MYSQL}/administrators"
PUBLISHED = "REST API of Microsoft.DBforMySQL/flexibleServers, 2023-12-30: descriptions of Server; code inferred"
AVAILABILITY = (
    "MicrosoftDocs/azure-docs mysql/flexible-server/concepts-high-availability, limitations; code name inferred"
)
NO_ADMINISTRATOR = refusal(
    "InvalidParameterValue",
    400,
    "Server `{name}` needs administratorLogin and administratorLoginPassword at its creation.",
    source=PUBLISHED,
)
BAD_NAME = refusal(
    "InvalidParameterValue",
    400,
    "Invalid value given for parameter administratorName. Specify a valid parameter value.",
    source="MicrosoftDocs/azure-docs issue 124886",
)
NO_IDENTITY = refusal(
    "InvalidParameterValue",
    400,
    "Identity `{identity}` of the administrator is not one of server `{server}`.",
    source="MicrosoftDocs/azure-docs mysql/flexible-server/how-to-azure-ad; code inferred",
)
NO_STANDBY = refusal(
    "HighAvailabilityNotSupported",
    400,
    "Server `{name}` cannot have high availability `{mode}`: {why}.",
    source=AVAILABILITY,
)


class MySqlServers(FlexibleServers):
    """A server; nothing but the mode of creation `Default` makes an empty one."""

    def validate(self, request: Request) -> None:
        """An administrator at creation, and a standby only where there can be one."""
        super().validate(request)
        given = request.properties
        empty = request.creates and given.get("createMode") in (None, "Default")
        if empty and not (given.get("administratorLogin") and given.get("administratorLoginPassword")):
            raise NO_ADMINISTRATOR(request.id, name=request.id.name)
        mode = request.given("properties", "highAvailability", "mode") or "Disabled"
        why = self._against(request, str(mode))
        if why:
            raise NO_STANDBY(request.id, name=request.id.name, mode=mode, why=why)

    def _against(self, request: Request, mode: str) -> str | None:
        if mode == "Disabled":
            return None
        if request.given("sku", "tier") == "Burstable":
            return "the tier Burstable has none"
        if request.given("properties", "storage", "autoGrow") == "Disabled":
            return "storage must grow by itself"
        before = request.before("properties", "highAvailability", "mode") or "Disabled"
        if mode == "ZoneRedundant" and not request.creates and before != mode:
            return "it is chosen when the server is created"
        return None


@handles(ADMINISTRATORS)
class Administrators(Handler):
    """The Entra administrator: one for each server, looked up by an identity of the server's."""

    def validate(self, request: Request) -> None:
        """The only name there is, and an identity that the server has."""
        if request.id.name.lower() != "activedirectory":
            raise BAD_NAME(request.id)
        named = str(request.given("properties", "identityResourceId") or "")
        server = request.cloud.find(str(request.id.parent))
        held = (server.body.get("identity") or {}).get("userAssignedIdentities") or {} if server else {}
        if named.lower() not in {one.lower() for one in held}:
            raise NO_IDENTITY(request.id, identity=named, server=server.name if server else request.id)


(_ROW,) = [row for row in fact_rows("services") if row["arm_type"] == MYSQL]
HANDLERS[MYSQL.lower()] = MySqlServers(dict(_ROW))
