"""The Pulumi engine's policy protocol, served for a pack.

The SDK's own server decodes every resource once per policy, which for a catalogue costs as much as the
preview itself. This one decodes a resource once, asks the pack once, and reports each finding under its
policy's own name; to the engine, and to whoever reads its output, there is no difference.
"""

import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent import futures
from dataclasses import dataclass, field
from typing import Any, Protocol

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as messages
from pulumi.runtime.proto import analyzer_pb2_grpc, plugin_pb2

from policies.kit.planned import Planned, normalised, plain, references
from policies.model import Level, Severity
from policies.problems import GuardrailDataError

MESSAGE_BYTES = 400 * 1024 * 1024
THREADS = 4
LEVELS = {
    Level.ADVISORY: messages.ADVISORY,
    Level.MANDATORY: messages.MANDATORY,
    Level.DISABLED: messages.DISABLED,
}
SEVERITIES = {
    Severity.LOW: messages.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: messages.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: messages.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: messages.POLICY_SEVERITY_CRITICAL,
}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One policy of a pack, as the engine shows it."""

    name: str
    title: str
    description: str
    level: Level
    severity: Severity
    remediation: str
    tags: tuple[str, ...]
    framework: tuple[str, str] | None = None
    """Name of the framework and its controls."""
    judges_stack: bool = False
    properties: Mapping[str, Any] = field(default_factory=dict)
    """JSON Schema of what the engine's configuration may say of it."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that the engine shall report."""

    policy: str
    message: str
    level: Level
    urn: str = ""


class Pack(Protocol):
    """What a pack offers."""

    @property
    def name(self) -> str:
        """The pack's name."""

    @property
    def version(self) -> str:
        """The pack's version."""

    @property
    def title(self) -> str:
        """The name that people see."""

    @property
    def policies(self) -> Sequence[Policy]:
        """Its policies."""

    def configure(self, properties: Mapping[str, Mapping[str, Any]]) -> None:
        """Take what the engine's configuration says, by policy; raises `GuardrailDataError`."""

    def judge_resource(self, planned: Planned) -> Iterable[Finding]:
        """Findings about one resource, by itself."""

    def judge_stack(self, resources: Sequence[Planned]) -> Iterable[Finding]:
        """Findings about the resources together."""


class Analyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """Answers the engine for one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.stopped = threading.Event()

    def GetAnalyzerInfo(self, request: Any, context: Any) -> messages.AnalyzerInfo:  # noqa: N802, ARG002
        """The pack and its policies."""
        return messages.AnalyzerInfo(
            name=self._pack.name,
            version=self._pack.version,
            displayName=self._pack.title,
            supportsConfig=True,
            policies=[_info(policy) for policy in self._pack.policies],
        )

    def GetPluginInfo(self, request: Any, context: Any) -> plugin_pb2.PluginInfo:  # noqa: N802, ARG002
        """The pack's version."""
        return plugin_pb2.PluginInfo(version=self._pack.version)

    def Handshake(self, request: Any, context: Any) -> messages.AnalyzerHandshakeResponse:  # noqa: N802, ARG002
        """Nothing to agree on."""
        return messages.AnalyzerHandshakeResponse()

    def ConfigureStack(self, request: Any, context: Any) -> messages.AnalyzerStackConfigureResponse:  # noqa: N802, ARG002
        """Stack settings are not used: what differs between stacks comes with the pack's settings."""
        return messages.AnalyzerStackConfigureResponse()

    def Configure(self, request: Any, context: Any) -> empty_pb2.Empty:  # noqa: N802
        """What `--policy-pack-config` says; levels and parameters come with the pack's settings."""
        try:
            self._pack.configure({name: plain(each.properties) for name, each in request.policyConfig.items()})
        except GuardrailDataError as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        return empty_pb2.Empty()

    def Analyze(self, request: Any, context: Any) -> messages.AnalyzeResponse:  # noqa: N802, ARG002
        """Judge one resource."""
        return self._response(self._pack.judge_resource(_planned(request)), request.urn)

    def AnalyzeStack(self, request: Any, context: Any) -> messages.AnalyzeResponse:  # noqa: N802, ARG002
        """Judge all resources together."""
        return self._response(self._pack.judge_stack([_planned(each) for each in request.resources]), "")

    def Remediate(self, request: Any, context: Any) -> messages.RemediateResponse:  # noqa: N802, ARG002
        """Packs report; they change nothing."""
        return messages.RemediateResponse()

    def Cancel(self, request: Any, context: Any) -> empty_pb2.Empty:  # noqa: N802, ARG002
        """The engine has no more questions."""
        self.stopped.set()
        return empty_pb2.Empty()

    def _response(self, findings: Iterable[Finding], urn: str) -> messages.AnalyzeResponse:
        policies = {policy.name: policy for policy in self._pack.policies}
        return messages.AnalyzeResponse(
            diagnostics=[
                messages.AnalyzeDiagnostic(
                    policyName=finding.policy,
                    policyPackName=self._pack.name,
                    policyPackVersion=self._pack.version,
                    description=policies[finding.policy].description,
                    message=finding.message,
                    enforcementLevel=LEVELS[finding.level],
                    severity=SEVERITIES[policies[finding.policy].severity],
                    urn=finding.urn or urn,
                )
                for finding in findings
            ]
        )


def serve(pack: Pack) -> None:
    """Serve a pack until the engine or a signal ends it; writes the port to standard output."""
    size = [
        ("grpc.max_receive_message_length", MESSAGE_BYTES),
        ("grpc.max_send_message_length", MESSAGE_BYTES),
    ]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=THREADS), options=size)
    analyzer = Analyzer(pack)
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(analyzer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    try:
        analyzer.stopped.wait()
    except KeyboardInterrupt:
        server.stop(0)
        return
    server.stop(1).wait()


def _planned(request: Any) -> Planned:
    """A resource of a request."""
    dependencies = getattr(request, "propertyDependencies", {})
    return Planned(
        urn=request.urn,
        token=normalised(request.type),
        inputs=plain(request.properties),
        provider=plain(request.provider.properties) if request.HasField("provider") else {},
        links=references(dependencies),
    )


def _info(policy: Policy) -> messages.PolicyInfo:
    framework, controls = policy.framework or ("", "")
    return messages.PolicyInfo(
        name=policy.name,
        displayName=policy.title,
        description=policy.description,
        enforcementLevel=LEVELS[policy.level],
        severity=SEVERITIES[policy.severity],
        remediation_steps=policy.remediation,
        tags=policy.tags,
        framework=messages.PolicyComplianceFramework(name=framework, specification=controls),
        configSchema=_schema(policy.properties) if policy.properties else None,
        policy_type=messages.POLICY_TYPE_STACK if policy.judges_stack else messages.POLICY_TYPE_RESOURCE,
    )


def _schema(properties: Mapping[str, Any]) -> messages.PolicyConfigSchema:
    stated = struct_pb2.Struct()
    stated.update(properties)
    return messages.PolicyConfigSchema(properties=stated)
