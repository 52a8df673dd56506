"""Does the name satisfy the type's rule?"""

from arm.limits import limit
from arm.name_rules import check_name
from simulator.core.request import Request
from simulator.core.rules import Refusal, refusal

INVALID_NAME = refusal(
    "InvalidResourceName", 400, "The name of `{type}` is invalid: {problem}.", "*:InvalidResourceName"
)
RESERVED_NAME = refusal(
    "ReservedResourceName",
    400,
    "The name `{name}` or a part of it is a trademarked or reserved word: `{word}`.",
    "*:ReservedResourceName",
)
OWN_CODES: dict[str, Refusal] = {
    "microsoft.storage/storageaccounts": refusal(
        "AccountNameInvalid",
        400,
        "`{name}` is not a valid storage account name: 3 to 24 lower-case letters and digits ({problem}).",
        "Microsoft.Storage/storageAccounts:AccountNameInvalid",
    ),
    "microsoft.keyvault/vaults": refusal(
        "VaultNameNotValid",
        400,
        "The vault name `{name}` is invalid: 3 to 24 letters, digits and hyphens ({problem}).",
        "Microsoft.KeyVault/vaults:VaultNameNotValid",
    ),
    "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials": refusal(
        "BadRequest",
        400,
        "The federated credential's name `{name}` is invalid: {problem}.",
        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials:-#3",
    ),
}
DEPLOYMENT = "microsoft.resources/deployments"
OWN_CODES[DEPLOYMENT] = refusal(
    "DeploymentNameInvalidCharacters",
    400,
    "The deployment's name is invalid: {problem}.",
    "Microsoft.Resources/deployments:DeploymentNameInvalidCharacters",
)
DEPLOYMENT_LENGTH = refusal(
    "DeploymentNameLengthLimitExceeded",
    400,
    "The deployment's name has {count} characters; at most {most} are accepted.",
    "Microsoft.Resources/deployments:DeploymentNameLengthLimitExceeded",
)
# Words that Resource Manager refuses as a whole name, and words that it refuses anywhere in one.
# Source: azure-docs azure-resource-manager/troubleshooting/error-reserved-resource-name, read 2026-11-23
# from general knowledge of the page; only the words that are certain.
RESERVED_WHOLE = frozenset(
    {"access", "azure", "bing", "cortana", "excel", "office", "onedrive", "skype", "visio", "word"}
)
RESERVED_PARTS = ("login", "microsoft", "windows", "xbox")
FREE_OF_RESERVED = frozenset(
    {
        "microsoft.network/privatednszones",
        "microsoft.network/dnszones",
        "microsoft.authorization",
        "microsoft.resources/resourcegroups",
    }
)


def check_name_rule(request: Request) -> None:
    """Refuse a name that breaks the type's length, characters or case, with the provider's own code if it has one."""
    if not request.creates:
        return
    lowered = request.type.lower()
    count, most = len(request.id.name), limit("deployment-name-length")
    if lowered == DEPLOYMENT and count > most:
        raise DEPLOYMENT_LENGTH(request.id, count=count, most=most)
    problem = check_name(request.type, request.id.name)
    if problem is not None:
        answer = OWN_CODES.get(lowered, INVALID_NAME)
        raise answer(request.id, type=request.type, name=request.id.name, problem=problem)
    if len(request.id.types) == 1 and not lowered.startswith(tuple(FREE_OF_RESERVED)):
        _check_reserved(request)


def _check_reserved(request: Request) -> None:
    name = request.id.name.lower()
    found = name if name in RESERVED_WHOLE else next((word for word in RESERVED_PARTS if word in name), None)
    if found is not None:
        raise RESERVED_NAME(request.id, name=request.id.name, word=found)
