"""Names, options, tags and outputs that every component has."""

from dataclasses import dataclass

import pulumi
import pytest
from pulumi_azure_native import resources

from components._base import EstateComponent
from components._errors import ArgumentError
from components._tokens import Token
from components.transformations import without_version_aliases
from tests.unit.components.harness import run


@dataclass(frozen=True, kw_only=True)
class _Outputs:
    name: pulumi.Output[str]


class _Sample(EstateComponent[_Outputs]):
    def __init__(self, name: str, *, allow_removal: bool = False, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.RESOURCE_GROUP_SET, name, tags={"Owner": "a", "Purpose": "b"}, opts=opts)
        first = resources.ResourceGroup(
            self.child_name("first"),
            resource_group_name="rg-first",
            location="westeurope",
            tags=self.tags({"Purpose": "c"}),
            opts=self.stateless(),
        )
        resources.ResourceGroup(
            self.child_name("second"),
            resource_group_name="rg-second",
            location="westeurope",
            tags=self.tags(),
            opts=self.data_bearing(allow_removal=allow_removal, depends_on=[first]),
        )
        self.publish(_Outputs(name=first.name))


def test_children_are_named_after_instance_and_role() -> None:
    world = run(lambda: _Sample("zone"))
    assert world.names() == ["zone", "zone-first", "zone-second"]
    assert {made.parent for made in world.of("ResourceGroup")} == {"zone"}


def test_tags_of_a_child_win_over_the_components() -> None:
    world = run(lambda: _Sample("zone"))
    assert world.named("zone-first").inputs["tags"] == {"Owner": "a", "Purpose": "c"}
    assert world.named("zone-second").inputs["tags"] == {"Owner": "a", "Purpose": "b"}


def test_what_holds_no_data_is_deleted_before_its_replacement() -> None:
    first = run(lambda: _Sample("zone")).named("zone-first")
    assert first.deleted_before_replace
    assert not first.protected


def test_what_holds_data_is_protected_and_retained() -> None:
    second = run(lambda: _Sample("zone")).named("zone-second")
    assert (second.protected, second.retained, second.deleted_before_replace) == (True, True, False)
    assert "zone-first" in second.after


def test_both_keys_turned_free_what_holds_data() -> None:
    second = run(lambda: _Sample("zone", allow_removal=True)).named("zone-second")
    assert (second.protected, second.retained) == (False, False)


def test_outputs_are_those_of_the_dataclass() -> None:
    seen: list[str] = []

    def program() -> pulumi.Output[None]:
        return _Sample("zone").outputs.name.apply(seen.append)

    run(program)
    assert seen == ["rg-first"]


def test_aliases_of_other_api_versions_are_dropped() -> None:
    assert run(lambda: _Sample("zone"), aliases=True).named("zone-first").aliases > 1
    assert run(lambda: _Sample("zone")).named("zone-first").aliases == 0


def test_an_alias_that_says_more_than_a_version_is_kept() -> None:
    moved = pulumi.Alias(name="before")
    renamed = pulumi.Alias(type_="azure-native:network/v20200101:Subnet", name="before")
    other = pulumi.Alias(type_="dataestate:network:Network")
    version = pulumi.Alias(type_="azure-native:network/v20200101:Subnet")
    args = pulumi.ResourceTransformationArgs(
        resource=None,  # type: ignore[arg-type]
        type_="azure-native:network:Subnet",
        name="subnet",
        props={},
        opts=pulumi.ResourceOptions(aliases=[moved, version, renamed, other]),
    )
    result = without_version_aliases(args)
    assert result is not None
    assert result.opts.aliases == [moved, renamed, other]
    assert args.opts.aliases == [moved, version, renamed, other]


@pytest.mark.parametrize(
    ("token", "aliases"),
    [("azuread:index/group:Group", [pulumi.Alias(type_="azuread:index/group:OldGroup")]), ("azure-native:a:B", [])],
)
def test_what_has_no_version_aliases_is_left_alone(token: str, aliases: list[pulumi.Alias]) -> None:
    args = pulumi.ResourceTransformationArgs(
        resource=None,  # type: ignore[arg-type]
        type_=token,
        name="x",
        props={},
        opts=pulumi.ResourceOptions(aliases=list(aliases)),
    )
    assert without_version_aliases(args) is None


def test_a_refusal_is_one_line_of_five_parts() -> None:
    error = ArgumentError("A-NET-001", "subnets.x.purpose", found="`y`", accepted="`team`", remedy="choose it")
    assert str(error) == "A-NET-001 · subnets.x.purpose · `y` · `team` · choose it"
    assert isinstance(error, pulumi.RunError)
    assert error.property_path == "subnets.x.purpose"
