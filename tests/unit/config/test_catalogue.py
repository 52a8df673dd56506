"""Finding datasets by words and by likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.catalogue import alike, search
from config.load import load_estate
from tests.unit.config.reference import REFERENCE

ESTATE = load_estate(REFERENCE)
NEW = {"name": "tickets", "title": "Support tickets", "source": "Zendesk", "columns": ("ticket", "opened")}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("contacts", "contacts"),
        ("contact", "contacts"),
        ("kontacts", "contacts"),
        ("Salesforce object", "contacts"),
        ("positions of vehicles", "vehicle_positions"),
        ("telematics", "vehicle_positions"),
        ("jordan", "contacts"),
    ],
)
def test_the_best_fit_comes_first(words: str, first: str) -> None:
    found = search(ESTATE, words)
    assert found[0].dataset == first
    assert found[0].why


def test_more_words_that_fit_go_before_one_that_fits_better() -> None:
    assert search(ESTATE, "customer mail")[0].dataset == "contacts"
    assert search(ESTATE, "zebra") == ()
    assert search(ESTATE, "  ") == ()


@given(st.text(max_size=40))
def test_any_text_is_searched_for_without_failing(text: str) -> None:
    found = search(ESTATE, text)
    assert len({(one.stack, one.dataset) for one in found}) == len(found)


@pytest.mark.parametrize(
    ("like", "why"),
    [
        ({"name": "contact"}, "its name is close to `contact`"),
        ({"name": "con_tacts"}, "its name is close to `con_tacts`"),
        ({"title": "Contacts, customer"}, "it has the title `Customer contacts`"),
        ({"source": "salesforce object: contact"}, "it comes from `Salesforce, object Contact`"),
    ],
)
def test_what_looks_alike_is_found_with_the_reason(like: dict[str, str], why: str) -> None:
    found = alike(ESTATE, **{**NEW, **like})  # type: ignore[arg-type]
    assert [(one.stack, one.dataset, one.why) for one in found] == [("crm", "contacts", (why,))]


def test_shared_keys_alone_are_no_likeness() -> None:
    vehicles = ESTATE.teams["telematics"].datasets["vehicle_positions"].columns
    assert alike(ESTATE, **{**NEW, "columns": ("customer_id", "contact_id", "vehicle_id")}) == ()  # type: ignore[arg-type]
    found = alike(ESTATE, **{**NEW, "columns": (*vehicles, "extra")})  # type: ignore[arg-type]
    assert [one.dataset for one in found] == ["vehicle_positions"]
