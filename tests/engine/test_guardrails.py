"""The packs on the real engine: a violation stops a run, an unknown value does not, an exemption lets pass."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestrator.engine.commands import Options, PolicyPack
from orchestrator.engine.engine import Engine
from orchestrator.engine.results import Outcome, StackResult, Verb
from orchestrator.engine.run import run
from orchestrator.engine.workspace import Workspace, open_workspace
from policies.kit.settings import VARIABLE
from tests.engine.tiny_provider import TinyProvider, serving

pytestmark = pytest.mark.engine

PROGRAM = Path(__file__).parent / "guarded"
PACKS = tuple(PolicyPack(folder=Path("policies") / name) for name in ("guardrails", "estate_rules"))
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001"


@pytest.fixture
def guarded(tmp_path: Path, engine: Engine, provider: TinyProvider) -> Iterator[Workspace]:
    checkout = Path(shutil.copytree(PROGRAM, tmp_path / "checkout"))
    with serving(provider) as debug_providers:
        ports = debug_providers.replace("tiny:", "azure-native:")
        yield open_workspace(checkout / "stacks", engine=engine, debug_providers=ports, checkout=checkout)


def judged(workspace: Workspace, stack: str, verb: Verb, folder: Path, **settings: Any) -> StackResult:
    file = folder / "guardrails.json"
    file.write_text(json.dumps({"today": "2026-11-23", **settings}), encoding="utf-8")
    return run(workspace, stack, verb, Options(policy_packs=PACKS, environment={VARIABLE: str(file)}))


def found(result: StackResult, level: str) -> set[tuple[str, str]]:
    return {(each.policy, each.urn.rsplit("::", 1)[-1]) for each in result.violations if each.level == level}


def test_a_violation_stops_the_preview_and_says_what_to_do(guarded: Workspace, tmp_path: Path) -> None:
    result = judged(guarded, "bad", Verb.PREVIEW, tmp_path)
    assert result.outcome is Outcome.REFUSED
    assert found(result, "mandatory") == {("storage-account-public-blobs-off", "first")}
    (violation,) = [each for each in result.violations if each.level == "mandatory"]
    for part in ("G-STO-009", "`allowBlobPublicAccess` `true`", "Expected: `false`", "estate request"):
        assert part in violation.message


def test_an_unknown_value_is_advice_at_preview_and_decided_at_deployment(guarded: Workspace, tmp_path: Path) -> None:
    preview = judged(guarded, "good", Verb.PREVIEW, tmp_path)
    assert preview.outcome is Outcome.SUCCEEDED
    assert ("storage-account-tls-floor", "second") in found(preview, "advisory")
    deployed = judged(guarded, "good", Verb.UP, tmp_path)
    assert deployed.outcome is Outcome.SUCCEEDED
    assert ("storage-account-tls-floor", "second") not in found(deployed, "advisory")
    assert ("storage-account-locked", "first") in found(deployed, "advisory")


def test_an_exemption_lets_pass(guarded: Workspace, tmp_path: Path) -> None:
    exemption = {
        "guardrail": "G-STO-009",
        "scope": f"{SUBSCRIPTION}/resourceGroups/rg-lake/providers/Microsoft.Storage/storageAccounts/stfirst",
        "reason": "Published reference data",
        "ticket": "CHG-7",
        "approver": "security@contoso.example",
        "expires": "2027-06-30",
    }
    result = judged(guarded, "bad", Verb.PREVIEW, tmp_path, exemptions=[exemption])
    assert result.outcome is Outcome.SUCCEEDED


def test_bad_settings_stop_the_run_with_every_problem(guarded: Workspace, tmp_path: Path) -> None:
    result = judged(guarded, "good", Verb.PREVIEW, tmp_path, levels={"G-STO-999": "advisory", "cost": "off"})
    assert result.outcome is not Outcome.SUCCEEDED
    told = "\n".join(item.message for item in result.diagnostics)
    assert "P-SET-002" in told
    assert "P-SET-003" in told
