"""One exemption from asking to its end: what the desk decides, packs honour, Azure lets pass, and time takes back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from arm.errors import ArmError
from config.guardrails import guardrail_settings
from orchestrator.flows.walks import walks
from policies.catalogue import rules
from policies.guardrails.pack import GuardrailPack
from policies.kit.settings import parse
from policies.packs import all_rules
from servicedesk.examples import examples
from servicedesk.problems import Refusal
from servicedesk.reading import read_body
from servicedesk.texts import changed_texts, load_texts
from simulator.core.cloud import Cloud
from tests.unit.policies.reference_plan import plan_of
from tests.unit.servicedesk.world import World
from tests.unit.stacks.deployment import Deployment, deploy

REDIS = "Microsoft.Cache/redisEnterprise"
API_VERSION = "2025-07-01"
AFTER = datetime(2999, 1, 1, tzinfo=UTC)
_WALKS = {walk.key: walk for walk in walks()}


@dataclass
class Lived:
    """An estate to which requests were made, with the clock of its Azure."""

    world: World
    folder: Path
    now: datetime = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def request(self, key: str) -> None:
        """Walk one request of the demo, to the estate's texts."""
        walk = _WALKS[key]
        body = read_body({**examples()[walk.kind], **walk.changes})
        assert not isinstance(body, Refusal), body
        desk = self.world.desk
        state = desk.create(self.world.person(walk.asks), body)
        desk.submit(self.world.person(walk.asks), state.id)
        for name in walk.approves:
            state = desk.approve(self.world.person(name), state.id)
        assert state.status == "approved"
        planned = desk.plan(state.id)
        assert not isinstance(planned, Refusal), planned
        self.world.texts = changed_texts(self.world.texts, planned.files)  # type: ignore[union-attr]

    def deploy(self) -> Deployment:
        for name, text in self.world.texts.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        return deploy(self.folder, Cloud(clock=lambda: self.now))


@pytest.fixture(name="lived")
def _lived(tmp_path: Path) -> Lived:
    return Lived(World(), tmp_path)


def findings(found: Deployment, stack: str) -> list[str]:
    groups = found.exported["platform"]["contract"]["groups"]
    pack = GuardrailPack(rules(), parse(stack, guardrail_settings(found.estate, stack, groups), all_rules()))
    return [finding.message for planned in plan_of(found, stack) for finding in pack.judge_resource(planned)]


def test_without_it_azure_refuses(lived: Lived) -> None:
    lived.request("service")
    with pytest.raises(ArmError, match="G-CST-002"):
        lived.deploy()


def test_from_the_request_to_its_end(lived: Lived) -> None:
    lived.request("exemption")
    lived.request("service")
    found = lived.deploy()
    assert findings(found, "customer-360") == []
    (cache,) = found.cloud.list(type=REDIS)
    (exemption,) = [
        one
        for one in found.cloud.list(type="Microsoft.Authorization/policyExemptions")
        if one["properties"]["policyDefinitionReferenceIds"] == ["G-CST-002"]
    ]
    until = datetime.fromisoformat(exemption["properties"]["expiresOn"])
    body: dict[str, Any] = {key: cache[key] for key in ("location", "tags", "sku", "identity") if key in cache}
    body["properties"] = {"minimumTlsVersion": "1.2", "publicNetworkAccess": "Disabled"}
    lived.now = until
    found.cloud.put(cache["id"], API_VERSION, body)

    lived.now = AFTER
    with pytest.raises(ArmError, match="G-CST-002"):
        found.cloud.put(cache["id"], API_VERSION, body)
    checked = load_texts(lived.world.texts, AFTER.date())
    assert isinstance(checked, Refusal)
    assert "exempt until" in "\n".join(str(problem) for problem in checked.problems)
