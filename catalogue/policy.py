"""The metadata policy of a collection, as Purview writes it: who holds which built-in role. Pure.

Each role is a rule that names users and groups; a further rule, the permission, counts the roles that stand.
Source: Microsoft Purview, tutorial on metadata policies and roles by REST (2022).
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.entries import ROLES, Holders

_BUILT_IN = "purviewmetadatarole_builtin_"
_USERS, _GROUPS = "principal.microsoft.id", "principal.microsoft.groups"

Policy = Mapping[str, Any]


def collection_of(policy: Policy) -> str:
    """The collection that a policy is for."""
    return str(policy["properties"]["collection"]["referenceName"])


def holders(policy: Policy) -> Holders:
    """Everyone who holds one of the estate's roles by this policy: object ids by role."""
    found: dict[str, frozenset[str]] = {}
    for role in ROLES:
        rule = _rule(policy, role)
        members = (_members(clause) for clause in (rule or {}).get("dnfCondition", ()))
        if everyone := frozenset(one for some in members for one in some):
            found[role] = everyone
    return found


def changed(policy: Policy, give: Holders, take: Holders) -> dict[str, Any]:
    """The policy with groups added to roles and taken from them; what else is in it stays as it is."""
    result = copy.deepcopy(dict(policy))
    for role in ROLES:
        if give.get(role) or take.get(role):
            _change(result, role, give.get(role, frozenset()), take.get(role, frozenset()))
    return result


def _change(policy: dict[str, Any], role: str, give: Iterable[str], take: frozenset[str]) -> None:
    collection, name = collection_of(policy), f"{_BUILT_IN}{role}"
    identifier, rules = f"{name}:{collection}", policy["properties"].setdefault("attributeRules", [])
    rule = _rule(policy, role)
    if rule is None:
        rule = {"kind": "attributerule", "id": identifier, "name": identifier, "dnfCondition": []}
        rules.append(rule)
    clauses = rule["dnfCondition"]
    if give and not any(_names_groups(clause) for clause in clauses):
        derived = {"fromRule": name, "attributeName": "derived.purview.role", "attributeValueIncludes": name}
        clauses.append([{"attributeName": _GROUPS, "attributeValueIncludedIn": []}, derived])
    added = False
    for clause in clauses:
        for one in clause:
            if one.get("attributeName") in (_USERS, _GROUPS):
                members = [known for known in one.get("attributeValueIncludedIn") or [] if known not in take]
                if one["attributeName"] == _GROUPS and not added:
                    members, added = sorted({*members, *give}), True
                one["attributeValueIncludedIn"] = members
    rule["dnfCondition"] = [clause for clause in clauses if _members(clause)]
    if not rule["dnfCondition"]:
        rules.remove(rule)
    _count(policy, identifier, stands=bool(rule["dnfCondition"]))


def _count(policy: dict[str, Any], identifier: str, *, stands: bool) -> None:
    """Let the collection's permission count a role, or no longer."""
    name = f"permission:{collection_of(policy)}"
    rules = policy["properties"]["attributeRules"]
    permission = next((rule for rule in rules if rule.get("id") == name), None)
    if permission is None:
        permission = {"kind": "attributerule", "id": name, "name": name, "dnfCondition": []}
        rules.append(permission)
    others = [
        clause
        for clause in permission.get("dnfCondition", ())
        if not any(one.get("fromRule") == identifier for one in clause)
    ]
    own = {
        "fromRule": identifier,
        "attributeName": "derived.purview.permission",
        "attributeValueIncludes": identifier,
    }
    permission["dnfCondition"] = [*others, [own]] if stands else others


def _rule(policy: Policy, role: str) -> dict[str, Any] | None:
    identifier = f"{_BUILT_IN}{role}:{collection_of(policy)}"
    rules: Iterable[dict[str, Any]] = policy["properties"].get("attributeRules") or ()
    return next((rule for rule in rules if rule.get("id") == identifier), None)


def _members(clause: Iterable[Mapping[str, Any]]) -> list[str]:
    return [
        str(member)
        for one in clause
        if one.get("attributeName") in (_USERS, _GROUPS)
        for member in one.get("attributeValueIncludedIn") or ()
    ]


def _names_groups(clause: Iterable[Mapping[str, Any]]) -> bool:
    return any(one.get("attributeName") == _GROUPS for one in clause)
