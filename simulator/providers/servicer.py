"""One package behind Pulumi's provider protocol.

The engine opens one connection per provider resource and configures it; the connection's peer address therefore
names the session. Source: pulumi/pulumi sdk/go/common/resource/plugin/provider_plugin.go, version 3.255.0.
"""

import traceback
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from arm.errors import ArmError
from simulator.providers import errors, wire
from simulator.providers.provider import (
    Difference,
    HalfMadeError,
    InvalidRequestError,
    Kind,
    Naming,
    Package,
    Session,
    State,
    path_text,
)

KEPT_CONNECTIONS = 4096
DIFF = provider_pb2.DiffResponse
KINDS: Mapping[tuple[Kind, bool], Any] = {
    (kind, replaces): provider_pb2.PropertyDiff.Kind.Value(kind.name + ("_REPLACE" if replaces else ""))
    for kind in Kind
    for replaces in (False, True)
}


class Servicer(provider_pb2_grpc.ResourceProviderServicer):
    """Translates calls of the engine to a package's sessions."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def _session(self, context: grpc.ServicerContext) -> Session:
        with self._lock:
            found = self._sessions.get(context.peer())
        if found is None:
            errors.abort(context, f"the `{self.package.name}` provider of this connection is not configured")
        return found

    @contextmanager
    def _answering(
        self, context: grpc.ServicerContext, inputs: Struct | None = None, secrets: Iterable[wire.Path] = ()
    ) -> Iterator[None]:
        """Turn refusals into gRPC errors; a fault of the simulator keeps its traceback."""
        try:
            yield
        except ArmError as refusal:
            errors.abort(context, errors.message(refusal))
        except HalfMadeError as failure:
            errors.abort_half_made(context, failure, inputs, secrets)
        except InvalidRequestError as problem:
            errors.abort(context, str(problem))
        except Exception as fault:
            errors.abort(context, f"the simulator failed: {fault!r}\n{traceback.format_exc()}")

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """The version of the package."""
        return plugin_pb2.PluginInfo(version=self.package.version)

    def Attach(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """Nothing is needed of the engine."""
        return Empty()

    def Handshake(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """What this provider understands."""
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True,
            accept_resources=True,
            accept_outputs=False,
            supports_autonaming_configuration=self.package.supports_autonaming,
        )

    def GetSchema(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """No program of this project asks for a schema."""
        return provider_pb2.GetSchemaResponse(schema="{}")

    def CheckConfig(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """Settings are taken as they are."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """A changed setting is an update of the provider, never a replacement."""
        same = request.old_inputs == request.news
        return DIFF(changes=DIFF.DIFF_NONE if same else DIFF.DIFF_SOME)

    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Open a session for this connection."""
        settings = wire.decode(request.args).values
        prefix = f"{self.package.name}:config:"
        for name, value in request.variables.items():
            settings.setdefault(name.removeprefix(prefix), value)
        with self._answering(context):
            session = self.package.open(settings)
        with self._lock:
            self._sessions[context.peer()] = session
            self._sessions.move_to_end(context.peer())
            while len(self._sessions) > KEPT_CONNECTIONS:
                self._sessions.popitem(last=False)
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True,
            supportsPreview=True,
            acceptResources=True,
            acceptOutputs=False,
            supports_autonaming_configuration=self.package.supports_autonaming,
        )

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Validate inputs and fill defaults."""
        session = self._session(context)
        news = wire.decode(request.news)
        naming = Naming()
        if request.HasField("autonaming"):
            options = request.autonaming
            naming = Naming(options.mode == options.DISABLE, options.proposed_name or None)
        with self._answering(context):
            checked = session.check(_token(request), news.values, wire.decode(request.olds).values, naming)
        return provider_pb2.CheckResponse(
            inputs=wire.encode(checked.inputs, news.secrets),
            failures=[
                provider_pb2.CheckFailure(property=item.property, reason=item.reason) for item in checked.failures
            ],
        )

    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Compare old and new inputs."""
        session = self._session(context)
        with self._answering(context):
            standing = _standing(request.id, request.olds, request.old_inputs)
            found = session.diff(_token(request), standing, wire.decode(request.news).values)
        return _difference(found)

    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Make a resource, or say what is known of it before."""
        session, token = self._session(context), _token(request)
        inputs = wire.decode(request.properties)
        secrets = self._secrets(session, token, inputs.secrets)
        with self._answering(context, request.properties, secrets):
            if request.preview:
                outputs = session.preview(token, inputs.values, None)
                return provider_pb2.CreateResponse(properties=wire.encode(outputs, secrets))
            made = session.create(token, inputs.values)
        return provider_pb2.CreateResponse(id=made.id, properties=wire.encode(made.outputs, secrets))

    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Change a resource, or say what is known of it before."""
        session, token = self._session(context), _token(request)
        inputs = wire.decode(request.news)
        standing = _standing(request.id, request.olds, request.old_inputs)
        secrets = self._secrets(session, token, inputs.secrets)
        with self._answering(context, request.news, secrets):
            if request.preview:
                foreseen = session.preview(token, inputs.values, standing)
                return provider_pb2.UpdateResponse(properties=wire.encode(foreseen, secrets))
            changed = session.update(token, standing, inputs.values)
        return provider_pb2.UpdateResponse(properties=wire.encode(changed.outputs, secrets))

    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """A resource as it stands; an empty answer where nothing does."""
        session, token = self._session(context), _token(request)
        inputs, outputs = wire.decode(request.inputs), wire.decode(request.properties)
        secrets = self._secrets(session, token, inputs.secrets | outputs.secrets)
        with self._answering(context):
            found = session.read(token, State(request.id, outputs.values, inputs.values))
        if found is None:
            return provider_pb2.ReadResponse(id="")
        return provider_pb2.ReadResponse(
            id=found.id,
            properties=wire.encode(found.outputs, secrets),
            inputs=wire.encode(found.inputs, self._secrets(session, token, inputs.secrets)),
        )

    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Take a resource down."""
        session = self._session(context)
        with self._answering(context):
            session.delete(_token(request), _standing(request.id, request.properties, request.old_inputs))
        return Empty()

    def Invoke(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        """Answer a function."""
        session = self._session(context)
        arguments = wire.decode(request.args)
        with self._answering(context):
            answer = session.invoke(request.tok, arguments.values)
        secret = [(name,) for name in answer] if arguments.secrets else []
        return provider_pb2.InvokeResponse(**{"return": wire.encode(answer, secret)})

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: N802, ARG002
        """Stop waiting between retries on this connection."""
        with self._lock:
            session = self._sessions.get(context.peer())
        if session is not None:
            session.cancelled.set()
        return Empty()

    @staticmethod
    def _secrets(session: Session, token: str, given: frozenset[wire.Path]) -> frozenset[wire.Path]:
        return given | {(name,) for name in session.secret_outputs(token)}


def _token(request: Any) -> str:
    """The resource's type; older requests carry it in the URN only."""
    return str(request.type or request.urn.split("::")[2].rsplit("$", 1)[-1])


def _standing(resource_id: str, outputs: Struct, inputs: Struct) -> State:
    """A resource as the engine holds it."""
    return State(resource_id, wire.decode(outputs).values, wire.decode(inputs).values)


def _difference(found: Difference) -> Any:
    changes = found.changes
    if not changes:
        return DIFF(changes=DIFF.DIFF_NONE)
    replacing = sorted({str(change.path[0]) for change in changes if change.replaces})
    detailed = {
        path_text(change.path): provider_pb2.PropertyDiff(kind=KINDS[change.kind, change.replaces], inputDiff=True)
        for change in changes
    }
    return DIFF(
        changes=DIFF.DIFF_SOME,
        replaces=replacing,
        diffs=sorted({str(change.path[0]) for change in changes}),
        detailedDiff=detailed,
        hasDetailedDiff=True,
        deleteBeforeReplace=bool(replacing) and found.delete_before_replace,
    )
