"""Generated files are what their sources say."""

import pytest

from arm.private_link import types
from tools.docs import PAGES, ROOT
from tools.policy_families import definitions, family

FAMILY_FILES = dict(definitions())


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == PAGES[name](), f"run `make docs` and commit {name}"


@pytest.mark.parametrize("name", sorted(FAMILY_FILES))
def test_guardrails_of_families_are_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == FAMILY_FILES[name], f"run `make docs` and commit {name}"


def test_members_of_the_endpoint_family_have_private_endpoints() -> None:
    members = {member["type"].lower() for member in family("private-endpoint-owner")["members"]}
    assert members <= {each.lower() for each in types()}
    written = {path.name for path in (ROOT / "policies/definitions").rglob("*-private-endpoint-owner.json")}
    assert len(written) == len(members) == len(FAMILY_FILES)
