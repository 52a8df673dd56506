"""Services to which datasets are opened: they exist, have an identity, and can be deployed first."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from config.checks.place import in_stack
from config.estate import Estate
from config.problems import Problem
from config.services import services_of
from config.wording import listed, nearest
from config.workloads import opened_to, service_identity, signs_in

_ELSE = "choose one of these, or write the object id of an identity"


def check_workloads(estate: Estate) -> Iterator[Problem]:
    """Every service that a dataset names signs in, and no team waits for itself (C-WRK-001, C-WRK-002)."""
    services = {
        f"{stack}/{key}": service for stack, team in estate.teams.items() for key, service in services_of(team).items()
    }
    known = {key for key, service in services.items() if signs_in(service)}
    for stack, team in estate.teams.items():
        accepted = {one.removeprefix(f"{stack}/") for one in known}
        for name, dataset in team.datasets.items():
            for workload in dataset.workloads if dataset.status == "active" else ():
                service = service_identity(stack, workload)
                if service is None or workload in accepted:
                    continue
                silent = str(service) in services
                own = sorted(one for one in accepted if "/" not in one)
                yield in_stack(
                    estate,
                    stack,
                    ("datasets", name, "workloads", workload),
                    "C-WRK-001",
                    found=f"service `{workload}`, which has no identity" if silent else f"no service `{workload}`",
                    accepted=listed(own) or "`stack/key` of another team's service",
                    remedy=_ELSE if silent else nearest(workload.removeprefix(f"{stack}/"), accepted, _ELSE),
                )
    yield from _waiting(estate)


def _waiting(estate: Estate) -> Iterator[Problem]:
    try:
        TopologicalSorter({stack: opened_to(estate, stack) for stack in estate.teams}).prepare()
    except CycleError as cycle:
        round_trip: list[str] = cycle.args[1]
        yield in_stack(
            estate,
            round_trip[0],
            ("datasets",),
            "C-WRK-002",
            found=" waits for ".join(f"`{stack}`" for stack in reversed(round_trip)),
            accepted="datasets that are opened one way",
            remedy="open one of them by the object id of the other team's identity",
        )
