"""The effects, and what a mode lets a policy look at."""

EFFECTS = (
    "disabled",
    "append",
    "modify",
    "deny",
    "audit",
    "manual",
    "auditIfNotExists",
    "deployIfNotExists",
    "denyAction",
    "addToNetworkGroup",
    "mutate",
    "enforceSetting",
    "enforceRegoPolicy",
    "auditAction",
)
"""In the order in which Azure lets them act on a request; the provider modes' own come last."""

_BY_KEY = {name.lower(): name for name in (*EFFECTS, "enforceOPAConstraint")}

LOOKS_FOR_RELATED = frozenset({"auditIfNotExists", "deployIfNotExists"})
CHANGES = frozenset({"append", "modify"})

_MODES = (
    "All",
    "Indexed",
    "Microsoft.Kubernetes.Data",
    "Microsoft.KeyVault.Data",
    "Microsoft.Network.Data",
    "Microsoft.ManagedHSM.Data",
    "Microsoft.DataFactory.Data",
    "Microsoft.MachineLearningServices.v2.Data",
    "Microsoft.MachineLearningServices.Data",
    "Microsoft.ContainerService.Data",
    "Microsoft.CognitiveServices.Data",
    "Microsoft.LoadTestService.Data",
    "Microsoft.Kubernetes.Data.Preview",
    "Microsoft.CustomerLockbox.Data",
)
_MODES_BY_KEY = {name.lower(): name for name in _MODES}


def canonical_effect(name: str) -> str | None:
    """The effect in its usual casing, or nothing when there is no such effect."""
    return _BY_KEY.get(name.strip().lower())


def canonical_mode(name: str) -> str | None:
    """The mode in its usual casing; any `X.Data` is a mode of a resource provider."""
    found = _MODES_BY_KEY.get(name.strip().lower())
    return found or (name if name.lower().endswith(".data") else None)


def is_provider_mode(mode: str) -> bool:
    """Whether a resource provider judges, not Azure Resource Manager."""
    return mode not in ("All", "Indexed")
