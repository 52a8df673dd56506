"""What may stand only once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from config.checks.place import in_settings, in_stack
from config.datasets import dataset_groups
from config.estate import Estate
from config.problems import Problem
from config.wording import listed


def check_uniqueness(estate: Estate) -> Iterator[Problem]:
    """Workload names, subscriptions, the platform, and who peers whom are unique (C-UNI-001 to C-UNI-005)."""
    yield from _names(estate)
    yield from _groups(estate)
    subscriptions: defaultdict[str, list[str]] = defaultdict(list)
    for name, landing_zone in estate.landing_zones.items():
        subscriptions[landing_zone.subscription_id].append(name)
    for first, *others in subscriptions.values():
        for name in others:
            yield in_stack(
                estate,
                name,
                ("subscription_id",),
                "C-UNI-002",
                found=f"the subscription of zone `{first}`",
                accepted="a subscription of its own: it is the zone's limit and cost boundary",
                remedy="ask the cloud platform for another subscription",
            )
    if len(estate.platform) != 1:
        yield in_settings(
            estate,
            (),
            "C-UNI-003",
            found=f"platform stacks {listed(estate.platform, '')}" if estate.platform else "no platform stack",
            accepted="exactly one stack of kind `platform`",
            remedy="remove all files but one" if estate.platform else "add `Pulumi.platform.yaml`",
        )
    covered: dict[str, str] = {}
    for name, peering in estate.peerings.items():
        for index, environment in enumerate(peering.environments):
            if environment in covered:
                yield in_stack(
                    estate,
                    name,
                    ("environments", index),
                    "C-UNI-004",
                    found=f"`{environment}` is already peered by `{covered[environment]}`",
                    accepted="each environment in one peering stack",
                    remedy="remove it from one of the two",
                )
            covered.setdefault(environment, name)


def _names(estate: Estate) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    named: dict[str, tuple[str, str]] = {name: (zone.name, zone.environment) for name, zone in estate.zones.items()}
    named |= {name: (team.name, _environment(estate, name)) for name, team in estate.teams.items()}
    for name, (workload, scope) in named.items():
        key = (scope, workload)
        if key in seen:
            yield in_stack(
                estate,
                name,
                ("name",),
                "C-UNI-001",
                found=f"`{workload}` is the name of stack `{seen[key]}`",
                accepted=f"a name that is unique in environment `{scope}`",
                remedy="choose another name",
            )
        seen.setdefault(key, name)


def _groups(estate: Estate) -> Iterator[Problem]:
    seen: dict[str, tuple[str, str]] = {}
    for stack in estate.teams:
        for group in dataset_groups(estate, stack, date.max):
            name = group.display_name.lower()
            first = seen.setdefault(name, (stack, group.key))
            if first != (stack, group.key):
                yield in_settings(
                    estate,
                    ("dataset_group_name",),
                    "C-UNI-005",
                    found=f"`{group.display_name}` for `{first[1]}` of `{first[0]}` and `{group.key}` of `{stack}`",
                    accepted="parts that tell all groups apart",
                    remedy="add `zone`, `owner` or `layer`",
                )
                return


def _environment(estate: Estate, team: str) -> str:
    """Teams of zones in one environment share their physical names' space."""
    zone = estate.landing_zones.get(estate.teams[team].landing_zone)
    return zone.environment if zone else estate.teams[team].landing_zone
