"""A project with a guarded repository and a federated deploy identity, a lake's paths, and a Databricks workspace."""

import pulumi
import pulumi_azure as classic
import pulumi_azure_native as azure
import pulumi_azuread as azuread
import pulumi_azuredevops as azuredevops
import pulumi_databricks as databricks
from pulumi import InvokeOutputOptions, ResourceOptions

reviewers = pulumi.Config("cloud").require_int("reviewers")
SUBSCRIPTION = "11111111-1111-4111-8111-111111111111"

azure_provider = azure.Provider("azure", subscription_id=SUBSCRIPTION)
lake_provider = classic.Provider("lake", subscription_id=SUBSCRIPTION, storage_use_azuread=True)
entra = azuread.Provider("entra", tenant_id="6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10")
devops = azuredevops.Provider(
    "devops", org_service_url="https://dev.azure.com/contoso", personal_access_token=pulumi.Output.secret("token")
)
in_azure, in_lake = ResourceOptions(provider=azure_provider), ResourceOptions(provider=lake_provider)
in_entra, in_devops = ResourceOptions(provider=entra), ResourceOptions(provider=devops)

group = azure.resources.ResourceGroup("group", resource_group_name="rg-lake", location="westeurope", opts=in_azure)
account = azure.storage.StorageAccount(
    "account",
    resource_group_name=group.name,
    account_name="stworkshop",
    kind="StorageV2",
    sku={"name": "Standard_LRS"},
    is_hns_enabled=True,
    opts=in_azure,
)
raw = classic.storage.DataLakeGen2Filesystem("raw", storage_account_id=account.id, name="raw", opts=in_lake)
team = azuread.Group("team", display_name="Sales", security_enabled=True, opts=in_entra)
classic.storage.DataLakeGen2Path(
    "orders",
    storage_account_id=account.id,
    filesystem_name=raw.name,
    path="sales/orders",
    resource="directory",
    aces=[{"scope": "access", "type": "group", "id": team.object_id, "permissions": "r-x"}],
    opts=in_lake,
)

project = azuredevops.Project("project", name="estate", visibility="private", opts=in_devops)
templates = azuredevops.Git(
    "templates",
    project_id=project.id,
    name="templates",
    initialization={"init_type": "Clean"},
    default_branch="refs/heads/main",
    opts=in_devops,
)
azuredevops.BranchPolicyMinReviewers(
    "review",
    project_id=project.id,
    settings={
        "reviewer_count": reviewers,
        "scopes": [{"repository_id": templates.id, "repository_ref": "refs/heads/main", "match_type": "Exact"}],
    },
    opts=in_devops,
)
connection = azuredevops.ServiceEndpointAzureRM(
    "connection",
    project_id=project.id,
    service_endpoint_name="deploy",
    service_endpoint_authentication_scheme="WorkloadIdentityFederation",
    azurerm_spn_tenantid="6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10",
    azurerm_subscription_id=SUBSCRIPTION,
    azurerm_subscription_name="one",
    opts=in_devops,
)
azuredevops.VariableGroup(
    "variables",
    project_id=project.id,
    name="deploy",
    variables=[{"name": "key", "secret_value": pulumi.Output.secret("hidden"), "is_secret": True}],
    opts=in_devops,
)
application = azuread.Application("application", display_name="deploy", opts=in_entra)
azuread.ServicePrincipal("principal", client_id=application.client_id, opts=in_entra)
azuread.ApplicationFederatedIdentityCredential(
    "federated",
    application_id=application.id,
    display_name="deploy",
    audiences=["api://AzureADTokenExchange"],
    issuer=connection.workload_identity_federation_issuer,
    subject=connection.workload_identity_federation_subject,
    opts=in_entra,
)

workspace = azure.databricks.Workspace(
    "workspace",
    resource_group_name=group.name,
    workspace_name="dbw-workshop",
    compute_mode="Hybrid",
    managed_resource_group_id=f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-dbw-workshop-managed",
    sku={"name": "premium"},
    opts=in_azure,
)
inside = ResourceOptions(
    provider=databricks.Provider("databricks", azure_workspace_resource_id=workspace.id, host=workspace.workspace_url)
)
metastore = databricks.MetastoreAssignment(
    "metastore",
    metastore_id="5d0f8c1e-0a53-4a53-9a53-6a1d7f0c2e31",
    workspace_id=workspace.workspace_id,
    opts=inside,
)
catalog = databricks.Catalog(
    "catalog", name="sales", opts=ResourceOptions.merge(inside, ResourceOptions(depends_on=[metastore]))
)
databricks.Schema("schema", catalog_name=catalog.id, name="raw", opts=inside)
databricks.ClusterPolicy("policy", name="small", definition="{}", opts=inside)

contributors = azuredevops.get_group_output(
    project_id=project.id, name="Contributors", opts=InvokeOutputOptions(provider=devops)
)
pulumi.export("contributors", contributors.descriptor)
pulumi.export("subject", connection.workload_identity_federation_subject)
