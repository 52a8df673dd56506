"""Runs a program of components in process and records what reaches the engine.

Every azure-native resource is translated with the ARM tables, so that an unknown property, a missing one or a value
outside its enum fails the test that created it.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pulumi.runtime import rpc
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks, set_mocks
from pulumi.runtime.mocks import test as pulumi_test
from pulumi.runtime.settings import ROOT

from arm.schema import UnknownType
from arm.translate import ArmResource, to_arm
from arm.validate import check_body
from components.transformations import drop_aliases

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
TENANT = "99999999-8888-7777-6666-555555555555"
SUBNET_ID = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-net/providers/Microsoft.Network"
    "/virtualNetworks/vnet/subnets/services"
)
WORKSPACE_ID = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-mon/providers/Microsoft.OperationalInsights/workspaces/log"
)
ACTION_GROUP_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-mon/providers/Microsoft.Insights/actionGroups/ag"


@dataclass(frozen=True)
class Registered:
    """One resource as the engine was asked for it."""

    token: str
    name: str
    parent: str
    inputs: Mapping[str, Any]
    protected: bool
    retained: bool
    deleted_before_replace: bool
    after: tuple[str, ...]
    """Logical names of everything it waits for."""
    provider: str
    aliases: int
    arm_type: str = ""
    arm_id: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)


class World:
    """What a program registered, in order."""

    def __init__(self) -> None:
        self.resources: list[Registered] = []

    def of(self, token: str) -> list[Registered]:
        """Resources of a type, by the end of its token; components by their whole token."""
        return [
            made
            for made in self.resources
            if made.token == token or (made.token.endswith(f":{token}") and not made.token.startswith("dataestate:"))
        ]

    def one(self, token: str) -> Registered:
        """The only resource of a type."""
        (found,) = self.of(token)
        return found

    def named(self, name: str) -> Registered:
        """The resource with a logical name."""
        (found,) = [made for made in self.resources if made.name == name]
        return found

    def names(self) -> list[str]:
        """All logical names, sorted."""
        return sorted(made.name for made in self.resources)


class _Answers(Mocks):
    """Answers as Azure and Entra would, as far as components read the answer."""

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        if not args.typ.startswith("azure-native:"):
            return f"{args.name}-id", {**args.inputs, "objectId": f"{args.name}-object", "clientId": f"{args.name}-app"}
        arm = _arm(args.typ, args.inputs)
        arm_id = (arm.id if arm else None) or f"{args.name}-id"
        return arm_id, {**args.inputs, **_computed(args, arm_id.rsplit("/", 1)[-1])}

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        return {}, None


def _without_secrets(value: Any) -> Any:
    """The values themselves, where the wire marks them as secret."""
    if rpc.is_rpc_secret(value):
        return _without_secrets(rpc.unwrap_rpc_secret(value))
    if isinstance(value, Mapping):
        return {key: _without_secrets(item) for key, item in value.items()}
    return [_without_secrets(item) for item in value] if isinstance(value, list) else value


def _arm(token: str, inputs: Mapping[str, Any]) -> ArmResource | None:
    """The resource as ARM takes it; None for other providers, and for the few types that have no table."""
    if not token.startswith("azure-native:"):
        return None
    try:
        return to_arm(token, _without_secrets(inputs), subscription_id=SUBSCRIPTION)
    except UnknownType:
        return None


def _computed(args: MockResourceArgs, name: str) -> dict[str, Any]:
    kind = args.typ.rsplit(":", 1)[1]
    hosts = {part: f"https://{name}.{part}.core.windows.net/" for part in ("blob", "dfs")}
    more: dict[str, dict[str, Any]] = {
        "Vault": {"properties": {**args.inputs.get("properties", {}), "vaultUri": f"https://{name}.vault.azure.net/"}},
        "StorageAccount": {"primaryEndpoints": hosts, "identity": _identity(args.inputs)},
        "UserAssignedIdentity": {"principalId": f"{name}-principal", "clientId": f"{name}-client"},
        "Workspace": {"customerId": f"{name}-customer"},
        "AzureFirewall": {"ipConfigurations": [{"name": "primary", "privateIPAddress": "10.0.0.4"}]},
        "InboundEndpoint": {"ipConfigurations": [{"privateIpAddress": "10.0.9.4"}]},
        "PublicIPPrefix": {"ipPrefix": "203.0.113.0/30"},
    }
    return {"name": name, **more.get(kind, {})}


def _identity(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Azure takes a list of identities and answers with a mapping."""
    given = inputs.get("identity", {})
    users = {user: {"clientId": "client"} for user in given.get("userAssignedIdentities", [])}
    return {"type": given.get("type", "None"), "userAssignedIdentities": users}


class _Monitor(MockMonitor):
    def __init__(self, world: World) -> None:
        super().__init__(_Answers())
        self._world = world

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 the protocol's name
        answer = super().RegisterResource(request)  # type: ignore[no-untyped-call]
        if request.type == "pulumi:pulumi:Stack":
            return answer
        inputs = _without_secrets(rpc.deserialize_properties(request.object))
        arm = _arm(request.type, inputs)
        problems = check_body(arm.type, arm.body) if arm else []
        assert not problems, f"{request.name}: {problems}"
        self._world.resources.append(
            Registered(
                token=request.type,
                name=request.name,
                parent=_name(request.parent),
                inputs=inputs,
                protected=request.protect,
                retained=request.retainOnDelete,
                deleted_before_replace=request.deleteBeforeReplace,
                after=tuple(sorted(_name(urn) for urn in request.dependencies)),
                provider=request.provider,
                aliases=len(request.aliases) + len(request.aliasURNs),
                arm_type=arm.type if arm else "",
                arm_id=(arm.id if arm else None) or "",
                body=arm.body if arm else {},
            )
        )
        return answer


def _name(urn: str) -> str:
    return urn.rsplit("::", 1)[-1] if urn else ""


def run(program: Callable[[], Any], *, preview: bool = False, aliases: bool = False) -> World:
    """Run a program and return what it registered. What it raises is raised here.

    Aliases of other API versions are dropped, as in every program of the estate, unless they are asked for.
    """
    world = World()

    def stack() -> Any:
        if not aliases:
            drop_aliases()
        return program()

    with _event_loops():
        # A stack of its own: transformations of the program before do not act on this one.
        ROOT.set(None)
        set_mocks(_Answers(), project="data-estate", stack="test", preview=preview, monitor=_Monitor(world))
        pulumi_test(stack)()  # type: ignore[no-untyped-call]
    return world


@contextmanager
def _event_loops() -> Iterator[None]:
    """One loop for the program and one for the worker that answers it, both closed in the end.

    The SDK opens them on demand and leaves them open, which Python reports as a leak.
    """
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    with ThreadPoolExecutor(max_workers=1) as worker:
        loop.set_default_executor(worker)
        mine = worker.submit(_open_loop).result()
        try:
            yield
        finally:
            _drain(loop)
            mine.close()
            loop.close()
            asyncio.set_event_loop(None)


def _drain(loop: asyncio.AbstractEventLoop) -> None:
    """End what a program that failed left waiting."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


def _open_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop
