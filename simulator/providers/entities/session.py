"""One configured provider of a package of entities."""

from collections.abc import Mapping
from typing import Any

from arm.unknown import UNKNOWN
from simulator.providers import diffing
from simulator.providers.entities import checks
from simulator.providers.entities.backend import Backend
from simulator.providers.entities.table import Table
from simulator.providers.provider import Checked, Difference, Naming, Session, State
from simulator.providers.refreshing import carried
from simulator.providers.wire import Path


class EntitySession(Session):
    """Checks and compares by the table, and leaves the rest to the backend."""

    def __init__(self, table: Table, backend: Backend) -> None:
        super().__init__()
        self.table = table
        self.backend = backend

    def check(self, token: str, news: Mapping[str, Any], olds: Mapping[str, Any], naming: Naming) -> Checked:  # noqa: ARG002
        """Validate inputs against the class and the package's own checks."""
        entity = self.table.entity(token)
        failures = list(checks.problems(self.table, entity, news))
        return Checked(dict(news), failures or list(self.backend.problems(entity, news)))

    def diff(self, token: str, standing: State, news: Mapping[str, Any]) -> Difference:
        """Compare inputs; the class and the backend say what replaces."""
        entity = self.table.entity(token)

        def replaces(path: Path, old: Any, new: Any) -> bool:
            name = str(path[0])
            item = entity.inputs.get(name)
            if item is not None and item.replaces:
                return True
            return self.backend.replaces(entity, name, old, new)

        def same(path: Path, old: Any, new: Any) -> bool:
            """A stated default is the same as none, and what the service filled in stays where none is stated."""
            if len(path) != 1 or UNKNOWN in (old, new):
                return False
            item = entity.inputs.get(str(path[0]))
            if new is None and item is not None and item.computed:
                return True
            stated = new if old is None else old
            return None in (old, new) and item is not None and item.default is not None and stated == item.default

        found = diffing.changes(standing.inputs, news, same=same, replaces=replaces)
        return Difference(found, delete_before_replace=True)

    def preview(self, token: str, inputs: Mapping[str, Any], standing: State | None) -> dict[str, Any]:
        """Inputs and defaults; what the service fills in is unknown until it stands, and kept once it does."""
        entity = self.table.entity(token)
        foreseen: dict[str, Any] = {
            name: item.default for name, item in entity.inputs.items() if item.default is not None
        }
        foreseen |= dict.fromkeys(entity.outputs, UNKNOWN)
        if standing is not None:
            foreseen |= {name: value for name, value in standing.outputs.items() if name in entity.outputs}
        return {**foreseen, **inputs}

    def create(self, token: str, inputs: Mapping[str, Any]) -> State:
        """Make an entity."""
        entity = self.table.entity(token)
        entity_id, outputs = self.backend.create(entity, inputs)
        return State(entity_id, outputs)

    def update(self, token: str, standing: State, inputs: Mapping[str, Any]) -> State:
        """Change an entity."""
        entity = self.table.entity(token)
        return State(standing.id, self.backend.update(entity, standing.id, inputs, standing.inputs))

    def delete(self, token: str, standing: State) -> None:
        """Take an entity down."""
        self.backend.delete(self.table.entity(token), standing.id, standing.outputs)

    def read(self, token: str, standing: State) -> State | None:
        """An entity as it stands."""
        entity = self.table.entity(token)
        outputs = self.backend.read(entity, standing.id, standing.outputs)
        if outputs is None:
            return None
        shown = {name: value for name, value in outputs.items() if name in entity.inputs}
        if not standing.inputs:
            inputs = {
                name: value
                for name, value in shown.items()
                if value not in (None, [], {}, "") and value != entity.inputs[name].default
            }
            return State(standing.id, outputs, inputs)
        before = {name: value for name, value in standing.outputs.items() if name in entity.inputs}
        return State(standing.id, outputs, carried(standing.inputs, before, shown))

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a function that the table knows; outputs that the backend does not state are empty."""
        function = self.table.function(token)
        return {**dict.fromkeys(function.outputs), **self.backend.call(token, arguments)}

    def secret_outputs(self, token: str) -> frozenset[str]:
        """Outputs that the class marks as secret."""
        return self.table.entity(token).secrets
