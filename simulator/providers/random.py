"""Pulumi's random package: values are drawn once and kept in the state; nothing stands anywhere else."""

import base64
import secrets
import string
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.providers.entities.backend import Backend
from simulator.providers.entities.outputs import shown
from simulator.providers.entities.session import EntitySession
from simulator.providers.entities.table import Entity, load
from simulator.providers.provider import Failure, InvalidRequestError, Package

SPECIAL = "!@#$%&*()-_=+[]{}<>:?"
"""Source: documentation of random_password, terraform-provider-random 3, read 2026-11-23."""
CLASSES = {
    "lower": string.ascii_lowercase,
    "upper": string.ascii_uppercase,
    "numeric": string.digits,
    "special": SPECIAL,
}
ADJECTIVES = ("amber", "brisk", "calm", "deft", "early", "fair", "glad", "keen", "mild", "noble")
ANIMALS = ("badger", "crane", "dolphin", "egret", "falcon", "heron", "ibex", "lynx", "otter", "wren")


class Random(Backend):
    """Draws values; every change of an input draws anew."""

    def problems(self, entity: Entity, inputs: Mapping[str, Any]) -> Iterator[Failure]:
        """Lengths that cannot hold what is asked for."""
        length = inputs.get("length")
        if entity.name in ("RandomPassword", "RandomString") and isinstance(length, int):
            least = sum(int(inputs.get(f"min{name.capitalize()}") or 0) for name in CLASSES)
            if length < max(1, least):
                yield Failure("length", f"`length` is {length}; at least {max(1, least)} is needed")
            if not any(_alphabets(inputs).values()):
                yield Failure("special", "at least one of lower, upper, numeric and special must be true")

    def replaces(self, entity: Entity, name: str, old: Any, new: Any) -> bool:  # noqa: ARG002
        """Every input is part of what was drawn."""
        return True

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Draw a value."""
        entity_id, drawn = _DRAWS[entity.name](inputs)
        return entity_id, shown(entity, inputs, drawn)

    def update(
        self,
        entity: Entity,
        entity_id: str,  # noqa: ARG002
        inputs: Mapping[str, Any],
        before: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Never asked for: changes replace."""
        raise InvalidRequestError(f"`{entity.token}` cannot be updated: {sorted(set(inputs) ^ set(before))}")

    def read(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
        """The value is what the state holds; an import states it as its id."""
        if known:
            return dict(known)
        if entity.name == "RandomUuid":
            return {"result": entity_id}
        if entity.name in ("RandomPassword", "RandomString"):
            return shown(entity, {"length": len(entity_id)}, {"result": entity_id})
        raise InvalidRequestError(f"`{entity.token}` cannot be imported")

    def delete(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> None:
        """Nothing stands."""

    def call(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """The package has no functions."""
        raise InvalidRequestError(f"S-FUN-001: the function `{token}` is not simulated")


def _alphabets(inputs: Mapping[str, Any]) -> dict[str, str]:
    numeric = inputs.get("numeric", inputs.get("number", True))
    wanted = {**{name: inputs.get(name, True) for name in CLASSES}, "numeric": numeric}
    special = inputs.get("overrideSpecial") or SPECIAL
    return {name: (special if name == "special" else CLASSES[name]) if wanted[name] else "" for name in CLASSES}


def _characters(inputs: Mapping[str, Any]) -> str:
    alphabets = _alphabets(inputs)
    drawn = [
        secrets.choice(alphabets[name] or CLASSES[name])
        for name in CLASSES
        for _ in range(int(inputs.get(f"min{name.capitalize()}") or 0))
    ]
    everything = "".join(alphabets.values())
    drawn += [secrets.choice(everything) for _ in range(int(inputs["length"]) - len(drawn))]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def _password(inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    # bcryptHash is left out: nothing in the estate reads it, and a made-up hash would be a lie.
    return "none", {"result": _characters(inputs)}


def _string(inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    result = _characters(inputs)
    return result, {"result": result}


def _uuid(_inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    result = str(uuid.uuid4())
    return result, {"result": result}


def _id(inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    drawn = secrets.token_bytes(int(inputs["byteLength"]))
    prefix = str(inputs.get("prefix") or "")
    url = base64.urlsafe_b64encode(drawn).decode().rstrip("=")
    return url, {
        "b64Std": prefix + base64.b64encode(drawn).decode(),
        "b64Url": prefix + url,
        "hex": prefix + drawn.hex(),
        "dec": prefix + str(int.from_bytes(drawn)),
    }


def _bytes(inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    drawn = secrets.token_bytes(int(inputs["length"]))
    return "none", {"base64": base64.b64encode(drawn).decode(), "hex": drawn.hex()}


def _integer(inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    result = secrets.SystemRandom().randint(int(inputs["min"]), int(inputs["max"]))
    return str(result), {"result": result}


def _pet(inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    words = [secrets.choice(ADJECTIVES) for _ in range(int(inputs.get("length") or 2) - 1)]
    separator = str(inputs.get("separator") or "-")
    prefix = [str(inputs["prefix"])] if inputs.get("prefix") else []
    return separator.join([*prefix, *words, secrets.choice(ANIMALS)]), {}


def _shuffle(inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    results = list(inputs["inputs"])
    secrets.SystemRandom().shuffle(results)
    return "-", {"results": results[: int(inputs.get("resultCount") or len(results))]}


_DRAWS = {
    "RandomBytes": _bytes,
    "RandomId": _id,
    "RandomInteger": _integer,
    "RandomPassword": _password,
    "RandomPet": _pet,
    "RandomShuffle": _shuffle,
    "RandomString": _string,
    "RandomUuid": _uuid,
}


def package() -> Package:
    """What the server registers."""
    table = load("random")
    return Package("random", table.version, lambda _settings: EntitySession(table, Random()))
