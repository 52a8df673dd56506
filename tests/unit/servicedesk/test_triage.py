"""A request for data that are there already: found instead of brought in twice."""

from typing import Any

import pytest

from servicedesk.problems import Refused
from tests.unit.servicedesk.world import GRACE, World

LIKE_CONTACTS = {"name": "crm_contacts", "source_location": "Salesforce: object Contact", "title": "Customer Contacts"}


def test_what_the_estate_has_is_named_with_how_to_get_it(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.submitted("dataset", GRACE, **LIKE_CONTACTS)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("D-EFF-015", "not_served_by.contacts")
    assert "it has the title `Customer contacts`, it comes from `Salesforce, object Contact`" in problem.found
    assert "estate dataset show crm/contacts" in problem.remedy


def test_who_says_why_it_does_not_serve_may_ask(world: World) -> None:
    reasons: dict[str, Any] = {"contacts": "It lacks the contacts of former customers."}
    request = world.submitted("dataset", GRACE, **LIKE_CONTACTS, not_served_by=reasons)
    assert world.desk.get(request).status == "submitted"


def test_a_reason_on_data_that_nobody_offers_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="D-REQ-004"):
        world.submitted("dataset", GRACE, not_served_by={"kontacts": "It lacks the former ones."})
