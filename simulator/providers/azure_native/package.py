"""The azure-native package on a cloud."""

from collections.abc import Mapping
from typing import Any

from simulator.core.cloud import Cloud
from simulator.providers.azure_native.client import Pause
from simulator.providers.azure_native.session import AzureNative
from simulator.providers.provider import Package

VERSION = "3.29.0"


def package(cloud: Cloud, *, pause: Pause | None = None) -> Package:
    """What the server registers. `pause` replaces the wait between retries."""

    def open_session(settings: Mapping[str, Any]) -> AzureNative:
        return AzureNative(cloud, settings, pause)

    return Package("azure-native", VERSION, open_session, supports_autonaming=True)
