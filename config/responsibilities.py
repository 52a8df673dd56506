"""The responsibility matrix: seven roles, five scopes. Every right, approval and notification comes from it."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Mark(StrEnum):
    """What a role is to a scope."""

    RESPONSIBLE = "R"
    """Does the work: writes on the scope (people in development only, deploy identities elsewhere)."""
    ACCOUNTABLE = "A"
    """Decides: approval gate, and reads."""
    CONSULTED = "C"
    """Reads, and reviews design changes."""
    INFORMED = "I"
    """Is notified. No right."""


class Role(StrEnum):
    """The seven roles of the matrix."""

    SERVICE_OWNER = "service-owner"
    LANDING_ZONE_SERVICE_OWNER = "landing-zone-service-owner"
    CLOUD_PLATFORM_OPS = "cloud-platform-ops"
    DATA_PLATFORM_OPS = "data-platform-ops"
    LANDING_ZONE_OPS = "landing-zone-ops"
    INTEGRATION_OPS = "integration-ops"
    DATA_PRODUCT_TEAM = "data-product-team"


class Scope(StrEnum):
    """The five scopes of the matrix."""

    CLOUD_ENVIRONMENT = "cloud-environment"
    MANAGEMENT_ZONE = "management-zone"
    LANDING_ZONE = "landing-zone"
    INTEGRATION = "integration"
    PRODUCT = "product"


@dataclass(frozen=True)
class Override:
    """A cell that is read differently for one purpose, and why."""

    role: Role
    scope: Scope
    marks: frozenset[Mark]
    purpose: str
    """`rights`: for role assignments only."""
    reason: str


@dataclass(frozen=True)
class Matrix:
    """The matrix as published, and its overrides."""

    cells: dict[tuple[Role, Scope], frozenset[Mark]]
    overrides: tuple[Override, ...]
    role_names: dict[Role, str]
    scope_names: dict[Scope, str]

    def marks(self, role: Role, scope: Scope, *, purpose: str = "approvals") -> frozenset[Mark]:
        """The marks of a cell for a purpose: `approvals` (as published) or `rights` (overrides applied)."""
        for override in self.overrides:
            if (override.role, override.scope, override.purpose) == (role, scope, purpose):
                return override.marks
        return self.cells[role, scope]

    def roles(self, scope: Scope, mark: Mark, *, purpose: str = "approvals") -> tuple[Role, ...]:
        """The roles that hold a mark on a scope, in the matrix's order."""
        return tuple(role for role in Role if mark in self.marks(role, scope, purpose=purpose))


@cache
def matrix() -> Matrix:
    """The matrix of `config/data/responsibilities.json`."""
    data = json.loads(files("config").joinpath("data/responsibilities.json").read_text(encoding="utf-8"))
    return Matrix(
        cells={
            (Role(role), Scope(scope)): frozenset(map(Mark, marks))
            for role, row in data["matrix"].items()
            for scope, marks in row.items()
        },
        overrides=tuple(
            Override(
                role=Role(entry["role"]),
                scope=Scope(entry["scope"]),
                marks=frozenset(map(Mark, entry["marks"])),
                purpose=entry["for"],
                reason=entry["reason"],
            )
            for entry in data["overrides"]
        ),
        role_names={Role(role): name for role, name in data["roles"].items()},
        scope_names={Scope(scope): name for scope, name in data["scopes"].items()},
    )
