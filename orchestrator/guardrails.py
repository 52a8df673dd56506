"""The guardrail packs of a run, and the settings that each stack is judged with."""

import json
from collections.abc import Mapping
from pathlib import Path

from config.estate import Estate
from config.guardrails import guardrail_settings, policy_folder
from orchestrator.deployed import deployed_outputs
from orchestrator.engine.commands import PolicyPack
from orchestrator.session import Session
from policies.catalogue import rules
from policies.estate_rules import RULES

SETTINGS_VARIABLE = "DATA_ESTATE_GUARDRAILS"


def packs(checkout: Path, estate: Estate) -> tuple[PolicyPack, ...]:
    """The packs that judge every preview and every deployment; the third where the estate has policies of its own."""
    names = ("guardrails", "estate_rules", *(("bring_your_own",) if policy_folder(estate) else ()))
    return tuple(PolicyPack(folder=checkout / "policies" / name) for name in names)


def rule_count() -> int:
    """How many guardrails the packs hold."""
    return len(rules()) + len(RULES)


def settings_file(session: Session, stack: str) -> Path:
    """Write the settings with which a stack is judged; the file that `DATA_ESTATE_GUARDRAILS` names."""
    folder = session.workspace.directory / "guardrails"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{stack}.json"
    settings = guardrail_settings(session.estate, stack, _group_ids(session))
    file.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    return file


def _group_ids(session: Session) -> Mapping[str, str]:
    """The object ids of the estate's groups, as the platform's contract names them once it is deployed."""
    platform = next(iter(session.estate.platform))
    groups = (deployed_outputs(session.workspace, platform).get("contract") or {}).get("groups")
    return groups if isinstance(groups, Mapping) else {}
