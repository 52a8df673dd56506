"""The simulated cloud as Pulumi mocks: components are tested in-process, without an engine.

    mocks = run_program(lambda: Spoke("spoke", SpokeArgs(…)), resources=[{"id": "/subscriptions/…", …}])
    assert mocks.resource("azure-native:network:VirtualNetwork").inputs["location"] == "westeurope"

What Azure would refuse raises `ArmError`; inputs that the provider would refuse raise `RefusedInputsError`.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi.runtime import mocks as runtime_mocks
from pulumi.runtime import settings as runtime_settings

from simulator.core.cloud import Cloud
from simulator.core.seed import plant
from simulator.event_loops import own_event_loops
from simulator.mock_values import holds_secret, plain, runtime_values
from simulator.providers.provider import Failure, InvalidRequestError, Naming, Session, State
from simulator.providers.registry import package_name, package_of, packages

SUBSCRIPTION_ID = "11111111-1111-4111-8111-111111111111"
"""The subscription of the default provider."""
SEED: Mapping[str, Any] = {
    "tenant_id": "6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10",
    "subscriptions": [
        {"id": SUBSCRIPTION_ID, "name": "one"},
        {"id": "22222222-2222-4222-8222-222222222222", "name": "two"},
        {"id": "33333333-3333-4333-8333-333333333333", "name": "three"},
    ],
}
PROVIDER = "pulumi:providers:"
NAMING = Naming(disabled=True)


class RefusedInputsError(Exception):
    """Inputs that fail a provider's check."""

    def __init__(self, token: str, name: str, failures: Sequence[Failure]) -> None:
        self.failures = failures
        listed = "; ".join(f"{failure.property}: {failure.reason}" for failure in failures)
        super().__init__(f"`{name}` ({token}) is refused: {listed}")


@dataclass(frozen=True)
class Registered:
    """One resource that a program registered."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    """Inputs by their names on the wire, as the program gave them; secrets are shown in clear."""
    outputs: Mapping[str, Any]
    id: str
    urn: str
    parent: str
    """The parent's URN."""
    provider: str
    """The name of the explicit provider, empty for the default one."""
    custom: bool
    secrets: frozenset[str] = field(default_factory=frozenset)
    """Names of inputs that are secret or hold something secret."""
    protect: bool = False
    depends_on: tuple[str, ...] = ()
    options: Any = None
    """The registration request, for options that have no field here."""


class SimulatorMocks(runtime_mocks.Mocks):
    """Answers registrations and calls from a simulated cloud in memory, and keeps what was registered."""

    def __init__(
        self,
        *,
        cloud: Cloud | None = None,
        seed: Mapping[str, Any] | None = None,
        resources: Iterable[Mapping[str, Any]] = (),
        settings: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """`resources` are ARM resources that stand before; `settings` are those of default providers by package."""
        self.cloud = cloud or Cloud()
        plant(self.cloud, {**(seed or SEED), "resources": [*(seed or {}).get("resources", ()), *resources]})
        self.resources: list[Registered] = []
        self.exports: dict[str, Any] = {}
        self.refusals: list[Exception] = []
        """What was raised to the program, in order."""
        self.preview = False
        self._packages = packages(self.cloud, pause=lambda _seconds: False)
        self._settings = {"azure-native": {"subscriptionId": SUBSCRIPTION_ID}, **(settings or {})}
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()
        self.monitor = _Monitor(self)

    def install(self, *, project: str = "data-estate", stack: str = "test", preview: bool = False) -> None:
        """Make this the runtime's mocks."""
        self.preview = preview
        runtime_settings.ROOT.set(None)  # the stack, and what it exports, is this program's own
        runtime_mocks.set_mocks(self, project=project, stack=stack, preview=preview, monitor=self.monitor)

    def resource(self, token: str, name: str | None = None) -> Registered:
        """The only registered resource of a type (and logical name)."""
        found = self.of_type(token) if name is None else [one for one in self.of_type(token) if one.name == name]
        if len(found) != 1:
            known = ", ".join(f"{one.type} `{one.name}`" for one in self.resources) or "nothing"
            raise LookupError(f"{len(found)} resources `{token}` {name or ''}; registered: {known}")
        return found[0]

    def of_type(self, token: str) -> list[Registered]:
        """Registered resources of a type, in the order of their registration."""
        return [one for one in self.resources if one.type == token]

    def arm(self) -> list[dict[str, Any]]:
        """What stands in the simulated Azure, as ARM JSON, sorted by id."""
        return sorted(self.cloud.list(), key=lambda one: str(one["id"]).lower())

    def call(self, args: runtime_mocks.MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """Answer a function."""
        with self._keeping_refusals():
            session = self._session(args.token, args.provider)
            return runtime_values(session.invoke(args.token, plain(args.args))), []

    def new_resource(self, args: runtime_mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        """Answer a registration."""
        request = self.monitor.request()
        inputs = plain(args.inputs)
        secrets = frozenset(name for name, value in args.inputs.items() if holds_secret(value))
        with self._keeping_refusals():
            made_id, outputs, wrapped = self._made(args, inputs, secrets)
        urn = self.monitor.make_urn(request.parent, args.typ, args.name)
        provider = (args.provider or "").rpartition("::")[0].rpartition("::")[2]
        registered = Registered(
            type=args.typ,
            name=args.name,
            inputs=inputs,
            outputs=outputs,
            id=made_id,
            urn=urn,
            parent=request.parent,
            provider=provider,
            custom=bool(args.custom),
            secrets=secrets,
            protect=bool(getattr(request, "protect", False)),
            depends_on=tuple(request.dependencies),
            options=request,
        )
        with self._lock:
            self.resources.append(registered)
        return made_id, wrapped

    @contextmanager
    def _keeping_refusals(self) -> Iterator[None]:
        try:
            yield
        except Exception as refusal:
            with self._lock:
                self.refusals.append(refusal)
            raise

    def _made(
        self, args: runtime_mocks.MockResourceArgs, inputs: dict[str, Any], secrets: frozenset[str]
    ) -> tuple[str, dict[str, Any], dict[str, Any]]:
        if args.typ.startswith(PROVIDER):
            package = package_of(self._packages, f"{args.typ.removeprefix(PROVIDER)}:")
            self._sessions[f"{args.typ}::{args.name}"] = package.open(inputs)
            return args.name, inputs, runtime_values(inputs)
        if not args.custom and not args.resource_id:
            return "", inputs, runtime_values(inputs)
        session = self._session(args.typ, args.provider)
        if args.resource_id:
            read = session.read(args.typ, State(args.resource_id))
            if read is None:
                raise LookupError(f"`{args.resource_id}` does not stand: nothing to read for `{args.name}`")
            return read.id, read.outputs, runtime_values(read.outputs)
        checked = session.check(args.typ, inputs, {}, NAMING)
        if checked.failures:
            raise RefusedInputsError(args.typ, args.name, checked.failures)
        secrets |= session.secret_outputs(args.typ)
        if self.preview:
            foreseen = session.preview(args.typ, checked.inputs, None)
            return "", foreseen, runtime_values(foreseen, secrets)
        state = session.create(args.typ, checked.inputs)
        return state.id, state.outputs, runtime_values(state.outputs, secrets)

    def _session(self, token: str, provider: str | None) -> Session:
        name = package_name(token)
        reference = (provider or "").rpartition("::")[0]
        if reference and "::default" not in reference:
            key = "::".join(reference.split("::")[2:]).rsplit("$", 1)[-1]
            found = self._sessions.get(key)
            if found is None:
                raise InvalidRequestError(f"`{token}` names the provider `{reference}`, which is not registered")
            return found
        with self._lock:
            if name not in self._sessions:
                self._sessions[name] = package_of(self._packages, token).open(self._settings.get(name, {}))
            return self._sessions[name]


class _Monitor(runtime_mocks.MockMonitor):
    """Keeps the request of each registration where the mocks can see it: the runtime passes only a part on."""

    def __init__(self, mocks: SimulatorMocks) -> None:
        super().__init__(mocks)
        self._current = threading.local()

    def request(self) -> Any:
        """The request that this thread is answering."""
        return self._current.request

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802
        """A registration."""
        self._current.request = request
        return super().RegisterResource(request)  # type: ignore[no-untyped-call]

    def ReadResource(self, request: Any) -> Any:  # noqa: N802
        """The read of an existing resource."""
        self._current.request = request
        return super().ReadResource(request)  # type: ignore[no-untyped-call]


def run_program(
    program: Callable[[], Any],
    *,
    mocks: SimulatorMocks | None = None,
    resources: Iterable[Mapping[str, Any]] = (),
    preview: bool = False,
    project: str = "data-estate",
    stack: str = "test",
    config: Mapping[str, str] | None = None,
) -> SimulatorMocks:
    """Run a Pulumi program in this process and return the mocks with everything that it registered and exported.

    What the program, a provider or Azure refuses is raised.
    """
    used = mocks or SimulatorMocks(resources=resources)
    pulumi.runtime.set_all_config(dict(config or {}))

    def run() -> Any:
        program()
        root = pulumi.runtime.get_root_resource()
        outputs = dict(getattr(root, "outputs", {}))
        return pulumi.Output.from_input(outputs).apply(used.exports.update, run_with_unknowns=True)

    try:
        with own_event_loops():
            used.install(project=project, stack=stack, preview=preview)
            pulumi.runtime.test(run)()  # type: ignore[no-untyped-call]
    except Exception as problem:
        if used.refusals:
            raise used.refusals[0] from problem
        raise
    return used
