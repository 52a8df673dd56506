"""Azure Policy of a folder on the real engine: at preview, and on a state that was exported."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from orchestrator.engine.commands import Options, PolicyPack, export_state
from orchestrator.engine.engine import Engine
from orchestrator.engine.results import Outcome, StackResult, Verb
from orchestrator.engine.run import run
from orchestrator.engine.workspace import Workspace, open_workspace
from policies.bring_your_own.pack import VARIABLE
from tests.engine.test_guardrails import PACKS, PROGRAM
from tests.engine.tiny_provider import TinyProvider, serving

pytestmark = pytest.mark.engine

PACK = Path("policies/bring_your_own")
RULE: dict[str, Any] = {
    "if": {
        "allOf": [
            {"field": "type", "equals": "Microsoft.Storage/storageAccounts"},
            {"field": "Microsoft.Storage/storageAccounts/allowBlobPublicAccess", "equals": True},
        ]
    },
    "then": {"effect": "deny"},
}


@pytest.fixture
def guarded(tmp_path: Path, engine: Engine, provider: TinyProvider) -> Iterator[Workspace]:
    checkout = Path(shutil.copytree(PROGRAM, tmp_path / "checkout"))
    with serving(provider) as debug_providers:
        ports = debug_providers.replace("tiny:", "azure-native:")
        yield open_workspace(checkout / "stacks", engine=engine, debug_providers=ports, checkout=checkout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "azure-policy"
    path.mkdir()
    (path / "no-public-blobs.rules.json").write_text(json.dumps(RULE), encoding="utf-8")
    return path


def preview(workspace: Workspace, stack: str, folder: Path | None, config: Path | None = None) -> StackResult:
    environment = {VARIABLE: str(folder)} if folder else {}
    options = Options(policy_packs=(PolicyPack(folder=PACK, config=config),), environment=environment)
    return run(workspace, stack, Verb.PREVIEW, options)


def broken(result: StackResult) -> set[tuple[str, str]]:
    return {(each.policy, each.urn.rsplit("::", 1)[-1]) for each in result.violations if each.level == "mandatory"}


def test_the_environment_names_the_folder(guarded: Workspace, folder: Path) -> None:
    result = preview(guarded, "bad", folder)
    assert (result.outcome, broken(result)) == (Outcome.REFUSED, {("no-public-blobs", "first")})
    assert preview(guarded, "good", folder).outcome is Outcome.SUCCEEDED


def test_the_configuration_of_the_pack_names_the_folder(guarded: Workspace, folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "pack.json"
    config.write_text(json.dumps({"policy-folder": {"folder": str(folder)}}), encoding="utf-8")
    assert broken(preview(guarded, "bad", None, config)) == {("no-public-blobs", "first")}
    (folder / "more.json").write_text("{", encoding="utf-8")
    refused = preview(guarded, "good", None, config)
    assert refused.outcome is not Outcome.SUCCEEDED
    assert "P-OWN-002" in "\n".join(item.message for item in refused.diagnostics)


def test_bad_files_stop_the_run_with_every_problem(guarded: Workspace, folder: Path) -> None:
    for name in ("one", "two"):
        (folder / f"{name}.json").write_text("{", encoding="utf-8")
    told = "\n".join(item.message for item in preview(guarded, "good", folder).diagnostics)
    for part in ("P-OWN-002 · one.json", "P-OWN-002 · two.json"):
        assert part in told


def analyze(workspace: Workspace, state: Path, packs: tuple[Path, ...], more: Mapping[str, str]) -> tuple[int, str]:
    line = [str(workspace.engine.command), "policy", "analyze", "--file", str(state), "--json"]
    for pack in packs:
        line += ["--policy-pack", str(pack.resolve())]
    environment = {**workspace.environment(), **more}
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False, cwd=state.parent)
    return done.returncode, done.stdout + done.stderr


def test_a_state_that_was_exported_is_judged_by_every_pack(guarded: Workspace, folder: Path, tmp_path: Path) -> None:
    for stack in ("good", "bad"):
        assert run(guarded, stack, Verb.UP, Options()).outcome is Outcome.SUCCEEDED
    states = {}
    for stack in ("good", "bad"):
        states[stack] = tmp_path / f"{stack}.json"
        states[stack].write_text(json.dumps(export_state(guarded, stack)), encoding="utf-8")
    packs = (*(pack.folder for pack in PACKS), PACK)
    code, told = analyze(guarded, states["bad"], packs, {VARIABLE: str(folder)})
    assert code != 0
    for policy in ("no-public-blobs", "storage-account-public-blobs-off"):
        assert f'"policyName":"{policy}"' in told
    code, told = analyze(guarded, states["good"], packs, {VARIABLE: str(folder)})
    assert (code, '"enforcementLevel":"mandatory"' in told) == (0, False), told
