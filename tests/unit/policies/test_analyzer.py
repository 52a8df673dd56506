"""The policy protocol: one decoding, one question to the pack, each finding under its policy's name."""

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as messages

from arm.unknown import UNKNOWN
from policies.kit.analyzer import Analyzer, Finding, Policy
from policies.kit.planned import Planned
from policies.model import Level, Severity
from policies.problems import GuardrailDataError, Problem

URN = "urn:pulumi:dev::p::azure-native:storage/v20240101:StorageAccount::a"
POLICY = Policy(
    name="storage-first",
    title="First",
    description="What must be.",
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    remediation="Do it.",
    tags=("G-STO-001",),
    framework=("Framework", "NS-2"),
)


class FakePack:
    name = "fake"
    version = "1.2.3"
    title = "Fake"
    policies: Sequence[Policy] = (POLICY,)

    def __init__(self) -> None:
        self.seen: list[Planned] = []

    def configure(self, properties: Mapping[str, Mapping[str, Any]]) -> None:
        if properties:
            raise GuardrailDataError(
                [Problem(code="P-OWN-001", where="x", found=str(properties), accepted="", remedy="")]
            )

    def judge_resource(self, planned: Planned) -> Iterable[Finding]:
        self.seen.append(planned)
        return [Finding(policy="storage-first", message="Found it.", level=Level.MANDATORY)]

    def judge_stack(self, resources: Sequence[Planned]) -> Iterable[Finding]:
        self.seen.extend(resources)
        return [Finding(policy="storage-first", message="Together.", level=Level.ADVISORY, urn=URN)]


def properties(**values: Any) -> Struct:
    struct = Struct()
    struct.update(values)
    return struct


def test_a_resource_is_judged_once_and_reported_under_its_policy() -> None:
    pack = FakePack()
    request = messages.AnalyzeRequest(
        type="azure-native:storage/v20240101:StorageAccount",
        urn=URN,
        properties=properties(minimumTlsVersion="04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
        provider=messages.AnalyzerProviderResource(properties=properties(subscriptionId="s")),
    )
    (diagnostic,) = Analyzer(pack).Analyze(request, None).diagnostics
    assert (diagnostic.policyName, diagnostic.policyPackName, diagnostic.urn) == ("storage-first", "fake", URN)
    assert diagnostic.message == "Found it."
    assert diagnostic.enforcementLevel == messages.MANDATORY
    assert diagnostic.severity == messages.POLICY_SEVERITY_HIGH
    (planned,) = pack.seen
    assert planned.token == "azure-native:storage:StorageAccount"
    assert planned.inputs["minimumTlsVersion"] is UNKNOWN
    assert planned.provider == {"subscriptionId": "s"}


def test_a_stack_is_judged_with_what_its_properties_are_made_of() -> None:
    pack = FakePack()
    resource = messages.AnalyzerResource(
        type="x:y:Z", urn=URN, propertyDependencies={"scope": messages.AnalyzerPropertyDependencies(urns=["u"])}
    )
    response = Analyzer(pack).AnalyzeStack(messages.AnalyzeStackRequest(resources=[resource]), None)
    assert [d.enforcementLevel for d in response.diagnostics] == [messages.ADVISORY]
    assert pack.seen[0].links == {"scope": ("u",)}


def test_the_pack_introduces_itself() -> None:
    analyzer = Analyzer(FakePack())
    info = analyzer.GetAnalyzerInfo(None, None)
    assert (info.name, info.version, info.displayName) == ("fake", "1.2.3", "Fake")
    (policy,) = info.policies
    assert (policy.name, policy.enforcementLevel) == ("storage-first", messages.MANDATORY)
    assert policy.framework.specification == "NS-2"
    assert policy.policy_type == messages.POLICY_TYPE_RESOURCE
    assert analyzer.GetPluginInfo(None, None).version == "1.2.3"
    assert analyzer.Remediate(SimpleNamespace(), None).remediations == []


def test_cancelling_stops_the_server() -> None:
    analyzer = Analyzer(FakePack())
    assert not analyzer.stopped.is_set()
    analyzer.Cancel(None, None)
    assert analyzer.stopped.is_set()


def test_what_a_pack_refuses_of_its_configuration_reaches_the_engine() -> None:
    config = {"storage-first": messages.PolicyConfig(properties=properties(colour="red"))}
    analyzer = Analyzer(FakePack())
    with pytest.raises(LookupError, match=r"INVALID_ARGUMENT .*P-OWN-001 .*'storage-first': \{'colour': 'red'\}"):
        analyzer.Configure(messages.ConfigureAnalyzerRequest(policyConfig=config), Refusing())
    analyzer.Configure(messages.ConfigureAnalyzerRequest(), Refusing())


class Refusing:
    """A call's context, as far as refusing needs it."""

    def abort(self, code: Any, details: str) -> None:
        raise LookupError(f"{code} {details}")
