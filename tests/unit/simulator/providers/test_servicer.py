"""The packages behind the protocol: over gRPC, as the engine reaches them."""

from collections.abc import Iterator, Mapping
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc, status_pb2

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers import wire
from simulator.providers.provider import Package
from simulator.server import start

from .conftest import GROUP, GROUPS, NETWORKS, ONE, TWO

DIFF = provider_pb2.DiffResponse
KIND = provider_pb2.PropertyDiff


class Engine:
    """One connection of an engine to a provider."""

    def __init__(self, port: int, package: str, **settings: Any) -> None:
        # Connections with the same options share one socket within a process; an engine's never do.
        options = [("grpc.use_local_subchannel_pool", 1)]
        self.channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=options)
        self.stub = provider_pb2_grpc.ResourceProviderStub(self.channel)
        if settings:
            variables = {f"{package}:config:{name}": str(value) for name, value in settings.items()}
            self.stub.Configure(provider_pb2.ConfigureRequest(args=wire.encode(settings), variables=variables))

    def check(self, token: str, news: dict[str, Any], *secrets: wire.Path) -> Any:
        request = provider_pb2.CheckRequest(urn=urn(token), type=token, news=wire.encode(news, secrets))
        request.autonaming.mode = provider_pb2.CheckRequest.AutonamingOptions.DISABLE
        return self.stub.Check(request)

    def create(self, token: str, properties: Any, *, preview: bool = False) -> Any:
        return self.stub.Create(
            provider_pb2.CreateRequest(urn=urn(token), type=token, properties=properties, preview=preview)
        )

    def make(self, token: str, news: dict[str, Any], *secrets: wire.Path) -> Any:
        return self.create(token, self.check(token, news, *secrets).inputs)


def urn(token: str) -> str:
    return f"urn:pulumi:test::estate::dataestate:network:Spoke${token}::thing"


@pytest.fixture
def ports(served: Mapping[str, Package]) -> Iterator[dict[str, int]]:
    servers, found = start(served)
    yield found
    for ended in [server.stop(None) for server in servers]:
        ended.wait()


@pytest.fixture
def engine(ports: dict[str, int]) -> Iterator[Engine]:
    made = Engine(ports["azure-native"], "azure-native", subscriptionId=ONE)
    made.make(GROUPS, {"resourceGroupName": "rg-lake", "location": "westeurope"})
    yield made
    made.channel.close()


def network(**more: Any) -> dict[str, Any]:
    space = {"addressPrefixes": ["10.1.0.0/16"]}
    return {"resourceGroupName": "rg-lake", "virtualNetworkName": "vnet", "addressSpace": space, **more}


def test_each_package_says_who_it_is_and_what_it_understands(ports: dict[str, int]) -> None:
    for name, port in ports.items():
        engine = Engine(port, name)
        assert engine.stub.GetPluginInfo(Empty()).version
        engine.stub.Attach(plugin_pb2.PluginAttach(address="127.0.0.1:1"))
        told = engine.stub.Handshake(provider_pb2.ProviderHandshakeRequest(engine_address="127.0.0.1:1"))
        assert (told.accept_secrets, told.accept_outputs) == (True, False)
        assert told.supports_autonaming_configuration is (name == "azure-native")
        assert engine.stub.GetSchema(provider_pb2.GetSchemaRequest()).schema == "{}"
        engine.channel.close()


def test_settings_belong_to_the_connection(ports: dict[str, int], engine: Engine, cloud: Cloud) -> None:
    other = Engine(ports["azure-native"], "azure-native", subscriptionId=TWO)
    made = other.make(GROUPS, {"resourceGroupName": "rg-lake", "location": "uksouth"})
    assert made.id == GROUP.replace(ONE, TWO)
    assert cloud.get(GROUP)["location"] == "westeurope"
    other.channel.close()


def test_a_connection_without_settings_is_refused(ports: dict[str, int]) -> None:
    engine = Engine(ports["azure-native"], "azure-native")
    with pytest.raises(grpc.RpcError) as refused:
        engine.check(GROUPS, {"resourceGroupName": "rg"})
    assert "not configured" in refused.value.details()
    engine.channel.close()


def test_settings_are_taken_as_they_are_and_never_replace(engine: Engine) -> None:
    old, new = wire.encode({"subscriptionId": ONE}), wire.encode({"subscriptionId": TWO})
    assert engine.stub.CheckConfig(provider_pb2.CheckRequest(news=new)).inputs == new
    changed = engine.stub.DiffConfig(provider_pb2.DiffRequest(old_inputs=old, news=new))
    assert (changed.changes, list(changed.replaces)) == (DIFF.DIFF_SOME, [])
    assert engine.stub.DiffConfig(provider_pb2.DiffRequest(old_inputs=new, news=new)).changes == DIFF.DIFF_NONE


def test_failures_name_the_property(engine: Engine) -> None:
    found = engine.check(NETWORKS, network(adressSpace=1, virtualNetworkName=None)).failures
    assert {failure.property for failure in found} == {"adressSpace", "virtualNetworkName"}


def test_secrets_stay_secret_in_checked_inputs_outputs_and_previews(engine: Engine) -> None:
    secret = ("tags", "key")
    checked = engine.check(NETWORKS, network(tags={"key": "x", "owner": "sales"}), secret)
    assert wire.decode(checked.inputs).secrets == {secret}
    for preview in (True, False):
        answered = engine.create(NETWORKS, checked.inputs, preview=preview)
        assert wire.decode(answered.properties).secrets == {secret}
    read = engine.stub.Read(
        provider_pb2.ReadRequest(
            id=answered.id, urn=urn(NETWORKS), type=NETWORKS, properties=answered.properties, inputs=checked.inputs
        )
    )
    assert wire.decode(read.properties).secrets == wire.decode(read.inputs).secrets == {secret}


def test_outputs_that_the_class_marks_are_secret(ports: dict[str, int]) -> None:
    engine = Engine(ports["random"], "random", version="4")
    made = engine.make("random:index/randomPassword:RandomPassword", {"length": 20})
    assert ("result",) in wire.decode(made.properties).secrets
    engine.channel.close()


def test_a_difference_is_told_in_detail(engine: Engine) -> None:
    inputs = engine.check(NETWORKS, network(tags={"a": "b"})).inputs
    made = engine.create(NETWORKS, inputs)
    news = engine.check(NETWORKS, network(tags={"a": "c", "d-e": "f"}, location="uksouth")).inputs
    request = provider_pb2.DiffRequest(
        id=made.id, urn=urn(NETWORKS), type=NETWORKS, olds=made.properties, old_inputs=inputs, news=news
    )
    found = engine.stub.Diff(request)
    assert (found.changes, list(found.replaces), list(found.diffs)) == (
        DIFF.DIFF_SOME,
        ["location"],
        ["location", "tags"],
    )
    assert found.deleteBeforeReplace
    assert {path: detail.kind for path, detail in found.detailedDiff.items()} == {
        "location": KIND.UPDATE_REPLACE,
        "tags.a": KIND.UPDATE,
        'tags["d-e"]': KIND.ADD,
    }
    request.news.CopyFrom(inputs)
    assert engine.stub.Diff(request).changes == DIFF.DIFF_NONE


def test_a_resource_lives_and_ends(engine: Engine) -> None:
    inputs = engine.check(NETWORKS, network()).inputs
    made = engine.create(NETWORKS, inputs)
    news = engine.check(NETWORKS, network(tags={"a": "b"})).inputs
    update = provider_pb2.UpdateRequest(
        id=made.id, urn=urn(NETWORKS), type=NETWORKS, olds=made.properties, old_inputs=inputs, news=news, preview=True
    )
    foreseen = wire.decode(engine.stub.Update(update).properties).values
    assert (foreseen["tags"], foreseen["name"]) == ({"a": "b"}, "vnet")
    update.preview = False
    assert wire.decode(engine.stub.Update(update).properties).values["tags"] == {"a": "b"}
    standing = {"id": made.id, "urn": urn(NETWORKS), "type": NETWORKS}
    assert engine.stub.Read(provider_pb2.ReadRequest(**standing)).id == made.id
    engine.stub.Delete(provider_pb2.DeleteRequest(**standing, properties=made.properties, old_inputs=inputs))
    assert engine.stub.Read(provider_pb2.ReadRequest(**standing)).id == ""


def test_a_refusal_speaks_azures_words(engine: Engine) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        engine.make(NETWORKS, network(resourceGroupName="rg-none"))
    told = refused.value.details()
    assert told.startswith('Status=404 Code="ResourceGroupNotFound" Message="Resource group `rg-none`')
    assert told.endswith(f'Target="/subscriptions/{ONE}/resourceGroups/rg-none'
                         '/providers/Microsoft.Network/virtualNetworks/vnet"')  # fmt: skip


def test_a_half_made_resource_is_handed_over_for_the_state(
    engine: Engine, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = cloud.put

    def lose_the_answer(*arguments: Any) -> dict[str, Any]:
        put(*arguments)
        raise ArmError("Conflict", "The server met an error.", status=409)

    inputs = engine.check(NETWORKS, network(tags={"key": "x"}), ("tags",)).inputs
    monkeypatch.setattr(cloud, "put", lose_the_answer)
    with pytest.raises(grpc.RpcError) as failed:
        engine.create(NETWORKS, inputs)
    packed = next(value for name, value in failed.value.trailing_metadata() if name == "grpc-status-details-bin")
    detail = provider_pb2.ErrorResourceInitFailed()
    assert status_pb2.Status.FromString(packed).details[0].Unpack(detail)
    assert detail.id.endswith("/virtualNetworks/vnet")
    assert detail.inputs == inputs
    assert wire.decode(detail.properties).secrets == {("tags",)}
    assert list(detail.reasons) == ['Status=409 Code="Conflict" Message="The server met an error."']


def test_a_fault_of_the_simulator_keeps_its_traceback(
    engine: Engine, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cloud, "put", lambda *_: 1 / 0)
    with pytest.raises(grpc.RpcError) as failed:
        engine.make(NETWORKS, network())
    assert "the simulator failed: ZeroDivisionError" in failed.value.details()
    assert "Traceback" in failed.value.details()


def test_functions_answer_and_pass_secretness_on(engine: Engine) -> None:
    token = "azure-native:resources:getResourceGroup"
    for secrets in ([], [("resourceGroupName",)]):
        arguments = wire.encode({"resourceGroupName": "rg-lake"}, secrets)
        answer = wire.decode(
            getattr(engine.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=arguments)), "return")
        )
        assert answer.values["location"] == "westeurope"
        assert bool(answer.secrets) is bool(secrets)


def test_cancel_ends_the_waiting_of_its_own_connection(ports: dict[str, int], engine: Engine, cloud: Cloud) -> None:
    other = Engine(ports["azure-native"], "azure-native", subscriptionId=TWO)
    other.stub.Cancel(Empty())
    cloud.faults.inject({"kind": "throttle", "operation": "put", "count": 1})
    assert engine.make(NETWORKS, network()).id
    other.channel.close()
