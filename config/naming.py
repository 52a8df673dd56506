"""Physical names: one deterministic grammar for every resource that the estate creates.

Full form: `{abbreviation}-{prefix}-{workload}-{role}[-{instance}]-{environment}-{location}`.
A type whose name is unique beyond the estate, or whose names have no hyphens, gets a hash of five characters over
the salt and all parts at the end. Where the full form is too long, or the type leaves 24 characters or fewer, the
forms of `_SHORT_FORMS` are tried in order; each ends in the hash, so that nothing that is left out is lost.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from arm.name_rules import NameRule, check_name, rule_for

HASH_LENGTH = 5
"""Characters of the hash: letters and the digits 2 to 7."""
_SHORT_TYPE = 24
"""Types with names of at most this length never use the full form, so that their names look alike."""
_WIDER_SCOPES = frozenset({"global", "region"})
_PART = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ROLE = re.compile(r"([a-z][a-z0-9]*(-[a-z][a-z0-9]*)*)?")
_PROBE = "ab-cd-ef"


class NameProblem(ValueError):
    """A name that Azure would refuse, or that the grammar cannot build."""

    def __init__(self, code: str, where: str, *, found: str, accepted: str, remedy: str) -> None:
        self.code, self.where = code, where
        self.found, self.accepted, self.remedy = found, accepted, remedy
        super().__init__(f"{code} · {where} · {found} · {accepted} · {remedy}")


def short_hash(text: str) -> str:
    """Five letters and digits that stand for a text."""
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()[:HASH_LENGTH]


@dataclass(frozen=True)
class Namer:
    """Names the resources of one workload in one place."""

    prefix: str
    """The organisation's prefix."""
    environment: str
    """The environment's short name."""
    location_code: str
    """The region's short code, such as `weu`."""
    workload: str
    """The zone, integration or product that the resources belong to."""
    salt: str
    """The organisation's salt. Changing it renames everything that carries a hash."""

    def name(self, arm_type: str, role: str, *, instance: int | None = None) -> str:
        """The name of a resource. `role` says what it is for within the workload; it may be empty.

        `arm_type` may carry a variant (`Microsoft.Web/sites@functionapp`). Raises `NameProblem`.
        """
        rule = self._rule(arm_type)
        self._check_parts(arm_type, role, instance)
        parts = _Parts(
            abbreviation=rule.abbreviation or "",
            prefix=self.prefix,
            workload=self.workload,
            role=role,
            instance="" if instance is None else f"{instance:03}",
            environment=self.environment,
            location=self.location_code,
            hash=self._hash(arm_type, role, instance),
        )
        name = ""
        for name in _candidates(rule, parts):
            if len(name) <= (rule.max_length or len(name)):
                break
        problem = check_name(arm_type, name)
        if problem is None:
            return name
        too_long = rule.max_length is not None and len(name) > rule.max_length
        raise NameProblem(
            "C-NAM-001" if too_long else "C-NAM-002",
            arm_type,
            found=problem,
            accepted=f"{rule.min_length} to {rule.max_length} characters that match `{rule.pattern}`",
            remedy="shorten the workload or the role" if too_long else "choose another workload or role",
        )

    def _rule(self, arm_type: str) -> NameRule:
        rule = rule_for(arm_type)
        if rule is None or rule.abbreviation is None:
            raise NameProblem(
                "C-NAM-003",
                arm_type,
                found="a type without an abbreviation",
                accepted="types of `arm/facts/name_rules.csv` that have one",
                remedy="name the resource by hand: Azure fixes this name, or it is a GUID",
            )
        return rule

    def _check_parts(self, arm_type: str, role: str, instance: int | None) -> None:
        for label, text, pattern in (
            ("prefix", self.prefix, _PART),
            ("environment", self.environment, _PART),
            ("location code", self.location_code, _PART),
            ("workload", self.workload, _PART),
            ("role", role, _ROLE),
        ):
            if not pattern.fullmatch(text):
                raise NameProblem(
                    "C-NAM-004",
                    arm_type,
                    found=f"{label} `{text}`",
                    accepted=f"text that matches `{pattern.pattern}`",
                    remedy=f"change the {label}",
                )
        if instance is not None and not 1 <= instance <= 999:
            raise NameProblem(
                "C-NAM-004",
                arm_type,
                found=f"instance `{instance}`",
                accepted="1 to 999",
                remedy="change the instance",
            )

    def _hash(self, arm_type: str, role: str, instance: int | None) -> str:
        key = "\x1f".join(
            (
                self.salt,
                arm_type.lower(),
                self.prefix,
                self.workload,
                role,
                str(instance or ""),
                self.environment,
                self.location_code,
            )
        )
        return short_hash(key)


@dataclass(frozen=True, kw_only=True)
class _Parts:
    abbreviation: str
    prefix: str
    workload: str
    role: str
    instance: str
    environment: str
    location: str
    hash: str


_SHORT_FORMS: tuple[Callable[[_Parts], tuple[str, ...]], ...] = (
    # Environment and location go.
    lambda parts: (parts.prefix, parts.workload, parts.role, parts.instance),
    # Words lose their vowels, save the first letter.
    lambda parts: (parts.prefix, _spare(parts.workload), _spare(parts.role), parts.instance),
    # The prefix goes.
    lambda parts: (_spare(parts.workload), _spare(parts.role), parts.instance),
    # The workload goes.
    lambda parts: (_spare(parts.role), parts.instance),
)


def _candidates(rule: NameRule, parts: _Parts) -> Iterator[str]:
    short = rule.max_length is not None and rule.max_length <= _SHORT_TYPE
    separator = "-" if not short and re.fullmatch(rule.pattern or ".*", _PROBE) else ""
    if not short:
        hashed = rule.scope in _WIDER_SCOPES or not separator
        middle = (parts.prefix, parts.workload, parts.role, parts.instance, parts.environment, parts.location)
        yield _joined(separator, (parts.abbreviation, *middle, parts.hash if hashed else ""))
    for form in _SHORT_FORMS:
        yield _joined(separator, (parts.abbreviation, *form(parts), parts.hash))


def _joined(separator: str, parts: tuple[str, ...]) -> str:
    text = separator.join(part for part in parts if part)
    return text if separator else text.replace("-", "")


def _spare(text: str) -> str:
    return "-".join(word[:1] + re.sub("[aeiou]", "", word[1:]) for word in text.split("-"))
