"""Names by which people ask for services lead to those that there are."""

import json
import re
from importlib.resources import files

import pytest

from config.customer_keys import kinds
from config.other_names import known_as

_NAMES = json.loads(files("config").joinpath("data/other_names.json").read_text(encoding="utf-8")).keys() - {"source"}


@pytest.mark.parametrize("name", sorted(_NAMES))
def test_another_name_leads_to_a_service_or_says_who_makes_it(name: str) -> None:
    told = str(known_as(name))
    assert name not in kinds()
    written = re.match(r"write `([^`]+)`", told)
    assert written is None or written[1] in kinds()


def test_capitals_and_blanks_do_not_matter() -> None:
    assert known_as("Azure OpenAI") == known_as("openai")
    assert known_as("event-hubs") is None
