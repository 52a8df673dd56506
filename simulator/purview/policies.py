"""The metadata policy of a collection: who holds which built-in role in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.purview.refusals import refused

ADMINISTRATOR = "collection-administrator"
SOURCES = "data-source-administrator"
ROLES = (ADMINISTRATOR, "data-curator", "purview-reader", SOURCES)
_BUILT_IN = "purviewmetadatarole_builtin_"
_PRINCIPALS = ("principal.microsoft.id", "principal.microsoft.groups")


def fresh(guid: str, collection: str, parent: str | None, holders: Sequence[str]) -> dict[str, Any]:
    """The policy that comes with a collection; `holders` have every role in it."""
    roles = [_rule(collection, role, holders) for role in ROLES] if holders else []
    permission = {
        "kind": "attributerule",
        "id": f"permission:{collection}",
        "name": f"permission:{collection}",
        "dnfCondition": [],
    }
    return {
        "id": guid,
        "name": f"policy_collection_{collection}",
        "version": 0,
        "properties": {
            "description": "",
            "decisionRules": [
                {
                    "kind": "decisionrule",
                    "effect": "Permit",
                    "dnfCondition": [
                        [
                            {"attributeName": "resource.purview.collection", "attributeValueIncludes": collection},
                            {
                                "fromRule": f"permission:{collection}",
                                "attributeName": "derived.purview.permission",
                                "attributeValueIncludes": f"permission:{collection}",
                            },
                        ]
                    ],
                }
            ],
            "attributeRules": [*roles, permission],
            "collection": {"type": "CollectionReference", "referenceName": collection},
            **({"parentCollectionName": parent} if parent else {}),
        },
    }


def check(policy: Mapping[str, Any], collection: str) -> None:
    """Refuse rules that are not about the built-in roles of the collection."""
    known = {f"{_BUILT_IN}{role}:{collection}" for role in ROLES} | {f"permission:{collection}"}
    for rule in policy["properties"].get("attributeRules", ()):
        if rule.get("id") not in known:
            raise refused("policy-rule", rule=rule.get("id"), collection=collection)


def holds(policy: Mapping[str, Any], role: str, principal: str) -> bool:
    """Whether a principal holds a role in a policy."""
    return principal.lower() in {one.lower() for one in holders(policy, role)}


def holders(policy: Mapping[str, Any], role: str) -> Iterator[str]:
    """The object ids that hold a role in a policy."""
    name = f"{_BUILT_IN}{role}:"
    for rule in policy["properties"].get("attributeRules", ()):
        if str(rule.get("id")).startswith(name):
            for clause in rule.get("dnfCondition", ()):
                for one in clause:
                    if one.get("attributeName") in _PRINCIPALS:
                        yield from one.get("attributeValueIncludedIn") or ()


def _rule(collection: str, role: str, principals: Sequence[str]) -> dict[str, Any]:
    name = f"{_BUILT_IN}{role}"
    return {
        "kind": "attributerule",
        "id": f"{name}:{collection}",
        "name": f"{name}:{collection}",
        "dnfCondition": [
            [
                {"attributeName": "principal.microsoft.id", "attributeValueIncludedIn": list(principals)},
                {"fromRule": name, "attributeName": "derived.purview.role", "attributeValueIncludes": name},
            ]
        ],
    }
