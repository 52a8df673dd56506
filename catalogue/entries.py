"""What is registered in a Purview account: collections, who may do what in them, data sources, scans."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ADMINISTRATOR = "collection-administrator"
CURATOR = "data-curator"
READER = "purview-reader"
ROLES = (ADMINISTRATOR, CURATOR, READER)
"""The built-in roles that the estate gives."""


@dataclass(frozen=True, kw_only=True)
class Collection:
    """One collection."""

    name: str
    friendly_name: str
    description: str
    parent: str
    """The name of the collection above; empty for the root."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One data source: a lake."""

    name: str
    collection: str
    endpoint: str
    """Such as `https://stctssalesdevraw.dfs.core.windows.net/`."""
    resource_id: str
    location: str
    kind: str = "AdlsGen2"


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """When a scan runs."""

    frequency: str
    """`Week` or `Month`."""
    day: str | int
    """The day of the week by its English name, or the day of the month."""
    hour: int
    """The hour in UTC."""
    level: str
    """`Incremental` or `Full`."""

    def __str__(self) -> str:
        """Such as `weekly on Monday at 03:00 UTC, incremental`."""
        every = "weekly on" if self.frequency == "Week" else "monthly on day"
        return f"{every} {self.day} at {self.hour:02}:00 UTC, {self.level.lower()}"


@dataclass(frozen=True, kw_only=True)
class Scan:
    """One scan of one folder, by the account's own identity."""

    source: str
    name: str
    collection: str
    prefixes: tuple[str, ...]
    """Addresses of the folders, to which it is narrowed."""
    trigger: Trigger | None
    """None where it runs by hand only."""
    runtime: str | None = None
    """The integration runtime through which it reaches the source; None for Azure's own."""
    kind: str = "AdlsGen2Msi"
    ruleset: str = "AdlsGen2"
    """A scan rule set of Purview's own."""


Holders = Mapping[str, frozenset[str]]
"""Object ids by built-in role."""


@dataclass(frozen=True, kw_only=True)
class Registered:
    """Everything in an account, or everything that ought to be; by name, scans by source and name."""

    collections: Mapping[str, Collection] = field(default_factory=dict)
    holders: Mapping[str, Holders] = field(default_factory=dict)
    """Who holds which role, by collection."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    scans: Mapping[tuple[str, str], Scan] = field(default_factory=dict)
