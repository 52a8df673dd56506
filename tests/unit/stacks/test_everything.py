"""The estate in `tests/everything`: every template, every service and every option of a team, whole and at once."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pkgutil import iter_modules
from typing import get_args, get_type_hints

import pytest
from pydantic import BaseModel

from config.access.deployed import deployed
from config.access.differences import differences
from config.access.lists import list_differences, standing_lists
from config.customer_keys import LAKES, encrypts, keyed_services
from config.models.services import Service
from config.models.stacks import TeamStack
from config.names import names_of
from config.services import services_of
from config.templates import templates
from config.workloads import signing_in
from simulator.core import compliance
from simulator.core.lake_lists import folder_lists
from simulator.core.stages.customer_keys import keyed_types
from stacks.services import builder, builders
from tests.conformance.arm_types import folder, is_published, problems
from tests.unit.stacks.deployment import Deployment
from tests.unit.stacks.second_run import second_run

_KEYS = "Microsoft.KeyVault/vaults/keys"


def _kinds() -> set[str]:
    """Every type of service that a stack may name."""
    (union,) = get_args(Service)[:1]
    return {get_args(model.model_fields["type"].annotation)[0] for model in get_args(union)}


def test_every_template_is_taken(everything: Deployment) -> None:
    assert {team.template for team in everything.estate.teams.values()} == set(templates())


def test_every_kind_of_service_stands(everything: Deployment) -> None:
    found = {one.type for stack in everything.estate.teams.values() for one in services_of(stack).values()}
    assert found == _kinds()
    assert {module.name.replace("_", "-") for module in iter_modules(builders.__path__)} == _kinds()


def test_every_option_is_stated(everything: Deployment) -> None:
    """Of a team, of its datasets and of its services: what nobody states here, nothing here proves."""
    stated: set[tuple[type, str]] = set()
    models: set[type[BaseModel]] = set()

    def look(value: object) -> None:
        if isinstance(value, BaseModel):
            models.add(type(value))
            stated.update((type(value), name) for name in value.model_fields_set)
            look([getattr(value, name) for name in type(value).model_fields])
        elif isinstance(value, Mapping):
            look(value.values())
        elif isinstance(value, Iterable) and not isinstance(value, str):
            for one in value:
                look(one)

    look(everything.estate.teams)
    teams = {model for model in models if issubclass(model, get_args(TeamStack))}
    by_any_team = {name for model, name in stated if model in teams}
    silent = {
        f"{model.__name__}.{name}"
        for model in models
        for name in model.model_fields
        if (model, name) not in stated and not (model in teams and name in by_any_team)
    }
    assert not silent


def test_a_second_run_changes_nothing(everything: Deployment) -> None:
    changes = {stack: second_run(everything, stack) for stack in everything.registered}
    assert not {stack: found for stack, found in changes.items() if found}


def test_what_stands_keeps_the_guardrails(everything: Deployment) -> None:
    compliance.scan(everything.cloud)
    open_ = [one for one in compliance.states(everything.cloud) if one["state"] not in ("compliant", "exempt")]
    assert not open_


def test_what_stands_is_what_azure_publishes(everything: Deployment) -> None:
    types = folder()
    if types is None:
        pytest.skip("Azure's published types are not beside this checkout")
    judged, found = 0, []
    for row in everything.cloud.store.below(""):
        shown = {**everything.cloud.get(row.id), "apiVersion": row.api_version}
        if is_published(str(shown["type"]), row.api_version, types):
            judged += 1
            found += [(row.id, problem) for problem in problems(shown, types)]
    assert not found
    assert judged > len(everything.cloud.list()) * 0.95


def test_every_resource_has_an_explicit_provider(everything: Deployment) -> None:
    """The engine has no default ones."""
    made = (one for resources in everything.registered.values() for one in resources)
    without = [one.urn for one in made if one.custom and not one.type.startswith("pulumi:") and not one.provider]
    assert not without


def test_rights_are_what_the_matrix_gives(everything: Deployment) -> None:
    cloud = everything.cloud
    found = deployed(cloud.list(), cloud.directory.principals())
    assert differences(everything.estate, found) == ()
    lists = standing_lists(folder_lists(cloud))
    assert lists
    assert list_differences(everything.estate, found, lists, datetime.now(UTC).date()) == ()


def test_every_service_that_is_said_to_sign_in_has_an_identity_of_that_name(everything: Deployment) -> None:
    for stack in everything.estate.teams:
        found = everything.exported[stack]["contract"]["identities"]
        named = {row["id"]: row["displayName"] for row in everything.cloud.directory.principals()}
        assert {key: named[one] for key, one in found.items()} == signing_in(everything.estate, stack)


def test_what_takes_a_customers_key_has_one_of_its_own(everything: Deployment) -> None:
    estate, cloud = everything.estate, everything.cloud
    built = {kind: get_type_hints(builder(kind))["return"].takes_key for kind in _kinds()}
    assert built == {kind: encrypts(kind) is not None for kind in _kinds()}
    keys = {key["id"].split("/")[-3]: set[str]() for key in cloud.list(type=_KEYS)}
    for key in cloud.list(type=_KEYS):
        keys[key["id"].split("/")[-3]].add(key["name"])
    wanted = {names_of(estate, stack)["vault"]: set(keyed_services(estate, stack)) for stack in estate.teams}
    assert keys == {vault: names for vault, names in wanted.items() if names} | {
        names_of(estate, "zone")["vault-metadata"]: {LAKES}
    }
    zone = f"/subscriptions/{estate.landing_zones['zone'].subscription_id}/"
    without = {
        row.type
        for row in cloud.store.below("")
        if row.type in keyed_types() and row.key.startswith(zone) and "vault.azure.net" not in str(row.body)
    }
    assert without == {"microsoft.datafactory/factories"}, "only the zone's factory of runtimes, which keeps nothing"


def test_managed_networks_reach_the_teams_services_and_lakes(everything: Deployment) -> None:
    rows = everything.cloud.store.below("")
    ends = {
        row.id.rsplit("/", 1)[1]: row.properties["privateLinkResourceId"].rsplit("/", 1)[1]
        for row in rows
        if row.type == "microsoft.datafactory/factories/managedvirtualnetworks/managedprivateendpoints"
        and "/rg-evr-analytics-" in row.id
    }
    assert set(ends) == {
        *("learning-amlworkspace", "search-searchservice", "workspace-sql", "workspace-sqlondemand", "team-vault"),
        *(f"lake-{lake}-{group}" for lake in ("enriched-curated", "workspace") for group in ("blob", "dfs")),
    }
    clusters = {row.name for row in rows if row.type == "microsoft.streamanalytics/clusters/privateendpoints"}
    assert {"database-sqlserver", "events-namespace", "lake-enriched-curated-dfs"} <= clusters
