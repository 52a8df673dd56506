"""The pack over a folder, which the environment, the settings or the engine's own configuration names."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from policies.bring_your_own import load_own
from policies.kit.analyzer import Finding, Policy
from policies.kit.planned import Planned
from policies.kit.rule_pack import RulePack
from policies.kit.settings import Settings
from policies.model import Level, Severity
from policies.problems import GuardrailDataError, Problem

VARIABLE = "DATA_ESTATE_POLICY_FOLDER"
FOLDER = Policy(
    name="policy-folder",
    title="A folder of Azure Policy is named",
    description="The pack judges by the Azure Policy JSON of the folder that `folder` names.",
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    remediation=f'Set `{VARIABLE}`, or give `{{"policy-folder": {{"folder": "/path"}}}}` with `--policy-pack-config`.',
    tags=("upkeep",),
    judges_stack=True,
    properties={"folder": {"type": "string"}},
)


class OwnPack(RulePack):
    """Judges by the rules of one folder."""

    name = "bring-your-own"
    version = "1.0.0"
    title = "Azure Policy of a folder"

    def __init__(self, folder: str | None, settings: Settings) -> None:
        self._folder = folder
        self._given = settings
        self._fill()

    def configure(self, properties: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the folder that the engine's configuration names; it goes before the environment's."""
        asked = properties.get(FOLDER.name, {}).get("folder")
        if asked and asked != self._folder:
            self._folder = str(asked)
            self._fill()

    def judge_stack(self, resources: Sequence[Planned]) -> Iterator[Finding]:
        """A pack without a folder says so; all else is as for every pack."""
        if not self._folder:
            message = f"No folder of Azure Policy is named, so nothing was judged. {FOLDER.remediation}"
            yield Finding(policy=FOLDER.name, message=message, level=FOLDER.level)
        yield from super().judge_stack(resources)

    def _fill(self) -> None:
        refusing = self._given.levels.get("default", Level.MANDATORY)
        super().__init__(load_own(_absolute(self._folder), refusing) if self._folder else (), self._given)
        self.policies = [FOLDER, *self.policies]


def _absolute(folder: str) -> Path:
    """The folder; the engine starts packs in their own folder, so that a relative path would mislead."""
    path = Path(folder).expanduser()
    if not path.is_absolute():
        raise GuardrailDataError(
            [
                Problem(
                    code="P-OWN-001",
                    where=folder,
                    found="a relative path",
                    accepted="an absolute path",
                    remedy=f"write `{Path.cwd().anchor}…/{folder}`",
                )
            ]
        )
    return path
