"""Entities kept in the cloud's store by the rules of their package."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.core.cloud import Cloud
from simulator.providers.entities.backend import Backend
from simulator.providers.entities.outputs import shown
from simulator.providers.entities.rules import EntityRules, Rules
from simulator.providers.entities.table import Entity, Table
from simulator.providers.entities.templates import filled
from simulator.providers.provider import InvalidRequestError

RECORD = "entity"
Row = dict[str, Any]


class Stored(Backend):
    """A package's entities in one organisation or workspace."""

    def __init__(self, cloud: Cloud, table: Table, rules: Rules, settings: Mapping[str, Any]) -> None:
        self.cloud = cloud
        self.table = table
        self.rules = rules
        self.settings = settings
        self.place = next((str(settings[name]) for name in rules.partition if settings.get(name)), "")

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Make an entity whose parents stand and whose name is free."""
        rules = self.rules.of(entity.name)
        with self.cloud.store.transaction():
            self._check(entity, rules, inputs, None)
            entity_id = self._new_id(entity, rules, inputs)
            if self.row(entity.name, entity_id) is not None:
                raise self._taken(rules, entity, inputs)
            outputs = self._keep(entity, entity_id, inputs)
            for other in rules.appear:
                self.create(self.table.named(other["entity"]), self._filled(other["inputs"], inputs, entity_id))
            self._log("create", entity, entity_id)
        return entity_id, outputs

    def update(
        self,
        entity: Entity,
        entity_id: str,
        inputs: Mapping[str, Any],
        before: Mapping[str, Any],  # noqa: ARG002 - the store knows
    ) -> dict[str, Any]:
        """Change an entity."""
        rules = self.rules.of(entity.name)
        with self.cloud.store.transaction():
            if self.row(entity.name, entity_id) is None:
                raise self._missing(entity.name, entity_id)
            self._check(entity, rules, inputs, entity_id)
            self._log("update", entity, entity_id)
            return self._keep(entity, entity_id, inputs)

    def read(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:  # noqa: ARG002
        """An entity's outputs."""
        row = self.row(entity.name, entity_id)
        return dict(row["outputs"]) if row else None

    def delete(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> None:
        """Take an entity down, and what cannot be without it."""
        with self.cloud.store.transaction():
            if self.row(entity.name, entity_id) is None:
                return
            for row in self.rows():
                if self._holds(row, entity.name, entity_id) and not known.get("forceDestroy"):
                    raise self.rules.not_empty(entity_id, {"entity": entity.name, "id": entity_id, **row["inputs"]})
            self._take_down(entity.name, entity_id)
            self._log("delete", entity, entity_id)

    def call(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Find an entity by what the arguments say."""
        name = token.rsplit(":", 1)[1]
        rule = self.rules.functions.get(name)
        if rule is None:
            raise InvalidRequestError(f"S-FUN-001: the function `{token}` is not simulated")
        if "answer" in rule:
            answer = self._filled({**rule["answer"], **arguments}, arguments, name)
            return {"id": self.place or name, **answer}
        renamed = rule.get("arguments", {})
        wanted = {renamed.get(key, key): value for key, value in arguments.items() if value is not None}
        for row in self.rows(rule["entity"]):
            held = {**row["outputs"], "id": row["id"], str(rule.get("id")): row["id"]}
            if all(held.get(key) == value for key, value in wanted.items()):
                back = {old: held.get(new) for old, new in renamed.items()}
                return {**held, **back}
        raise self._missing(rule["entity"], ", ".join(f"{key} {value}" for key, value in wanted.items()))

    def place_of(self, name: str) -> str:  # noqa: ARG002 - all classes of most packages stand in one place
        """The organisation, workspace or other place whose entities of a class these are."""
        return self.place

    def row(self, name: str, entity_id: str) -> Row | None:
        """A stored entity."""
        return self.cloud.store.record(RECORD, self._key(name, entity_id))

    def rows(self, name: str | None = None) -> Iterator[Row]:
        """Stored entities within reach, of one class when it is named."""
        names = [name] if name else [entity.name for entity in self.table.entities.values()]
        for place in sorted({self.place_of(one) for one in names}):
            for row in self.cloud.store.records(RECORD, parent=f"{self.table.package}/{place}"):
                if name is None or row["entity"] == name:
                    yield row

    def _key(self, name: str, entity_id: str) -> str:
        return f"{self.table.package}/{self.place_of(name)}/{name}/{entity_id}"

    def _keep(self, entity: Entity, entity_id: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        computed = self._filled(self.rules.of(entity.name).outputs, inputs, entity_id)
        outputs = shown(entity, inputs, {**dict.fromkeys(entity.outputs), **computed})
        row = {"id": entity_id, "entity": entity.name, "inputs": dict(inputs), "outputs": outputs}
        self.cloud.store.put_record(
            RECORD,
            self._key(entity.name, entity_id),
            row,
            parent=f"{self.table.package}/{self.place_of(entity.name)}",
        )
        return outputs

    def _filled(self, templates: Mapping[str, Any], inputs: Mapping[str, Any], entity_id: str) -> dict[str, Any]:
        def look_up(name: str) -> Any:
            first, _, rest = name.partition(".")
            if rest and isinstance(inputs.get(first), Mapping):
                return inputs[first].get(rest)
            if rest:
                row = self.row(self._references(inputs).get(first, ""), str(inputs.get(first)))
                return row["outputs"].get(rest) if row else None
            place = self.place.rstrip("/")
            known = {**self.settings, **inputs, "id": entity_id, "place": place, "organization": place.split("/")[-1]}
            return known.get(first)

        guid = self.cloud.world.guid
        return {
            name: filled(value, look_up, lambda part: guid(self.place, entity_id, part))
            for name, value in templates.items()
        }

    def _references(self, inputs: Mapping[str, Any]) -> dict[str, str]:
        return {name: kind for name, kind in self.rules.references.items() if inputs.get(name)}

    def _check(self, entity: Entity, rules: EntityRules, inputs: Mapping[str, Any], own_id: str | None) -> None:
        for name, kind in {**self._references(inputs), **rules.references}.items():
            if inputs.get(name) and kind and self.row(kind, str(inputs[name])) is None:
                raise self._missing(kind, str(inputs[name]))
        if not rules.unique:
            return
        mark = [str(inputs.get(name)).lower() for name in rules.unique]
        for row in self.rows(entity.name):
            if row["id"] != own_id and [str(row["inputs"].get(name)).lower() for name in rules.unique] == mark:
                raise self._taken(rules, entity, inputs)

    def _new_id(self, entity: Entity, rules: EntityRules, inputs: Mapping[str, Any]) -> str:
        world = self.cloud.world
        place = self.place_of(entity.name)
        count = world.incarnate(f"{self.table.package}/{place}/{entity.name}")
        if rules.id == "number":
            return str(count)
        guid = world.guid(self.table.package, place, entity.name, count)
        if rules.id in ("guid", "hex"):
            return guid if rules.id == "guid" else guid.replace("-", "")[:16]
        values = {**{name: item.default for name, item in entity.inputs.items()}, **inputs}
        return str(filled(rules.id, values.get, lambda _part: guid))

    def _holds(self, row: Row, name: str, entity_id: str) -> bool:
        held_by = self.rules.of(row["entity"]).held_by
        if held_by is None:
            return False
        return self.rules.references.get(held_by) == name and str(row["inputs"].get(held_by)) == entity_id

    def _take_down(self, name: str, entity_id: str) -> None:
        self.cloud.store.delete_record(RECORD, self._key(name, entity_id))
        for row in list(self.rows()):
            for place in self.rules.cascade:
                if self.rules.references.get(place) == name and str(row["inputs"].get(place)) == entity_id:
                    self._take_down(row["entity"], row["id"])

    def _missing(self, name: str, entity_id: str) -> Exception:
        answer = self.rules.of(name).missing or self.rules.missing
        return answer(entity_id, {"entity": name, "id": entity_id})

    def _taken(self, rules: EntityRules, entity: Entity, inputs: Mapping[str, Any]) -> Exception:
        answer = rules.taken or self.rules.taken
        return answer(entity.token, {"entity": entity.name, **inputs})

    def _log(self, operation: str, entity: Entity, entity_id: str) -> None:
        world = self.cloud.world
        self.cloud.store.log(world.now(), operation, f"{entity.token}/{entity_id}", self.place or self.table.package)
