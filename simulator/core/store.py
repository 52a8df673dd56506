"""Where the simulated cloud keeps everything: one SQLite file, shared by threads and processes.

Every write happens inside `transaction()`, so a process that dies leaves either the whole operation or nothing.
"""

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS resources (
  key TEXT PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, parent TEXT NOT NULL,
  api_version TEXT NOT NULL, body TEXT NOT NULL, secrets TEXT NOT NULL, etag TEXT NOT NULL,
  created TEXT NOT NULL, changed TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS resources_by_type ON resources (type, name);
CREATE INDEX IF NOT EXISTS resources_by_parent ON resources (parent, type);
CREATE TABLE IF NOT EXISTS mentions (
  target TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (target, source)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mentions_by_source ON mentions (source);
CREATE TABLE IF NOT EXISTS records (
  kind TEXT NOT NULL, key TEXT NOT NULL, parent TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (kind, key));
CREATE INDEX IF NOT EXISTS records_by_parent ON records (kind, parent);
CREATE INDEX IF NOT EXISTS records_by_name ON records (kind, name);
CREATE TABLE IF NOT EXISTS operations (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, operation TEXT NOT NULL, id TEXT NOT NULL,
  caller TEXT NOT NULL);
"""
COLUMNS = "key, id, type, name, parent, api_version, body, secrets, etag, created, changed"
SUCCESSOR_OF_SLASH = "0"


@dataclass(frozen=True)
class Resource:
    """One ARM resource as it is stored. `body` is shared with the cache: never change it in place."""

    key: str
    id: str
    type: str
    name: str
    parent: str
    api_version: str
    body: Mapping[str, Any]
    secrets: Mapping[str, str]
    etag: str
    created: str
    changed: str

    @property
    def properties(self) -> Mapping[str, Any]:
        """The `properties` object of the body, empty when there is none."""
        found: Mapping[str, Any] = self.body.get("properties") or {}
        return found

    @property
    def location(self) -> str | None:
        """The location as stored, or None for types without one."""
        return self.body.get("location")


def _ids(value: Any) -> Iterator[str]:
    """Every id in a body, in lower case; keys count as well, since identities are named by key."""
    if isinstance(value, str):
        if value[:15].lower() == "/subscriptions/":
            yield value.lower()
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _ids(name)
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)


class Store:
    """A durable set of ARM resources and of other records, safe for several threads and processes."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._decoded: dict[str, Resource] = {}
        self._connection = sqlite3.connect(
            path, timeout=60, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(SCHEMA)
        if self.setting("secret") is None:
            with self.transaction():
                self.set_setting("secret", self.setting("secret") or secrets.token_hex(32))

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside become visible together, or none does. Nested uses join the outermost one."""
        with self._lock:
            outermost = self._depth == 0
            if outermost:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                if outermost:
                    self._connection.execute("ROLLBACK")
                    self._decoded.clear()
                raise
            else:
                if outermost:
                    self._connection.execute("COMMIT")
            finally:
                self._depth -= 1

    def _select(self, tail: str, *values: str) -> list[Resource]:
        with self._lock:
            rows = self._connection.execute(f"SELECT {COLUMNS} FROM resources {tail}", values).fetchall()  # noqa: S608 - tails are literals of this file
            return [self._decode(row) for row in rows]

    def _decode(self, row: tuple[str, ...]) -> Resource:
        known = self._decoded.get(row[0])
        if known is not None and known.etag == row[8] and known.id == row[1]:
            return known
        key, arm_id, arm_type, name, parent, version, body, digests, etag, created, changed = row
        resource = Resource(
            key, arm_id, arm_type, name, parent, version, json.loads(body), json.loads(digests), etag, created, changed
        )
        self._decoded[resource.key] = resource
        return resource

    def get(self, key: str) -> Resource | None:
        """The resource with this lower-cased id."""
        found = self._select("WHERE key = ?", key)
        return found[0] if found else None

    def put(self, resource: Resource) -> None:
        """Write a resource over whatever stood under its key."""
        values = (
            *(getattr(resource, name) for name in ("key", "id", "type", "name", "parent", "api_version")),
            json.dumps(resource.body),
            json.dumps(resource.secrets),
            *(getattr(resource, name) for name in ("etag", "created", "changed")),
        )
        with self.transaction():
            self._connection.execute(
                f"INSERT OR REPLACE INTO resources ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608
                values,
            )
            self._decoded.pop(resource.key, None)
            self._note_mentions(resource)

    def _note_mentions(self, resource: Resource) -> None:
        """Remember which ids the body names, so that what uses a resource is found at once."""
        before = self._decoded_mentions(resource.key)
        after = frozenset(_ids(resource.body))
        gone, new = before - after, after - before
        if gone:
            self._connection.executemany(
                "DELETE FROM mentions WHERE target = ? AND source = ?", [(one, resource.key) for one in gone]
            )
        if new:
            self._connection.executemany("INSERT INTO mentions VALUES (?,?)", [(one, resource.key) for one in new])

    def _decoded_mentions(self, key: str) -> frozenset[str]:
        rows = self._connection.execute("SELECT target FROM mentions WHERE source = ?", (key,)).fetchall()
        return frozenset(row[0] for row in rows)

    def naming(self, target: str, arm_type: str) -> list[Resource]:
        """The resources of a type whose body names the id with this key, anywhere in it."""
        return self._select(
            "WHERE type = ? AND key IN (SELECT source FROM mentions WHERE target = ?) ORDER BY key",
            arm_type.lower(),
            target,
        )

    def delete(self, key: str) -> None:
        """Remove one resource."""
        with self.transaction():
            self._connection.execute("DELETE FROM resources WHERE key = ?", (key,))
            self._connection.execute("DELETE FROM mentions WHERE source = ?", (key,))
            self._decoded.pop(key, None)

    def children(self, parent: str, arm_type: str | None = None) -> list[Resource]:
        """The resources directly under a parent's key, of one type when it is named."""
        if arm_type is None:
            return self._select("WHERE parent = ? ORDER BY key", parent)
        return self._select("WHERE parent = ? AND type = ? ORDER BY key", parent, arm_type.lower())

    def children_of_any(self, parents: Sequence[str], arm_type: str) -> list[Resource]:
        """The resources of one type directly under any of the parents' keys."""
        marks = ",".join("?" * len(parents))
        return self._select(f"WHERE type = ? AND parent IN ({marks})", arm_type.lower(), *parents)

    def below(self, scope: str) -> list[Resource]:
        """Every resource whose id begins with the scope's, without the scope itself."""
        if not scope:
            return self._select("ORDER BY key")
        return self._select("WHERE key > ? AND key < ? ORDER BY key", f"{scope}/", f"{scope}{SUCCESSOR_OF_SLASH}")

    def of_type(self, arm_type: str, name: str | None = None, scope: str = "") -> list[Resource]:
        """Every resource of a type, of one name when it is given, below a scope's key when that is given."""
        if scope:
            return self._select(
                "WHERE type = ? AND key > ? AND key < ? ORDER BY key",
                arm_type.lower(),
                f"{scope}/",
                f"{scope}{SUCCESSOR_OF_SLASH}",
            )
        if name is None:
            return self._select("WHERE type = ? ORDER BY key", arm_type.lower())
        return self._select("WHERE type = ? AND name = ? ORDER BY key", arm_type.lower(), name.lower())

    def count(self, arm_type: str, scope: str, direct: bool, location: str | None = None) -> int:
        """How many of a type stand below a scope, or directly under it, in one location when it is named."""
        tail, values = "type = ?", [arm_type.lower()]
        if direct:
            tail, values = f"{tail} AND parent = ?", [*values, scope]
        elif scope:
            tail = f"{tail} AND key > ? AND key < ?"
            values += [f"{scope}/", f"{scope}{SUCCESSOR_OF_SLASH}"]
        if location is not None:
            tail, values = f"{tail} AND json_extract(body, '$.location') = ?", [*values, location]
        with self._lock:
            found = self._connection.execute(f"SELECT count(*) FROM resources WHERE {tail}", values)  # noqa: S608
            return int(found.fetchone()[0])

    def record(self, kind: str, key: str) -> dict[str, Any] | None:
        """One record that is not an ARM resource."""
        with self._lock:
            row = self._connection.execute(
                "SELECT body FROM records WHERE kind = ? AND key = ?", (kind, key.lower())
            ).fetchone()
        return json.loads(row[0]) if row else None

    def records(self, kind: str, *, parent: str | None = None, name: str | None = None) -> list[dict[str, Any]]:
        """Records of a kind, below one parent or of one name when given, in order of key."""
        tail, values = "", [kind]
        for column, value in (("parent", parent), ("name", name)):
            if value is not None:
                tail += f" AND {column} = ?"
                values.append(value.lower())
        with self._lock:
            rows = self._connection.execute(
                f"SELECT body FROM records WHERE kind = ?{tail} ORDER BY key",  # noqa: S608
                values,
            ).fetchall()
        return [json.loads(row[0]) for row in rows]

    def count_records(self, kind: str, *, name: str) -> int:
        """How many records of a kind bear a name."""
        with self._lock:
            found = self._connection.execute(
                "SELECT count(*) FROM records WHERE kind = ? AND name = ?", (kind, name.lower())
            )
            return int(found.fetchone()[0])

    def put_record(self, kind: str, key: str, body: Mapping[str, Any], *, parent: str = "", name: str = "") -> None:
        """Write a record over whatever stood under its kind and key."""
        with self.transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO records VALUES (?,?,?,?,?)",
                (kind, key.lower(), parent.lower(), name.lower(), json.dumps(body)),
            )

    def delete_record(self, kind: str, key: str) -> None:
        """Remove one record."""
        with self.transaction():
            self._connection.execute("DELETE FROM records WHERE kind = ? AND key = ?", (kind, key.lower()))

    def setting(self, name: str) -> Any:
        """A value that belongs to the whole estate, or None."""
        found = self.record("setting", name)
        return found["value"] if found else None

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a value that belongs to the whole estate."""
        self.put_record("setting", name, {"value": value})

    def log(self, at: str, operation: str, arm_id: str, caller: str) -> None:
        """Add a line to the operations log."""
        with self.transaction():
            self._connection.execute(
                "INSERT INTO operations (at, operation, id, caller) VALUES (?,?,?,?)", (at, operation, arm_id, caller)
            )

    def operations(self) -> list[dict[str, Any]]:
        """The operations log, oldest first."""
        with self._lock:
            query = "SELECT sequence, at, operation, id, caller FROM operations ORDER BY sequence"
            rows = self._connection.execute(query).fetchall()
        return [dict(zip(("sequence", "at", "operation", "id", "caller"), row, strict=True)) for row in rows]
