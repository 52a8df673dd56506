"""A standing estate of one's own, whose rights a test may change by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from arm.roles import role
from config.access.deployed import Deployed, deployed
from config.access.differences import Difference, differences
from config.access.expected import scopes
from config.estate import Estate
from config.rights import Reach
from simulator.core.cloud import Cloud
from simulator.core.directory import PRINCIPAL_TYPES
from simulator.state import StateFolder
from tests.unit.stacks.deployment import Deployment, copied

_API_VERSION = "2022-04-01"


@dataclass
class Hands:
    """Changes by hand in a simulated Azure in which the reference estate stands."""

    folder: Path
    """The simulator's state folder."""
    estate: Estate
    cloud: Cloud

    @property
    def rights(self) -> Deployed:
        """What grants rights now."""
        return deployed(self.cloud.list(), self.cloud.directory.principals())

    def differences(self) -> tuple[Difference, ...]:
        """What differs from the matrix now."""
        return differences(self.estate, self.rights)

    def scope(self, stack: str) -> str:
        """The id of a stack's subscription or resource group."""
        return scopes(self.estate, stack, Reach.WHOLE)[0]

    def id_of(self, name: str) -> str:
        """The object id of a group or person."""
        found = self.rights.named(name)
        assert found, name
        return found.id

    def grant(self, name: str, what: str, scope: str) -> str:
        """Assign a role; the id of the assignment."""
        guid = uuid5(NAMESPACE_URL, f"{name}{what}{scope}")
        arm_id = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{guid}"
        found = self.rights.named(name)
        assert found, name
        granted = {
            "principalId": found.id,
            "principalType": PRINCIPAL_TYPES[found.kind],
            "roleDefinitionId": role(what).definition_id(),
        }
        return str(self.cloud.put(arm_id, _API_VERSION, {"properties": granted})["id"])

    def revoke(self, name: str, what: str, scope: str) -> None:
        """Remove a role assignment."""
        wanted = (self.id_of(name), what, scope.lower())
        (found,) = [one.id for one in self.rights.assignments if (one.principal, one.role, one.scope.lower()) == wanted]
        self.cloud.delete(found)

    def join(self, group: str, member: str) -> None:
        """Put somebody into a group."""
        self.cloud.directory.add_reference("group", self.id_of(group), "members", self.id_of(member))

    def leave(self, group: str, member: str) -> None:
        """Take somebody out of a group."""
        self.cloud.directory.remove_reference("group", self.id_of(group), "members", self.id_of(member))


@pytest.fixture
def hands(reference: Deployment, reference_state: Path, tmp_path: Path) -> Iterator[Hands]:
    """A copy of the standing reference estate."""
    own = StateFolder(tmp_path / "simulator")
    own.path.mkdir()
    copy = Cloud(copied(StateFolder(reference_state).database, own.database))
    yield Hands(own.path, reference.estate, copy)
    copy.store.close()
