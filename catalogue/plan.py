"""The way from what is registered to what ought to be: pure, with a reason for each step.

Only what bears the estate's mark is changed or deleted; what others made stays, and where it is in the way, the plan
says so.
"""

from collections.abc import Collection as Names
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from catalogue.entries import ROLES, Collection, Holders, Registered, Scan, Source
from catalogue.marks import is_own, own_prefix


class Action(StrEnum):
    """What a step does."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    KEEP = "keep"
    """Nothing: it is the estate's and no longer wanted, but others use it."""
    CONFLICT = "conflict"
    """Nothing: something of others is in the way. A person has to decide."""


CHANGES = frozenset({Action.CREATE, Action.UPDATE, Action.DELETE})


@dataclass(frozen=True, kw_only=True)
class Roles:
    """What changes in who may do what in a collection."""

    collection: str
    give: Holders
    take: Holders


Entry = Collection | Roles | Source | Scan


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step."""

    action: Action
    name: str
    entry: Entry
    reasons: tuple[str, ...]

    @property
    def kind(self) -> str:
        """`collection`, `roles`, `source` or `scan`."""
        return type(self.entry).__name__.lower()


def plan(wanted: Registered, found: Registered, *, prefix: str, groups: Mapping[str, str]) -> tuple[Step, ...]:
    """The steps in the order in which they have to be done; none where everything is as it ought to be.

    `prefix` is the organisation's; `groups` are the object ids of the estate's groups by key: holders of roles that
    are none of these are left alone.
    """
    return (
        *_collections(wanted, found, prefix),
        *_roles(wanted, found, {identifier: key for key, identifier in groups.items()}),
        *_sources(wanted, found),
        *_scans(wanted, found),
        *_leftovers(wanted, found, prefix),
    )


def _collections(wanted: Registered, found: Registered, prefix: str) -> Iterator[Step]:
    for name in sorted(wanted.collections, key=lambda one: (_depth(wanted, one), one)):
        want, known = wanted.collections[name], found.collections.get(name)
        if known is None:
            yield _step(Action.CREATE, name, want, "there is none")
        elif not is_own(known, prefix):
            reason = f"`{known.friendly_name}` has the name and is not the estate's: rename the stack, or delete it"
            yield _step(Action.CONFLICT, name, want, reason)
        elif changes := _changes(known, want):
            yield _step(Action.UPDATE, name, want, *changes)


def _roles(wanted: Registered, found: Registered, groups: Mapping[str, str]) -> Iterator[Step]:
    for collection, want in wanted.holders.items():
        known = found.holders.get(collection, {})
        give = {role: want.get(role, frozenset()) - known.get(role, frozenset()) for role in ROLES}
        take = {role: (known.get(role, frozenset()) & groups.keys()) - want.get(role, frozenset()) for role in ROLES}
        reasons = [f"give {role} to {_named(give[role], groups)}" for role in ROLES if give[role]]
        reasons += [f"take {role} from {_named(take[role], groups)}" for role in ROLES if take[role]]
        if reasons:
            yield _step(Action.UPDATE, collection, Roles(collection=collection, give=give, take=take), *reasons)


def _sources(wanted: Registered, found: Registered) -> Iterator[Step]:
    by_endpoint = {one.endpoint: name for name, one in found.sources.items()}
    for name, want in sorted(wanted.sources.items()):
        known, other = found.sources.get(name), by_endpoint.get(want.endpoint, name)
        if known is None and other != name:
            reason = f"the lake is registered by others as `{other}`: delete it there, or leave the estate's account"
            yield _step(Action.CONFLICT, name, want, reason)
        elif known is None:
            yield _step(Action.CREATE, name, want, "there is none")
        elif changes := _changes(known, want):
            yield _step(Action.UPDATE, name, want, *changes)


def _scans(wanted: Registered, found: Registered) -> Iterator[Step]:
    for key, want in sorted(wanted.scans.items()):
        known = found.scans.get(key)
        if known is None:
            yield _step(Action.CREATE, want.name, want, "there is none")
        elif changes := _changes(known, want):
            yield _step(Action.UPDATE, want.name, want, *changes)


def _leftovers(wanted: Registered, found: Registered, prefix: str) -> Iterator[Step]:
    """What is the estate's and no longer wanted, the innermost first."""
    own = own_prefix(prefix)
    foreign = {key for key in found.scans if not (key[0].startswith(own) and key[1].startswith(own))}
    for key in sorted(found.scans.keys() - wanted.scans.keys() - foreign):
        yield _step(Action.DELETE, key[1], found.scans[key], "no dataset of the estate asks for it")
    old = sorted(name for name in found.sources.keys() - wanted.sources.keys() if name.startswith(own))
    kept = {source for source, _ in foreign}
    for name in old:
        if name in kept:
            yield _step(Action.KEEP, name, found.sources[name], "the lake is gone, but others scan it")
        else:
            yield _step(Action.DELETE, name, found.sources[name], "the estate has no such lake")
    gone = {name for name in old if name not in kept}
    used = {one.collection for name, one in found.sources.items() if name not in gone and name not in wanted.sources}
    used |= {found.scans[key].collection for key in foreign}
    yield from _old_collections(wanted, found, prefix, used)


def _old_collections(wanted: Registered, found: Registered, prefix: str, used: Names[str]) -> Iterator[Step]:
    unwanted = found.collections.keys() - wanted.collections.keys()
    old = {name for name in unwanted if is_own(found.collections[name], prefix)}
    staying: set[str] = set(used)
    for name in sorted(found.collections, key=lambda one: (-_depth(found, one), one)):
        if name not in old:
            want = wanted.collections.get(name, found.collections[name])
            staying.add(want.parent)
        elif name in staying:
            staying.add(found.collections[name].parent)
            yield _step(Action.KEEP, name, found.collections[name], "its stack is gone, but others use it")
        else:
            yield _step(Action.DELETE, name, found.collections[name], "the estate has no such stack")


def _depth(registered: Registered, name: str) -> int:
    depth, seen = 0, {name}
    at = registered.collections.get(name)
    while at and at.parent not in seen:
        depth, seen = depth + 1, {*seen, at.parent}
        at = registered.collections.get(at.parent)
    return depth


def _changes(known: Collection | Source | Scan, want: Collection | Source | Scan) -> tuple[str, ...]:
    pairs = ((one.name, getattr(known, one.name), getattr(want, one.name)) for one in fields(want))
    differing = ((name.replace("_", " "), now, new) for name, now, new in pairs if now != new)
    return tuple(f"{name}: {_told(now)}, wanted {_told(new)}" for name, now, new in differing)


def _told(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value) or "none"
    if isinstance(value, str):
        return f"`{value}`" if value else "none"
    return f"{value}"


def _named(identifiers: Names[str], groups: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(groups.get(one, one) for one in identifiers))


def _step(action: Action, name: str, entry: Entry, *reasons: str) -> Step:
    return Step(action=action, name=name, entry=entry, reasons=reasons)
