"""What an initiative file must look like, and how it must agree with the rules."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policies.definition_checks import NAME, VERSION, check_keys, refused
from policies.model import Area, Initiative, Rule
from policies.problems import Problem

PROPERTIES = {"displayName", "description", "policyType", "metadata", "parameters", "policyDefinitions"}
MEMBER = {"policyDefinitionReferenceId", "policyDefinitionId", "parameters"}
DEFINITION_ID = "{definitionScope}/providers/Microsoft.Authorization/policyDefinitions/"
"""Where members point; whoever deploys puts the scope of the definitions in its place."""


def check_initiative(where: str, stem: str, loaded: Mapping[str, Any]) -> Iterator[Problem]:
    """Every problem of one initiative file by itself."""
    shape = list(check_keys(where, loaded, {"name", "properties"}))
    shape += list(check_keys(f"{where} properties", loaded.get("properties"), PROPERTIES))
    if shape:
        yield from shape
        return
    if loaded["name"] != stem or not NAME.fullmatch(stem):
        yield refused(f"{where} name", loaded["name"], "the file's name in kebab case")
    properties = loaded["properties"]
    metadata = properties["metadata"]
    yield from check_keys(f"{where} properties.metadata", metadata, {"area", "category", "version"})
    if metadata.get("area") not in tuple(Area):
        yield refused(f"{where} properties.metadata.area", metadata.get("area"), "an area of the catalogue")
    if not VERSION.fullmatch(str(metadata.get("version"))):
        yield refused(f"{where} properties.metadata.version", metadata.get("version"), "`major.minor.patch`")
    for index, member in enumerate(properties["policyDefinitions"]):
        at = f"{where} properties.policyDefinitions[{index}]"
        yield from check_keys(at, member, MEMBER)
        if not str(member.get("policyDefinitionId")).startswith(DEFINITION_ID):
            yield refused(f"{at}.policyDefinitionId", member.get("policyDefinitionId"), f"`{DEFINITION_ID}<name>`")


def check_membership(rules: Iterable[Rule], initiatives: Iterable[Initiative]) -> Iterator[Problem]:
    """Each rule is in the initiative of its area and nowhere else; members pass what their rules have."""
    known = {rule.name: rule for rule in rules}
    placed: set[str] = set()
    for initiative in initiatives:
        declared = initiative.definition["parameters"].keys()
        for member in initiative.definition["policyDefinitions"]:
            name = member["policyDefinitionId"].rsplit("/", 1)[-1]
            rule = known.get(name)
            if rule is None:
                yield _disagreement(initiative.path, f"the member `{name}`", "names of rules")
                continue
            placed.add(name)
            if rule.area != initiative.area or member["policyDefinitionReferenceId"] != rule.id:
                yield _disagreement(
                    f"{initiative.path} {name}",
                    f"area `{rule.area}`, reference `{member['policyDefinitionReferenceId']}`",
                    f"rules of the area `{initiative.area}` under their ids",
                )
            for parameter, passed in member["parameters"].items():
                reference = str(passed.get("value")).removeprefix("[parameters('").removesuffix("')]")
                if parameter not in rule.parameters or reference not in declared:
                    yield _disagreement(
                        f"{initiative.path} {name}",
                        f"the parameter `{parameter}` from `{passed.get('value')}`",
                        "parameters that both the rule and the initiative declare",
                    )
    for name in sorted(known.keys() - placed):
        yield _disagreement(known[name].path, "a rule in no initiative", "one initiative, that of its area")


def _disagreement(where: str, found: str, accepted: str) -> Problem:
    return Problem(
        code="P-DEF-006",
        where=where,
        found=found,
        accepted=accepted,
        remedy="correct the initiative or the rule",
    )
