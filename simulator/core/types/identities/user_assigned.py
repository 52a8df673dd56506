"""User-assigned identities and their federated credentials."""

from typing import TYPE_CHECKING, Any

from arm.limits import limit
from simulator.core.request import Request
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities"
CREDENTIAL = f"{TYPE}/federatedIdentityCredentials"
PAIR_TAKEN = refusal(
    "BadRequest",
    400,
    "Issuer `{issuer}` and subject `{subject}` already exist for this managed identity.",
    f"{CREDENTIAL}:-#1",
)
AUDIENCES = refusal("BadRequest", 400, "`{name}` must have exactly one audience; it has {count}.", f"{CREDENTIAL}:-#2")
EMPTY = refusal(
    "BadRequest", 400, "`{name}` has empty properties: issuer, subject and audience are needed.", f"{CREDENTIAL}:-#4"
)
TOO_MANY = refusal(
    "BadRequest",
    400,
    "The identity already has {most} federated credentials.",
    source="MicrosoftDocs/entra-docs workload-identity-federation-considerations (2024-02-28), limit of 20",
)
behaviour("Principal, client and tenant id are computed at once.", f"{TYPE}#1")


@handles(TYPE)
class UserAssigned(Handler):
    """An identity of its own, which the directory knows as a service principal."""

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """The three ids."""
        cloud, count = request.cloud, request.cloud.world.incarnation(request.id.key)
        principal = request.before("properties", "principalId") or cloud.world.guid("principal", request.id.key, count)
        client = request.before("properties", "clientId") or cloud.world.guid("client", request.id.key, count)
        body["properties"] = {"tenantId": cloud.world.tenant_id, "principalId": principal, "clientId": client}
        if request.creates:
            cloud.directory.add_managed_identity(principal, request.id.name, str(request.id), client)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """The directory forgets it."""
        cloud.directory.forget(resource.properties["principalId"])


@handles(CREDENTIAL)
class Credentials(Handler):
    """Trust in tokens of another issuer."""

    def validate(self, request: Request) -> None:
        """One audience, a pair of its own, at most twenty."""
        given = request.properties
        audiences, pair = given.get("audiences") or [], (given.get("issuer"), given.get("subject"))
        if not all(pair) or not all(audiences):
            raise EMPTY(request.id, name=request.id.name)
        if len(audiences) != limit("audiences-per-federated-credential"):
            raise AUDIENCES(request.id, name=request.id.name, count=len(audiences))
        parent = request.id.parent
        rows = request.cloud.store.children(parent.key, CREDENTIAL) if parent else []
        others = [row for row in rows if row.key != request.id.key]
        if any((row.properties.get("issuer"), row.properties.get("subject")) == pair for row in others):
            raise PAIR_TAKEN(request.id, issuer=pair[0], subject=pair[1])
        most = limit("federated-credentials-per-identity")
        if len(others) >= most:
            raise TOO_MANY(request.id, most=most)
