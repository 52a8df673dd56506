"""Tags: which the estate computes, how layers merge, and what Azure refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from arm.tag_rules import tag_rule

MANAGED_BY = "data-estate"
"""The value of `ManagedBy`."""
COMPUTED = ("Project", "Environment", "Owner", "CostCenter", "DataClassification", "ManagedBy", "Stack")
"""Keys whose values the estate computes; no file may set them."""


@dataclass(frozen=True, order=True, kw_only=True)
class TagProblem:
    """Something that Azure, or the estate, does not accept."""

    code: str
    key: str
    """The key, or empty where all tags together are meant."""
    found: str
    accepted: str
    remedy: str


def computed_tags(
    *,
    project: str,
    environment: str,
    owner: str,
    cost_center: str,
    stack: str,
    classification: str | None = None,
) -> dict[str, str]:
    """The tags of every resource of a stack. `classification` where the stack holds data."""
    tags = {
        "Project": project,
        "Environment": environment,
        "Owner": owner,
        "CostCenter": cost_center,
        "ManagedBy": MANAGED_BY,
        "Stack": stack,
    }
    return tags if classification is None else {**tags, "DataClassification": classification}


def merge_tags(*layers: Mapping[str, str]) -> dict[str, str]:
    """One set of tags from layers, the last winning, sorted by key.

    The estate's order is: defaults of `estate.yaml`, tags of the stack's file, computed tags. Azure compares keys
    without case, so `owner` in one layer replaces `Owner` in an earlier one.
    """
    merged: dict[str, tuple[str, str]] = {}
    for layer in layers:
        merged |= {key.lower(): (key, value) for key, value in layer.items()}
    return dict(sorted(merged.values()))


def check_own_tags(tags: Mapping[str, str]) -> tuple[TagProblem, ...]:
    """Problems of tags that a file of the estate sets: computed keys, and what Azure refuses anywhere."""
    reserved = {key.lower(): key for key in COMPUTED}
    clashes = tuple(
        TagProblem(
            code="C-TAG-001",
            key=key,
            found=f"`{key}`",
            accepted=f"keys other than {', '.join(f'`{known}`' for known in COMPUTED)}",
            remedy="remove it: the estate computes this tag",
        )
        for key in tags
        if key.lower() in reserved
    )
    return tuple(sorted(clashes + check_tags(tags)))


def check_tags(tags: Mapping[str, str], *, arm_type: str = "*", required: Iterable[str] = ()) -> tuple[TagProblem, ...]:
    """Problems of the whole set of tags on a resource of a type (`*`: any), with the keys it may not lack."""
    rule = tag_rule(arm_type)
    present = {key.lower() for key, value in tags.items() if value}
    found = [
        _problem(
            "C-TAG-002",
            key,
            f"required tag `{key}` has no value",
            "a value",
            "add it here, or to `tags.defaults` in estate.yaml",
        )
        for key in required
        if key.lower() not in present
    ]
    if len(tags) > rule.max_tags:
        accepted = f"at most {rule.max_tags} on {_resource(arm_type)}"
        found.append(_problem("C-TAG-003", "", f"{len(tags)} tags, computed ones included", accepted, "remove some"))
    if len({key.lower() for key in tags}) < len(tags):
        found += _same_but_for_case(tags)
    for key, value in tags.items():
        found += _key_problems(key, arm_type)
        if len(value) > rule.max_value_length:
            found.append(
                _problem(
                    "C-TAG-006",
                    key,
                    f"a value of {len(value)} characters for `{key}`",
                    f"at most {rule.max_value_length}",
                    "shorten the value",
                )
            )
    return tuple(sorted(found))


def _same_but_for_case(tags: Mapping[str, str]) -> Iterable[TagProblem]:
    spellings: dict[str, list[str]] = {}
    for key in tags:
        spellings.setdefault(key.lower(), []).append(key)
    for first, *others in spellings.values():
        for key in others:
            found = f"`{key}` and `{first}` differ in case only"
            yield _problem("C-TAG-004", key, found, "one spelling of each key", "remove all but one")


def _key_problems(key: str, arm_type: str) -> Iterable[TagProblem]:
    rule = tag_rule(arm_type)
    if not 1 <= len(key) <= rule.max_key_length:
        accepted = f"1 to {rule.max_key_length} characters on {_resource(arm_type)}"
        yield _problem("C-TAG-005", key, f"a key of {len(key)} characters", accepted, "change its length")
    forbidden = sorted(set(key) & set(rule.forbidden))
    if forbidden:
        found = f"`{key}` has {_characters(forbidden)}"
        accepted = f"keys without {_characters(rule.forbidden)} on {_resource(arm_type)}"
        yield _problem("C-TAG-005", key, found, accepted, "rename the key")
    if key[:1].isdigit() and not rule.may_start_with_digit:
        accepted = f"a letter first, on {_resource(arm_type)}"
        yield _problem("C-TAG-005", key, f"`{key}` starts with a digit", accepted, "rename the key")


def _characters(characters: Iterable[str]) -> str:
    return ", ".join("a space" if character == " " else f"`{character}`" for character in characters)


def _resource(arm_type: str) -> str:
    return "any resource" if arm_type == "*" else f"`{arm_type}`"


def _problem(code: str, key: str, found: str, accepted: str, remedy: str) -> TagProblem:
    return TagProblem(code=code, key=key, found=found, accepted=accepted, remedy=remedy)
