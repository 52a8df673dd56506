"""From readings to weeks, and from weeks to advice."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.datasets import dataset_folders
from config.estate import Estate
from config.names import names_of
from servicedesk.problems import Refusal
from servicedesk.telemetry.advice import advice
from servicedesk.telemetry.rows import Reading
from servicedesk.telemetry.usage import Asset, Heatmap, heatmap
from servicedesk.texts import Texts, load_texts, read_texts
from tests.unit.servicedesk.world import REFERENCE

TODAY = date(2026, 11, 23)
TEXTS = read_texts(REFERENCE)


def loaded(texts: Texts) -> Estate:
    estate = load_texts(texts)
    assert not isinstance(estate, Refusal), estate
    return estate


ESTATE = loaded(TEXTS)
FOLDERS: list[tuple[str, str, Asset]] = [
    (
        names_of(ESTATE, team.landing_zone)[f"lake-{folder.lake}"],
        f"{folder.container}/{folder.path}",
        (stack, folder.dataset),
    )
    for stack, team in ESTATE.teams.items()
    for folder in dataset_folders(ESTATE, stack)
]


def reading(place: tuple[str, str, Asset], days_ago: int, reader: str = "a", **changes: Any) -> Reading:
    account, path, _ = place
    at = datetime(2026, 11, 23, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return Reading(
        **{"at": at, "account": account, "path": f"{path}/f", "reader": reader, "size": 1, "count": 1, **changes}
    )


@given(st.lists(st.tuples(st.sampled_from(FOLDERS), st.integers(1, 28), st.text("abc", max_size=2))))
def test_every_reading_counts_once_where_it_belongs(seen: list[tuple[tuple[str, str, Asset], int, str]]) -> None:
    found = heatmap(ESTATE, [reading(place, ago, who) for place, ago, who in seen], TODAY, 4)
    expected = Counter(place[2] for place, _, _ in seen)
    assert {(use.stack, use.dataset): use.total for use in found.uses if use.total} == dict(expected)
    assert [use.total for use in found.uses] == sorted((use.total for use in found.uses), reverse=True)
    assert sum(count for use in found.uses for count in use.reads) == len(seen)
    for use in found.uses:
        mine = [(ago, who) for place, ago, who in seen if place[2] == (use.stack, use.dataset)]
        assert use.readers == len({who for _, who in mine})
        assert use.last == (TODAY - timedelta(days=min(ago for ago, _ in mine)) if mine else None)
        assert use.reads == tuple(sum((28 - ago) // 7 == week for ago, _ in mine) for week in range(4))


def test_what_is_of_no_dataset_is_counted_apart() -> None:
    place = FOLDERS[0]
    near = {"path": f"{place[1]}-old/f"}
    readings = [
        reading(place, 1, **near),
        reading(place, 1, account="stelsewhere"),
        reading(place, 29),
        reading(place, 0),
        reading(place, 1, count=5, path=f"{place[1]}/a/b/c"),
    ]
    found = heatmap(ESTATE, readings, TODAY, 4)
    assert (found.elsewhere, sum(use.total for use in found.uses), found.since) == (1, 5, TODAY - timedelta(days=29))


def seen(readers: dict[Asset, int], *, since: int = 120, idle: int = 1) -> Heatmap:
    places = {asset: (account, path, asset) for account, path, asset in FOLDERS}
    rows = [reading(places[asset], idle, f"r{number}") for asset, count in readers.items() for number in range(count)]
    rows.append(reading(("other", "x", ("", "")), since))
    return heatmap(ESTATE, rows, TODAY, 20)


def told(estate: Estate, found: Heatmap) -> dict[str, str]:
    return {one.dataset: one.what for one in advice(estate, found, TODAY)}


def test_popular_products_are_nominated_popular_integrations_supported_cold_data_archived() -> None:
    found = seen(
        {
            ("customer-360", "customers"): 10,
            ("telematics", "vehicle_positions"): 10,
            ("route-insights", "route_costs"): 9,
        }
    )
    assert told(ESTATE, found) == {"customers": "nominate", "vehicle_positions": "support", "contacts": "archive"}


def test_what_is_certified_needs_no_nomination() -> None:
    certified = "certified: {'on': '2026-01-01', request: R-0001, documentation: 'https://d', evidence: ['https://e']}"
    name = "Pulumi.customer-360.yaml"
    text = TEXTS[name].replace("    kind: product\n", f"    kind: product\n    {certified}\n")
    assert text != TEXTS[name]
    found = seen({("customer-360", "customers"): 10})
    assert told(loaded({**TEXTS, name: text}), found).get("customers") is None


@pytest.mark.parametrize(("since", "idle", "cold"), [(120, 90, True), (120, 89, False), (89, 88, False)])
def test_data_are_cold_only_where_the_logs_reach_back_far_enough(since: int, idle: int, cold: bool) -> None:
    found = seen(dict.fromkeys([asset for _, _, asset in FOLDERS], 1), since=since, idle=idle)
    assert (told(ESTATE, found).get("contacts") == "archive") is cold


def test_advice_is_the_same_ticket_within_a_quarter() -> None:
    found = seen({("customer-360", "customers"): 10})
    keys = [one.key for one in advice(ESTATE, found, TODAY)]
    assert keys == [one.key for one in advice(ESTATE, found, date(2026, 12, 31))]
    assert not set(keys) & {one.key for one in advice(ESTATE, found, date(2027, 1, 1))}
    assert "telemetry/nominate/customer-360/customers/2026-Q4" in keys
