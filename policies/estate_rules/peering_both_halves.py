"""Peerings are written on both networks."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from arm.unknown import UNKNOWN
from policies.kit.arm_view import arm_id
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown, violation
from policies.model import Area, Level, Severity

PEERING = "azure-native:network:VirtualNetworkPeering"
REMOTE = "remoteVirtualNetwork"


def judge(subject: Planned, plan: Plan, context: Mapping[str, Any]) -> Outcome:  # noqa: ARG001
    """A remote network on which this plan writes nothing is not judged: others administer it."""
    local, remote = _ends(subject)
    if remote is UNKNOWN or remote is None:
        return unknown(f"{REMOTE}.id")
    if local is None:
        return unknown("virtualNetworkName")
    halves = plan.once(PEERING, lambda: _remotes_by_local(plan))
    if remote not in halves:
        return NOT_APPLICABLE
    answers = halves[remote]
    if local in answers:
        return PASS
    if UNKNOWN in answers:
        return unknown(f"{REMOTE}.id")
    return violation(f"no half from `{remote.rsplit('/', 1)[-1]}` back to `{local.rsplit('/', 1)[-1]}` in this plan")


def _ends(peering: Planned) -> tuple[str | None, Any]:
    """The ids of the network that a half is written on and of the one that it points to, in lower case."""
    own = arm_id(peering)
    local = own.lower().rsplit("/virtualnetworkpeerings/", 1)[0] if own else None
    remote = peering.inputs.get(REMOTE)
    found = remote.get("id") if isinstance(remote, Mapping) else remote
    return local, found.lower() if isinstance(found, str) else found


def _remotes_by_local(plan: Plan) -> Mapping[str, frozenset[Any]]:
    found: dict[str, set[Any]] = defaultdict(set)
    for peering in plan.of(PEERING):
        local, remote = _ends(peering)
        if local is not None:
            found[local].add(remote)
    return {local: frozenset(remotes) for local, remotes in found.items()}


RULE = PythonRule(
    id="E-NET-003",
    name="network-peering-both-halves",
    title="Peerings have both halves",
    obligation="Where one stack administers both networks of a peering, it must write both halves.",
    area=Area.NETWORK_ISOLATION,
    severity=Severity.MEDIUM,
    reason="A peering with one half stays in the state Initiated and carries no traffic.",
    expected="the half of the other direction in the same stack",
    fix="Build peerings with the mesh component, or name the network as `managed: false` if others administer it.",
    tokens=frozenset({PEERING}),
    judge=judge,
    level=Level.MANDATORY,
    controls={"mcsb": ("NS-1",), "iso27001": ("A.8.22",), "nist80053": ("SC-7",)},
)
