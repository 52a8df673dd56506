"""The Purview account of an estate: where it answers, who the estate's groups are, and what is to be done in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arm.ids import ResourceId
from catalogue.apply import Refusal, StoppedError, apply
from catalogue.client import Client, MissingPackageError, by_token, endpoints_at, endpoints_of, signed_in
from catalogue.desired import desired
from catalogue.entries import Registered
from catalogue.plan import Action, Step, plan
from config.estate import Estate
from config.groups import team_groups
from config.load import load_estate
from config.purview import account_id, account_zone
from orchestrator.deployed import deployed_outputs
from orchestrator.engine.workspace import simulator_directory, work_directory
from orchestrator.problems import InvalidInputError, OperationError
from orchestrator.session import open_session, start_simulator
from simulator import control

Note = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The account, opened for work."""

    estate: Estate
    client: Client
    groups: Mapping[str, str]
    """Object ids of the estate's groups by key, of those that stand."""

    @property
    def prefix(self) -> str:
        """The organisation's prefix, by which the estate knows what is its own."""
        return self.estate.settings.organization.prefix

    def read(self) -> Registered:
        """What is registered. Errors: `OperationError`."""
        try:
            return self.client.read()
        except Refusal as refusal:
            raise _unreadable(self.estate, refusal) from refusal

    def plan(self) -> tuple[Step, ...]:
        """What is to be done. Errors: `OperationError`."""
        wanted = desired(self.estate, self.groups)
        return plan(wanted, self.read(), prefix=self.prefix, groups=self.groups)

    def apply(self, progress: Callable[[Step], None]) -> tuple[Step, ...]:
        """Do it; nothing of it where something of others is in the way. Errors: `OperationError`."""
        steps = self.plan()
        for step in steps:
            if step.action is Action.CONFLICT:
                raise OperationError(
                    code="E-CAT-004",
                    where=f"{step.kind} `{step.name}`",
                    found=step.reasons[0],
                    accepted="a place that nobody else has taken",
                    remedy="nothing was changed; settle it with whoever made the other, then run again",
                )
        try:
            return apply(steps, self.client, progress)
        except StoppedError as stopped:
            raise _stopped(stopped) from stopped


def open_account(folder: Path, *, azure: bool, note: Note) -> Opened:
    """Open the estate's account, in Azure or simulated. Errors: `InvalidInputError`, `OperationError`."""
    estate = load_estate(folder)
    account = account_id(estate)
    if account is None:
        raise InvalidInputError(
            code="E-CAT-001",
            where="the estate",
            found="no Purview account",
            accepted="`catalogue` in a management zone, or `connectivity.purview_account_resource_id` in estate.yaml",
            remedy="see docs/guides/register-datasets-in-purview.md",
        )
    try:
        if azure:
            client = Client(endpoints_of(account.name, estate.settings.cloud), signed_in())
            return Opened(estate=estate, client=client, groups=_groups_in_azure(folder, estate, note))
        return _simulated(folder, estate, account, note)
    except MissingPackageError as missing:
        raise InvalidInputError(
            code="E-CAT-003",
            where="Python environment",
            found=f"no package `{missing}`",
            accepted="the extra `catalogue`",
            remedy="install it: `pip install .[catalogue]`",
        ) from None


def registers(estate: Estate, stack: str) -> bool:
    """Whether the pipeline of a stack registers the estate: the one of the management zone with the account.

    Where the account exists beside the estate, it is the first management zone's; where there is none, nobody's.
    """
    first = next(iter(sorted(estate.management_zones)), None)
    return account_id(estate) is not None and stack == (account_zone(estate) or first)


def step_row(step: Step) -> dict[str, Any]:
    """A step for machines."""
    return {"action": str(step.action), "kind": step.kind, "name": step.name, "reasons": list(step.reasons)}


def _simulated(folder: Path, estate: Estate, account: ResourceId, note: Note) -> Opened:
    directory = simulator_directory(work_directory(folder))
    start_simulator(estate, directory, note)
    running = control.status(directory)
    standing = {str(one["id"]).lower() for one in control.inventory(directory)}
    if running is None or account.key not in standing:
        raise OperationError(
            code="E-CAT-002",
            where=f"account `{account.name}`",
            found="it does not stand",
            accepted="an account that is deployed",
            remedy="deploy it with `estate up`",
        )
    objects = {one["displayName"]: str(one["id"]) for one in control.principals(directory) if "displayName" in one}
    groups = {one.key: objects[one.display_name] for one in team_groups(estate) if one.display_name in objects}
    client = Client(endpoints_at(f"{running.purview}/{account.name}"), object(), by_token(running.token))
    return Opened(estate=estate, client=client, groups=groups)


def _groups_in_azure(folder: Path, estate: Estate, note: Note) -> Mapping[str, str]:
    """From the contract of the platform's stack, which made them."""
    workspace = open_session(folder, azure=True, note=note).workspace
    contract = deployed_outputs(workspace, next(iter(estate.platform))).get("contract") or {}
    groups: Mapping[str, str] = contract.get("groups") or {}
    return groups


def _unreadable(estate: Estate, refusal: Refusal) -> OperationError:
    account = account_id(estate)
    return OperationError(
        code="E-CAT-002",
        where=f"account `{account.name if account else ''}`",
        found=f"{refusal.code} ({refusal.status})",
        accepted="an account that answers whoever runs this",
        remedy="run it where the account's private endpoint is reached, as a collection administrator and data source "
        "administrator of the root collection",
        details=str(refusal),
    )


def _stopped(stopped: StoppedError) -> OperationError:
    failed, refusal = stopped.failed, stopped.refusal
    return OperationError(
        code="E-CAT-005",
        where=f"{failed.kind} `{failed.name}`",
        found=f"{refusal.code} ({refusal.status}) at {failed.action}",
        accepted="a step that Purview takes",
        remedy=f"{len(stopped.done)} steps are done and stay; mend what it says and run again",
        details=f"{refusal}",
    )
