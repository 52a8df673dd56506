"""Every simulated package, on one cloud."""

from collections.abc import Mapping

from simulator.core.cloud import Cloud
from simulator.providers import azure, azure_native, azuread, azuredevops, databricks, random
from simulator.providers.azure_native.client import Pause
from simulator.providers.provider import InvalidRequestError, Package


def packages(cloud: Cloud, *, pause: Pause | None = None) -> Mapping[str, Package]:
    """Packages by name."""
    made = (
        azure.package(cloud),
        azure_native.package(cloud, pause=pause),
        azuread.package(cloud),
        azuredevops.package(cloud),
        databricks.package(cloud),
        random.package(),
    )
    return {package.name: package for package in made}


def package_name(token: str) -> str:
    """The package of a resource's or function's token."""
    return token.partition(":")[0]


def package_of(known: Mapping[str, Package], token: str) -> Package:
    """The package that answers for a token.

    Errors: `InvalidRequestError` for a package that is not simulated.
    """
    found = known.get(package_name(token))
    if found is None:
        raise InvalidRequestError(
            f"S-PKG-001: no package of `{token}` is simulated; simulated: {', '.join(sorted(known))}"
        )
    return found
