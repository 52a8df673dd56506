"""What a stack reads of another one that has yet to be deployed for it."""

from pathlib import Path

import pulumi
import pytest
from pulumi.output import UNKNOWN

from config.load import load_estate
from stacks.references import made
from tests.unit.config.reference import REFERENCE, copy_estate
from tests.unit.stacks.deployment import Standing

ZONE = {"name": "finance", "address_prefix": "10.18.0.0/16", "subscription_id": "aaaaaaaa-4b2a-4d8e-9f16-2a7b8c3d4e54"}


def test_at_preview_what_the_platform_has_yet_to_make_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulumi.runtime, "is_dry_run", lambda: True)
    assert made({"a": "1"}, "a", "groups") == "1"
    found: object = made({"a": "1"}, "b", "groups")
    assert found is UNKNOWN


def test_a_deployment_that_comes_too_early_says_what_to_deploy_first(standing: Standing, tmp_path: Path) -> None:
    deployment = standing.again(REFERENCE)
    zone = (REFERENCE / "Pulumi.sales-dev.yaml").read_text(encoding="utf-8")
    for old, new in (("sales\n", "finance\n"), ("10.17.0.0/16", ZONE["address_prefix"])):
        zone = zone.replace(old, new, 1)
    zone = zone.replace("3a4f2c61-8b1d-4f3a-b3c5-6d2e9f7081a3", ZONE["subscription_id"])
    deployment.estate = load_estate(copy_estate(tmp_path / "after", raw={"Pulumi.finance-dev.yaml": zone}))
    with pytest.raises(pulumi.RunError, match=r"R-REF-003 .* none for `finance-dev"):
        deployment.up("finance-dev")
