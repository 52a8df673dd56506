"""Packages of entities: what their classes say, and what their rules add."""

from collections.abc import Callable, Mapping
from importlib import metadata
from typing import Any

import pytest

from arm.errors import ArmError
from arm.unknown import UNKNOWN
from simulator.core.cloud import Cloud
from simulator.providers.entities import rules
from simulator.providers.entities.table import load
from simulator.providers.provider import InvalidRequestError, Package, State
from simulator.providers.registry import package_of

from .conftest import Driver

PACKAGES = ("azure", "azuread", "azuredevops", "databricks", "random")
PROJECT = "azuredevops:index/project:Project"
GIT = "azuredevops:index/git:Git"
POLICY = "azuredevops:index/branchPolicyMinReviewers:BranchPolicyMinReviewers"
ENDPOINT = "azuredevops:index/serviceEndpointAzureRM:ServiceEndpointAzureRM"


@pytest.fixture
def devops(open_driver: Callable[..., Driver]) -> Driver:
    return open_driver("azuredevops", orgServiceUrl="https://dev.azure.com/contoso")


@pytest.fixture
def project(devops: Driver) -> State:
    return devops.create(PROJECT, name="estate")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_class_has_inputs_and_the_rules_name_only_classes_that_are_there(package: str) -> None:
    table = load(package)
    names = {entity.name for entity in table.entities.values()}
    assert all(entity.inputs for entity in table.entities.values())
    if package in ("azuread", "azuredevops", "databricks"):
        known = rules.load(package)
        assert set(known.entities) <= names
        assert set(known.references.values()) <= names
        assert {rule["entity"] for rule in known.functions.values() if "entity" in rule} <= names
        for entity in table.entities.values():
            inputs = {*entity.inputs, *entity.outputs}
            assert set(known.of(entity.name).unique) <= inputs, entity.name
            assert set(known.of(entity.name).outputs) <= inputs, entity.name


def test_each_table_is_of_the_version_that_is_installed(served: Mapping[str, Package]) -> None:
    assert {name: package.version for name, package in served.items()} == {
        name: metadata.version(f"pulumi-{name}") for name in (*PACKAGES, "azure-native")
    }


def test_a_package_that_is_not_simulated_is_an_error(served: Mapping[str, Package]) -> None:
    with pytest.raises(InvalidRequestError, match="S-PKG-001"):
        package_of(served, "aws:s3/bucket:Bucket")


def test_unknown_types_properties_and_functions_are_errors(devops: Driver) -> None:
    with pytest.raises(InvalidRequestError, match=r"S-TYP-001.*Project"):
        devops.check("azuredevops:index/projct:Project")
    assert "`name`" in devops.problems(PROJECT, nmae="estate")["nmae"]
    with pytest.raises(InvalidRequestError, match="S-FUN-001"):
        devops.session.invoke("azuredevops:index/getNothing:getNothing", {})


def test_nested_names_required_ones_and_types_are_checked(devops: Driver) -> None:
    scopes = [{"matchType": "Exact", "repository": "x"}]
    found = devops.problems(POLICY, settings={"reviewerCount": "two", "scopes": scopes})
    assert set(found) == {"projectId", "settings.reviewerCount", "settings.scopes[0].repository"}
    assert "list" in devops.problems(POLICY, projectId="p", settings={"scopes": {}})["settings.scopes"]
    assert "object" in devops.problems(POLICY, projectId="p", settings=[])["settings"]
    assert devops.problems(POLICY, projectId=UNKNOWN, settings=UNKNOWN) == {}


def test_a_project_brings_a_repository_a_team_and_groups(devops: Driver, project: State) -> None:
    look_up = devops.session.invoke
    found = look_up("azuredevops:index/getGitRepository:getGitRepository", {"projectId": project.id, "name": "estate"})
    assert found["webUrl"] == "https://dev.azure.com/contoso/estate/_git/estate"
    assert look_up("azuredevops:index/getTeam:getTeam", {"projectId": project.id, "name": "estate Team"})["id"]
    group = look_up("azuredevops:index/getGroup:getGroup", {"projectId": project.id, "name": "Contributors"})
    assert (group["name"], group["projectId"]) == ("Contributors", project.id)
    assert group["descriptor"].startswith("vssgp.")


@pytest.mark.parametrize(
    ("token", "inputs", "code"),
    [
        (PROJECT, {"name": "Estate"}, "TF200019"),
        (GIT, {"projectId": "{project}", "name": "estate", "initialization": {"initType": "Clean"}}, "TF400948"),
        (GIT, {"projectId": "none", "name": "other", "initialization": {"initType": "Clean"}}, "TF200016"),
    ],
)
def test_taken_names_and_missing_projects_are_refused(
    devops: Driver, project: State, token: str, inputs: dict[str, Any], code: str
) -> None:
    filled = {name: project.id if value == "{project}" else value for name, value in inputs.items()}
    with pytest.raises(ArmError) as refused:
        devops.create(token, **filled)
    assert refused.value.code == code


def test_two_organisations_are_two_places(devops: Driver, project: State, open_driver: Callable[..., Driver]) -> None:
    other = open_driver("azuredevops", orgServiceUrl="https://dev.azure.com/fabrikam")
    assert other.create(PROJECT, name="estate").id != project.id
    assert devops.refresh(PROJECT, project) is not None
    assert other.refresh(PROJECT, project) is None


def test_changes_update_replace_or_are_none_where_the_default_is_stated(devops: Driver, project: State) -> None:
    assert devops.changes(PROJECT, project, description="more") == {"description": False}
    assert devops.changes(PROJECT, project, visibility="private") == {}
    assert devops.changes(PROJECT, project, versionControl="Tfvc") == {"versionControl": True}


def test_an_entity_is_changed_read_imported_and_deleted_with_what_depends_on_it(devops: Driver, project: State) -> None:
    git = devops.create(GIT, projectId=project.id, name="templates", initialization={"initType": "Clean"})
    changed = devops.update(PROJECT, project, description="more")
    assert devops.refresh(PROJECT, changed) == changed
    imported = devops.session.read(PROJECT, State(project.id))
    assert imported is not None
    assert imported.inputs == {"name": "estate", "description": "more"}
    devops.session.delete(PROJECT, changed)
    devops.session.delete(PROJECT, changed)
    assert devops.refresh(GIT, git) is None
    with pytest.raises(ArmError):
        devops.update(PROJECT, changed, description="again")


def test_a_service_connection_states_the_subject_to_federate_with(devops: Driver, project: State) -> None:
    made = devops.create(
        ENDPOINT,
        projectId=project.id,
        serviceEndpointName="deploy",
        azurermSpnTenantid="t",
        serviceEndpointAuthenticationScheme="WorkloadIdentityFederation",
    )
    assert made.outputs["workloadIdentityFederationSubject"] == "sc://contoso/estate/deploy"
    assert made.outputs["authorization"] == {"scheme": "WorkloadIdentityFederation"}


def test_a_preview_knows_inputs_and_defaults_and_an_update_keeps_the_rest(devops: Driver, project: State) -> None:
    foreseen = devops.session.preview(PROJECT, {"name": "estate"}, None)
    assert (foreseen["name"], foreseen["processTemplateId"]) == ("estate", UNKNOWN)
    foreseen = devops.session.preview(PROJECT, {"name": "other"}, project)
    assert foreseen["processTemplateId"] == project.outputs["processTemplateId"]


def test_operations_are_logged(devops: Driver, project: State, cloud: Cloud) -> None:
    devops.session.delete(PROJECT, project)
    told = [(one["operation"], one["id"]) for one in cloud.store.operations()]
    assert ("create", f"{PROJECT}/{project.id}") in told
    assert told[-1] == ("delete", f"{PROJECT}/{project.id}")
