"""The third pack: Azure Policy as an organisation has it, judged on any plan without code."""

from pathlib import Path

from policies.bring_your_own.folder import read_folder
from policies.bring_your_own.linking import Linking
from policies.kit.bound import BoundRule
from policies.model import Level
from policies.problems import GuardrailDataError


def load_own(folder: Path, refusing: Level = Level.MANDATORY) -> list[BoundRule]:
    """The rules of a folder, by name; raises `GuardrailDataError` with every problem.

    `refusing` is the level of rules with the effect `deny`.
    """
    read, problems = read_folder(folder)
    linking = Linking(read, refusing)
    found = linking.rules()
    problems += linking.problems
    if problems:
        raise GuardrailDataError(problems)
    return sorted(found, key=lambda bound: bound.rule.name)
