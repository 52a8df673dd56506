"""Datasets: where they may be kept, and how confidential they may be."""

from collections.abc import Iterator

from config.checks.place import in_stack
from config.estate import Estate
from config.models.dataset import Layer
from config.models.integration import IntegrationStack
from config.problems import Problem
from config.wording import listed

_LAYERS = {True: (Layer.RAW, Layer.ENRICHED), False: (Layer.CURATED,)}


def check_datasets(estate: Estate) -> Iterator[Problem]:
    """Layers and classes of datasets, and access to layers that exist (C-DAT-001 to C-DAT-003)."""
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
