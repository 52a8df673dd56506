"""Identities of services to which datasets are opened: whose they are, and what they are called in Entra."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from config.estate import Estate
from config.models.base import GUID
from config.models.dataset import Dataset
from config.models.services import MachineLearning, Service
from config.names import names_of
from config.service_names import PREFIX, sign_in_name
from config.services import services_of

_OBJECT_ID = re.compile(GUID)


@dataclass(frozen=True, order=True)
class ServiceIdentity:
    """The identity with which a service reads and writes data."""

    stack: str
    """The team's stack."""
    service: str
    """The service's key in it."""

    def __str__(self) -> str:
        return f"{self.stack}/{self.service}"


def service_identity(stack: str, workload: str) -> ServiceIdentity | None:
    """Whose identity a dataset of a stack means by a workload; None for an object id."""
    if _OBJECT_ID.fullmatch(workload):
        return None
    owner, _, service = workload.rpartition("/")
    return ServiceIdentity(owner or stack, service)


def signing_in(estate: Estate, stack: str) -> Mapping[str, str]:
    """The services of a team that have an identity, by key, with its display name in Entra."""
    names = names_of(estate, stack)
    return {
        key: _sign_in(service).format(own=names[f"{PREFIX}{key}"], identity=names.get(f"{PREFIX}{key}/identity"))
        for key, service in services_of(estate.teams[stack]).items()
        if signs_in(service)
    }


def signs_in(service: Service) -> bool:
    """Whether a service has an identity with which it reads and writes data."""
    return bool(_sign_in(service))


def opened_to(estate: Estate, stack: str) -> frozenset[str]:
    """The other teams to whose services the datasets of a team are opened: it has to know their identities first."""
    return frozenset(
        owner.stack
        for dataset in estate.teams[stack].datasets.values()
        for owner in services_in(stack, dataset)
        if owner.stack != stack and owner.stack in estate.teams
    )


def services_in(stack: str, dataset: Dataset) -> tuple[ServiceIdentity, ...]:
    """The services to which a dataset of a stack is opened; none once it is retired."""
    found = (service_identity(stack, workload) for workload in dataset.workloads)
    return tuple(sorted(one for one in found if one)) if dataset.status == "active" else ()


def _sign_in(service: Service) -> str:
    """Jobs of Machine Learning sign in as the cluster on which they run."""
    if isinstance(service, MachineLearning) and not service.compute_nodes:
        return ""
    return sign_in_name(service.type) or ""
