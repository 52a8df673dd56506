"""The reference estate on the real engine and the simulated Azure: it stands, it stays, it is what Azure knows."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.access.differences import differences
from orchestrator.access import all_differences, what_is_deployed
from orchestrator.engine.results import Outcome, Verb
from orchestrator.engine.run import Cancellation
from orchestrator.flows.repository import prepare
from orchestrator.inventory import standing
from orchestrator.proposals.running import Run, deploy_merged, preview_proposal
from orchestrator.session import Session, open_session
from servicedesk.git import EstateRepository
from servicedesk.pull_requests import Checks
from tests.conformance.arm_types import folder as types_folder
from tests.conformance.arm_types import problems
from tests.docs.guides import files_of
from tests.engine.runs import results_of, run, told
from tests.unit.config.reference import copy_estate

pytestmark = pytest.mark.engine
SEGMENTS = """\
      segments:
        title: Segments of customers
        owner: grace.hall@contoso.example
        layers: [curated]
        classification: internal
        columns: {segment: string}
"""


@pytest.fixture(name="standing_estate")
def _standing_estate(tmp_path: Path) -> Iterator[Session]:
    folder = copy_estate(tmp_path)
    session = open_session(folder, azure=False, note=lambda _: None)
    try:
        results = run(session, Verb.UP)
        assert all(result.outcome is Outcome.SUCCEEDED for result in results_of(results)), told(results)
        yield session
    finally:
        session.stop_simulator()
        shutil.rmtree(session.workspace.directory, ignore_errors=True)


def test_the_reference_estate(standing_estate: Session) -> None:
    """One deployment, looked at from every side; the last steps grow it by a zone and take a team away."""
    _every_kind_of_resource_stands(standing_estate)
    _both_halves_of_every_peering_are_connected(standing_estate)
    _what_stands_is_what_azure_publishes(standing_estate)
    _nothing_changes_the_second_time_and_no_guardrail_finds_anything(standing_estate)
    _rights_are_what_the_matrix_gives(standing_estate)
    _a_guardrail_stops_an_opened_network_at_preview(standing_estate)
    _a_refresh_leaves_nothing_to_do(standing_estate)
    _a_pull_request_is_previewed_and_deployed(standing_estate)
    _a_subscription_is_made_once(standing_estate)
    _a_third_landing_zone_is_the_file_of_the_guide(standing_estate)
    _a_team_goes_while_its_zone_and_the_data_stay(standing_estate)


def _a_pull_request_is_previewed_and_deployed(standing_estate: Session) -> None:
    walked = prepare(standing_estate.estate.folder, standing_estate.workspace.directory / "repository")
    repository = EstateRepository(url=str(walked.remote))
    run = Run(standing_estate, lambda _: None, Cancellation(), checkpoints=False)
    name = "Pulumi.customer-360.yaml"
    text = repository.texts()[name]
    cache = f"{text}    services:\n      cache: {{type: redis}}\n"
    repository.propose("request/costly", {name: cache}, "A service that runs up a bill")
    refused = preview_proposal(run, repository, "request/costly")
    assert refused.checks is Checks.REFUSED
    assert "`customer-360` · G-CST-002" in refused.report
    repository.propose("request/dataset", {name: f"{text}{SEGMENTS}"}, "A dataset more")
    passed = preview_proposal(run, repository, "request/dataset")
    assert passed.checks is Checks.PASSED, passed.report
    assert "| customer-360 | succeeded |" in passed.report
    commit = repository.merge("request/dataset", "Merge", lambda _: True)
    done = results_of(deploy_merged(run, repository, commit))
    assert [(result.stack, result.outcome, result.changed) for result in done] == [
        ("customer-360", Outcome.SUCCEEDED, True)
    ]


def _nothing_changes_the_second_time_and_no_guardrail_finds_anything(standing_estate: Session) -> None:
    results = run(standing_estate, Verb.UP)
    assert not [result.stack for result in results_of(results) if result.changed]
    assert not told(results)


def _a_refresh_leaves_nothing_to_do(standing_estate: Session) -> None:
    refreshed = run(standing_estate, Verb.REFRESH)
    assert all(result.outcome is Outcome.SUCCEEDED for result in results_of(refreshed)), told(refreshed)
    results = run(standing_estate, Verb.UP)
    assert not [(result.stack, result.resources) for result in results_of(results) if result.changed]


def _what_stands_is_what_azure_publishes(standing_estate: Session) -> None:
    folder = types_folder()
    if folder is None:
        return  # tests/conformance skips with the reason
    found = [(item["id"], problem) for item in standing(standing_estate) for problem in problems(item, folder)]
    assert not found


def _every_kind_of_resource_stands(standing_estate: Session) -> None:
    kinds = {item["type"].lower() for item in standing(standing_estate)}
    assert {
        "microsoft.network/virtualnetworks",
        "microsoft.network/virtualnetworks/virtualnetworkpeerings",
        "microsoft.network/privateendpoints",
        "microsoft.network/privatednszones/a",
        "microsoft.storage/storageaccounts",
        "microsoft.keyvault/vaults",
        "microsoft.operationalinsights/workspaces",
        "microsoft.management/managementgroups",
        "microsoft.authorization/roleassignments",
    } <= kinds


def _both_halves_of_every_peering_are_connected(standing_estate: Session) -> None:
    peerings = [
        item
        for item in standing(standing_estate)
        if item["type"].lower() == "microsoft.network/virtualnetworks/virtualnetworkpeerings"
    ]
    assert len(peerings) == 2 * 6
    assert {item["properties"]["peeringState"] for item in peerings} == {"Connected"}


def _a_guardrail_stops_an_opened_network_at_preview(standing_estate: Session) -> None:
    file = standing_estate.estate.folder / "Pulumi.sales-dev.yaml"
    opened = "    cost_center: CC-2100\n    lakes: {allowed_ip_ranges: [203.0.113.0/24]}"
    with _edited(file, "    cost_center: CC-2100", opened):
        session = open_session(standing_estate.estate.folder, azure=False, note=lambda _: None)
        (result,) = results_of(run(session, Verb.PREVIEW, "sales-dev"))
    assert result.outcome is Outcome.REFUSED
    mandatory = [item for item in result.violations if item.level == "mandatory"]
    assert any("public-access-off" in item.policy for item in mandatory), [item.policy for item in mandatory]
    assert all("estate" in item.message for item in mandatory), [item.message for item in mandatory]


def _rights_are_what_the_matrix_gives(standing_estate: Session) -> None:
    assert all_differences(standing_estate.estate, standing_estate.estate.folder) == ()


def _a_subscription_is_made_once(standing_estate: Session) -> None:
    file = standing_estate.estate.folder / "Pulumi.platform.yaml"
    wanted = (
        "    kind: platform\n    vending:\n"
        "      billing_scope: /providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2\n"
        "      subscriptions: {legal-dev: {environment: dev}}"
    )
    with _edited(file, "    kind: platform", wanted):
        session = open_session(standing_estate.estate.folder, azure=False, note=lambda _: None)
        first, second = (results_of(run(session, Verb.UP, "platform"))[0] for _ in range(2))
        made = [item for item in standing(session) if item["type"] == "Microsoft.Subscription/aliases"]
    assert (first.outcome, second.outcome) == (Outcome.SUCCEEDED, Outcome.SUCCEEDED)
    assert first.changed
    assert not second.changed
    assert len(made) == 1


def _a_third_landing_zone_is_the_file_of_the_guide(standing_estate: Session) -> None:
    ((name, text),) = files_of("add-a-landing-zone").items()
    file = standing_estate.estate.folder / name
    file.write_text(text, encoding="utf-8")
    try:
        session = open_session(standing_estate.estate.folder, azure=False, note=lambda _: None)
        up = run(session, Verb.UP, "platform", "management", "finance-dev", "peering")
        assert all(result.outcome is Outcome.SUCCEEDED for result in results_of(up)), told(up)
        assert sum("finance" in item["id"] for item in standing(session)) > 100
        assert differences(session.estate, what_is_deployed(session.estate.folder)) == ()
    finally:
        file.unlink()


def _a_team_goes_while_its_zone_and_the_data_stay(standing_estate: Session) -> None:
    file, key = standing_estate.estate.folder / "Pulumi.crm.yaml", "    kind: integration"
    with _edited(file, key, f"{key}\n    allow_data_removal: true"):
        session = open_session(standing_estate.estate.folder, azure=False, note=lambda _: None)
        for verb in (Verb.UP, Verb.DESTROY):
            done = run(session, verb, "crm")
            assert results_of(done)[0].outcome is Outcome.SUCCEEDED, told(done)
        left = [item["id"] for item in standing(session)]
    assert not [one for one in left if "rg-cts-crm-dev" in one]
    assert [one for one in left if "rg-cts-sales-storage-dev" in one and one.endswith("/estate-protection")]


@contextmanager
def _edited(file: Path, old: str, new: str) -> Iterator[None]:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(text, encoding="utf-8")
        open_session(file.parent, azure=False, note=lambda _: None)
