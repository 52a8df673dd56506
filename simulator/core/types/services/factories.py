"""Data factories, their runtimes and managed private endpoints."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.roles import role
from simulator.core.held_roles import held_roles
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.taken import elsewhere, outside

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.DataFactory/factories"
RUNTIME, NETWORK = f"{TYPE}/integrationRuntimes", f"{TYPE}/managedVirtualNetworks"
TAKEN = refusal(
    "DataFactoryNameInUse",
    409,
    "The specified resource name `{name}` is already in use. Resource names must be globally unique.",
    f"{TYPE}:DataFactoryNameInUse",
)
NO_NETWORK = refusal(
    "BadRequest",
    400,
    "The managed virtual network `{name}` does not exist in the factory; it is named default.",
    source="behaviours.csv Microsoft.DataFactory/factories/integrationRuntimes; code general",
)
NO_IDENTITY = refusal(
    "ManagedIdentityRequiredToCreateLinkedIntegrationRuntime",
    400,
    "Managed identity is required when creating linked integration runtime `{name}` under `{factory}`.",
    source="hashicorp/terraform-provider-azurerm issues 14036 and 24742",
)
NOT_SHARED = refusal(
    "UnauthorizedIntegrationRuntimeAccess",
    401,
    "Access denied. Unable to access shared integration runtime `{name}`: it has not been granted to this resource.",
    source="MicrosoftDocs/azure-docs issue 55466",
)
LINKED = refusal(
    "IntegrationRuntimeIsShared",
    409,
    "Integration runtime `{name}` cannot be deleted while others are linked with it: {linked}.",
    source="azure-docs data-factory/create-shared-self-hosted-integration-runtime-powershell; code inferred",
)
behaviour("AutoResolveIntegrationRuntime exists in every factory; the managed network is named default.", RUNTIME)
MAY_LINK = frozenset({role("Owner").guid, role("Contributor").guid, role("Data Factory Contributor").guid})
"""Roles on a shared runtime of which a factory's identity needs one."""


@handles(TYPE)
class Factories(Handler):
    """A factory."""

    def validate(self, request: Request) -> None:
        """The name is taken once in the world."""
        if elsewhere(request) is not None or outside(request):
            raise TAKEN(request.id, name=request.id.name)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """What Azure adds."""
        properties = body.setdefault("properties", {})
        put_default(properties, publicNetworkAccess="Enabled")
        properties["createTime"] = request.before("properties", "createTime") or request.cloud.world.now()
        properties["version"] = "2018-06-01"

    def after_put(self, request: Request, resource: Resource) -> None:
        """The runtime that is always there."""
        runtime = request.id.child("integrationRuntimes", "AutoResolveIntegrationRuntime")
        if request.creates:
            body = {"type": "Managed", "typeProperties": {"computeProperties": {"location": "AutoResolve"}}}
            request.cloud.keep(runtime, {"properties": body})


@handles(NETWORK)
class ManagedNetworks(Handler):
    """The managed network of a factory. Only templates write it: azure-native has no such type."""


@handles(RUNTIME)
class Runtimes(Handler):
    """A runtime in Azure, perhaps in the managed network, or one that its owner hosts, perhaps for other factories."""

    def validate(self, request: Request) -> None:
        """A named managed network stands; a shared runtime lets the factory's identity use it."""
        name = request.given("properties", "managedVirtualNetwork", "referenceName")
        if name is not None and not request.cloud.exists(f"{request.id.parent}/managedVirtualNetworks/{name}"):
            raise NO_NETWORK(request.id, name=name)
        shared = request.given("properties", "typeProperties", "linkedInfo", "resourceId")
        if shared is not None:
            self._check_link(request, str(shared))

    def _check_link(self, request: Request, shared: str) -> None:
        factory = request.cloud.find(request.id.parent) if request.id.parent else None
        principal = dig(factory.body, "identity", "principalId") if factory else None
        if principal is None:
            raise NO_IDENTITY(request.id, name=request.id.name, factory=factory.id if factory else "")
        target = request.cloud.find(shared)
        if target is None or not held_roles(request.cloud, {principal}, parse(shared)) & MAY_LINK:
            raise NOT_SHARED(request.id, name=parse(shared).name)

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """A runtime stays while others are linked with it."""
        linked = [row.id for row in cloud.store.naming(resource.key, RUNTIME) if row.key != resource.key]
        if linked:
            raise LINKED(resource.id, name=parse(resource.id).name, linked=", ".join(sorted(linked)))

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The state of one in Azure; that of another is told by an action."""
        if dig(body, "properties", "type") == "Managed":
            body["properties"]["state"] = "Initial"
