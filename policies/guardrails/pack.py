"""The first pack: the guardrails of this project."""

from collections.abc import Sequence

from policies.kit.bound import bind
from policies.kit.rule_pack import RulePack
from policies.kit.settings import Settings
from policies.model import Rule


class GuardrailPack(RulePack):
    """Every guardrail, with the organisation's parameters and levels."""

    name = "data-estate-guardrails"
    version = "1.0.0"
    title = "Guardrails of the data estate"

    def __init__(self, rules: Sequence[Rule], settings: Settings) -> None:
        super().__init__(bind(rules, settings), settings)
