"""Programs in this process, on a cloud in memory."""

import pulumi
import pulumi_azure_native as azure
import pulumi_random as random
import pytest
from pulumi import InvokeOutputOptions, ResourceOptions

from arm.errors import ArmError
from simulator.mocks import SUBSCRIPTION_ID, RefusedInputsError, SimulatorMocks, run_program

GROUP = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/rg-lake"
STANDS = [{"id": GROUP, "location": "westeurope"}]


class Spoke(pulumi.ComponentResource):
    """A component with one child."""

    def __init__(self, name: str, opts: ResourceOptions | None = None) -> None:
        super().__init__("dataestate:network:Spoke", name, None, opts)
        self.network = azure.network.VirtualNetwork(
            f"{name}-network",
            resource_group_name="rg-lake",
            virtual_network_name="vnet-lake",
            address_space={"address_prefixes": ["10.1.0.0/16"]},
            tags={"key": pulumi.Output.secret("x")},
            opts=ResourceOptions(parent=self, protect=True),
        )
        self.register_outputs({"network": self.network.id})


def test_a_component_is_registered_with_its_children_and_stands_in_azure() -> None:
    mocks = run_program(lambda: Spoke("spoke"), resources=STANDS)
    network = mocks.resource("azure-native:network:VirtualNetwork", "spoke-network")
    spoke = mocks.resource("dataestate:network:Spoke")
    assert (network.parent, network.protect, set(network.secrets)) == (spoke.urn, True, {"tags"})
    assert network.inputs["tags"] == {"key": "x"}
    assert network.outputs["location"] == "westeurope"
    assert network.id in [one["id"] for one in mocks.arm()]
    assert not spoke.custom


def test_explicit_providers_have_their_own_settings() -> None:
    other = SUBSCRIPTION_ID.replace("1", "2")

    def program() -> None:
        provider = azure.Provider("other", subscription_id=other, location="northeurope")
        group = azure.resources.ResourceGroup(
            "group", resource_group_name="rg-b", opts=ResourceOptions(provider=provider)
        )
        client = azure.authorization.get_client_config_output(opts=InvokeOutputOptions(provider=provider))
        pulumi.export("group", group.id)
        pulumi.export("subscription", client.subscription_id)

    mocks = run_program(program)
    assert mocks.exports == {
        "group": f"/subscriptions/{other}/resourceGroups/rg-b",
        "subscription": other,
    }
    assert mocks.resource("azure-native:resources:ResourceGroup").provider == "other"


def test_a_preview_makes_nothing_and_knows_no_ids() -> None:
    def program() -> None:
        spoke = Spoke("spoke")
        pulumi.export("network", spoke.network.id)
        pulumi.export("space", spoke.network.address_space)

    mocks = run_program(program, resources=STANDS, preview=True)
    assert isinstance(mocks.exports["network"], pulumi.output.Unknown)
    assert mocks.resource("azure-native:network:VirtualNetwork").id == ""
    assert not [one for one in mocks.arm() if one["type"] == "Microsoft.Network/virtualNetworks"]


def test_what_azure_or_the_provider_refuses_is_raised() -> None:
    with pytest.raises(ArmError) as refused:
        run_program(lambda: Spoke("spoke"))
    assert refused.value.code == "ResourceGroupNotFound"

    def nameless() -> None:
        azure.network.VirtualNetwork("n", resource_group_name="rg-lake", location="westeurope")

    with pytest.raises(RefusedInputsError, match="virtualNetworkName") as failed:
        run_program(nameless, resources=STANDS)
    assert {one.property for one in failed.value.failures} >= {"virtualNetworkName"}


def test_what_the_program_itself_raises_is_raised() -> None:
    def program() -> None:
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        run_program(program)


def test_existing_resources_are_read_and_configuration_is_given() -> None:
    def program() -> None:
        found = azure.resources.ResourceGroup.get("found", GROUP)
        pulumi.export("location", found.location)
        pulumi.export("owner", pulumi.Config("estate").require("owner"))

    mocks = run_program(program, resources=STANDS, config={"estate:owner": "sales"})
    assert mocks.exports == {"location": "westeurope", "owner": "sales"}
    with pytest.raises(LookupError, match="does not stand"):
        run_program(program, config={"estate:owner": "sales"})


def test_secret_outputs_are_secret_to_the_program() -> None:
    secretness: list[bool] = []

    def program() -> pulumi.Output[None]:
        password = random.RandomPassword("password", length=20)
        future = password.result.is_secret()
        return pulumi.Output.from_input(future).apply(secretness.append)

    run_program(program)
    assert secretness == [True]


def test_one_cloud_serves_several_programs() -> None:
    mocks = SimulatorMocks(resources=STANDS)
    run_program(lambda: Spoke("spoke"), mocks=mocks)
    with pytest.raises(Exception, match="already existing"):
        run_program(lambda: Spoke("again"), mocks=mocks)
    with pytest.raises(LookupError, match="0 resources"):
        mocks.resource("azure-native:network:Subnet")
