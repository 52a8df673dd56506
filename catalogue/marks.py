"""How the estate knows its own entries in an account that others may use too."""

from catalogue.entries import Collection
from config.naming import short_hash

COLLECTION_LENGTH, NAME_LENGTH = 36, 63
"""The most characters that Purview takes for a collection, and for a data source or a scan."""


def mark(prefix: str) -> str:
    """What stands at the end of the description of each collection of an estate."""
    return f"[data-estate:{prefix}]"


def is_own(collection: Collection, prefix: str) -> bool:
    """Whether a collection is the estate's."""
    return collection.description.endswith(mark(prefix))


def own_prefix(prefix: str) -> str:
    """How the names of the estate's data sources and scans begin: Purview keeps no description of them."""
    return f"estate-{prefix}-"


def fitted(name: str, most: int) -> str:
    """A name of at most so many characters; one that is too long ends in a hash of all of it."""
    if len(name) <= most:
        return name
    tail = short_hash(name)
    return f"{name[: most - len(tail) - 1].rstrip('-')}-{tail}"
