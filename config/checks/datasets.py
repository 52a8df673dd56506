"""Datasets: where they may be kept, and how confidential they may be."""

from collections.abc import Iterator

from arm.limits import limit
from config.checks.place import in_stack
from config.datasets import is_sensitive
from config.estate import Estate
from config.lake_folders import entries
from config.models.dataset import Layer
from config.models.integration import IntegrationStack
from config.problems import Problem
from config.wording import listed

_LAYERS = {True: (Layer.RAW, Layer.ENRICHED), False: (Layer.CURATED,)}


def check_datasets(estate: Estate) -> Iterator[Problem]:
    """Layers and classes of datasets, and access to layers that exist (C-DAT-001 to C-DAT-005)."""
    for stack, team in estate.teams.items():
        zone = estate.landing_zones.get(team.landing_zone)
        accepted = _LAYERS[isinstance(team, IntegrationStack)]
        for name, dataset in team.datasets.items():
            at = ("datasets", name)
            if wrong := [layer for layer in dataset.layers if layer not in accepted]:
                yield in_stack(
                    estate,
                    stack,
                    (*at, "layers"),
                    "C-DAT-001",
                    found=f"`{wrong[0]}` in a stack of kind `{team.kind}`",
                    accepted=listed(accepted),
                    remedy="keep it in the layers that its owner writes",
                )
            if zone and dataset.classification.rank > zone.classification.rank:
                yield in_stack(
                    estate,
                    stack,
                    (*at, "classification"),
                    "C-DAT-002",
                    found=f"`{dataset.classification}` in zone `{team.landing_zone}`",
                    accepted=f"at most `{zone.classification}` there",
                    remedy="move it to a zone for that class, or strip what makes it so confidential",
                )
            for index, access in enumerate(dataset.access):
                if access.layer not in dataset.layers:
                    yield in_stack(
                        estate,
                        stack,
                        (*at, "access", index, "layer"),
                        "C-DAT-003",
                        found=f"access to `{access.layer}`, where `{name}` is not kept",
                        accepted=listed(sorted(dataset.layers)),
                        remedy="choose a layer that it has",
                    )
            if dataset.general_copy and not is_sensitive(dataset):
                yield in_stack(
                    estate,
                    stack,
                    (*at, "general_copy"),
                    "C-DAT-005",
                    found="a copy in `General` of data that are kept there",
                    accepted="`general_copy` with `personal_data: true`, or class `sensitive` and above",
                    remedy="take `general_copy` out, or say how sensitive the data are",
                )
            yield from _over_budget(estate, stack, name)


def _over_budget(estate: Estate, stack: str, name: str) -> Iterator[Problem]:
    most = limit("usable-acl-entries-per-path")
    dataset = estate.teams[stack].datasets[name]
    fullest = max(entries(estate, stack, dataset, name, layer) for layer in dataset.layers)
    if fullest > most:
        yield in_stack(
            estate,
            stack,
            ("datasets", name, "workloads"),
            "C-DAT-004",
            found=f"{fullest} entries in the access list of a folder",
            accepted=f"at most {most}, beside the four that every list has",
            remedy="let workloads share a user-assigned identity",
        )
