"""The three Azure clouds: host suffixes, endpoints and token audiences."""

from collections.abc import Mapping
from functools import cache

from arm.fact_table import rows

CLOUDS = ("public", "usgov", "china")
"""Names of the clouds, as in the estate's settings."""


class NotInCloudError(LookupError):
    """A service has no known host name in a cloud, or no service has that key."""


@cache
def _suffixes() -> Mapping[str, Mapping[str, str]]:
    return {row["key"]: {cloud: row[cloud] for cloud in CLOUDS} for row in rows("clouds")}


def services() -> tuple[str, ...]:
    """Every key that `suffix` knows."""
    return tuple(_suffixes())


def suffix(service: str, cloud: str = "public") -> str:
    """The host suffix, endpoint or audience of a service: `suffix("key-vault")` is `vault.azure.net`."""
    found = _suffixes().get(service)
    if found is None:
        raise NotInCloudError(f"`{service}` is not one of {', '.join(services())}")
    if not found[cloud]:
        raise NotInCloudError(f"`{service}` has no known host name in the `{cloud}` cloud")
    return found[cloud]
