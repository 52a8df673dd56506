"""Tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.tags import COMPUTED, check_own_tags, check_tags, computed_tags, merge_tags

layers = st.dictionaries(st.text("abAB", min_size=1, max_size=3), st.text("xy", max_size=2), max_size=5)


def _codes(tags: dict[str, str], arm_type: str = "*", required: tuple[str, ...] = ()) -> list[str]:
    return [problem.code for problem in check_tags(tags, arm_type=arm_type, required=required)]


def test_computed_tags_are_the_reserved_ones() -> None:
    tags = computed_tags(
        project="estate", environment="dev", owner="o@contoso.example", cost_center="C1", stack="finance-dev",
        classification="internal",
    )  # fmt: skip
    assert set(tags) == set(COMPUTED)
    assert tags["ManagedBy"] == "data-estate"
    assert check_tags(tags, required=("Owner", "environment", "CostCenter")) == ()


def test_classification_is_left_out_where_no_data_is() -> None:
    tags = computed_tags(project="p", environment="e", owner="o", cost_center="c", stack="s")
    assert "DataClassification" not in tags


def test_the_last_layer_wins_without_regard_to_case() -> None:
    merged = merge_tags({"Owner": "a", "Zone": "1"}, {"owner": "b"}, {"Team": "x"})
    assert merged == {"owner": "b", "Team": "x", "Zone": "1"}


@given(st.lists(layers, max_size=4))
def test_merging_keeps_one_spelling_of_each_key(some: list[dict[str, str]]) -> None:
    merged = merge_tags(*some)
    assert len({key.lower() for key in merged}) == len(merged)
    assert {key.lower() for key in merged} == {key.lower() for layer in some for key in layer}
    assert merge_tags(merged) == merged


@given(layers, layers)
def test_merging_with_the_same_layer_again_changes_nothing(first: dict[str, str], second: dict[str, str]) -> None:
    assert merge_tags(first, second, second) == merge_tags(first, second)


@pytest.mark.parametrize(
    ("tags", "arm_type", "code"),
    [
        ({f"k{index}": "v" for index in range(51)}, "*", "C-TAG-003"),
        ({f"k{index}": "v" for index in range(16)}, "Microsoft.Network/privateDnsZones", "C-TAG-003"),
        ({"a": "1", "A": "2"}, "*", "C-TAG-004"),
        ({"": "v"}, "*", "C-TAG-005"),
        ({"k" * 513: "v"}, "*", "C-TAG-005"),
        ({"k" * 129: "v"}, "Microsoft.Storage/storageAccounts", "C-TAG-005"),
        ({"a/b": "v"}, "*", "C-TAG-005"),
        ({"cost center": "v"}, "Microsoft.Network/privateDnsZones", "C-TAG-005"),
        ({"1st": "v"}, "Microsoft.Network/privateDnsZones", "C-TAG-005"),
        ({"key": "v" * 257}, "*", "C-TAG-006"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_azures_limits(tags: dict[str, str], arm_type: str, code: str) -> None:
    assert _codes(tags, arm_type) == [code]


@pytest.mark.parametrize("character", list("<>%&\\?/"))
def test_forbidden_characters(character: str) -> None:
    assert _codes({f"a{character}b": "v"}) == ["C-TAG-005"]


def test_a_required_tag_needs_a_value() -> None:
    assert _codes({"Owner": ""}, required=("Owner", "CostCenter")) == ["C-TAG-002", "C-TAG-002"]
    assert _codes({"OWNER": "x"}, required=("Owner",)) == []


def test_files_may_not_set_computed_tags() -> None:
    assert [problem.code for problem in check_own_tags({"stack": "x", "Team": "y"})] == ["C-TAG-001"]
