"""A pipeline that deploys one stack: its identity, service connection, environment and approvals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_azuredevops as azuredevops

from components._base import EstateComponent
from components._tokens import Token
from components.delivery.groups import KnownGroup
from components.delivery.repository import MAIN
from components.identity.deploy_identity import DeployIdentity, DeployIdentityArgs
from components.identity.federation import FederatedCredential

PATH = "pipelines/deploy.yml"
"""Where a template keeps the steps of its deployment."""
_APPROVAL_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, kw_only=True)
class PipelineArgs:
    """The pipeline of one stack."""

    project_id: pulumi.Input[str]
    """Required. The project that holds it."""
    repository_id: pulumi.Input[str]
    """Required. The repository with `pipelines/deploy.yml`."""
    stack: str
    """Required. The stack that it deploys; the pipeline's name and its variable `STACK`."""
    tenant_id: str
    """Required. The Entra tenant of the identity."""
    subscription_id: str
    """Required. The subscription into which it deploys."""
    subscription_name: str
    """Required. That subscription's name, as the service connection shows it."""
    identity_name: str
    """Required. The display name of the deploy identity, unique in the tenant."""
    approvers: Mapping[str, KnownGroup] = field(default_factory=dict)
    """Optional. Groups of which one person must release each deployment, by key."""
    main_only: bool = True
    """Optional. Whether only the main branch may be deployed."""


@dataclass(frozen=True, kw_only=True)
class PipelineOutputs:
    """The pipeline and its identity."""

    client_id: pulumi.Output[str]
    """The application id of the deploy identity."""
    principal_id: pulumi.Output[str]
    """The object id of its service principal, for role assignments."""
    build_definition_id: pulumi.Output[str]


class Pipeline(EstateComponent[PipelineOutputs]):
    """A pipeline that signs in to Azure with its own token: no secret exists."""

    def __init__(self, name: str, args: PipelineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.PIPELINE, name, opts=opts)
        identity = DeployIdentity(
            self.child_name("deploy"),
            DeployIdentityArgs(
                identity_name=args.identity_name,
                application=True,
                description=f"Deploys the stack {args.stack}.",
            ),
            self.part(),
        )
        connection = azuredevops.ServiceEndpointAzureRM(
            self.child_name("connection"),
            project_id=args.project_id,
            service_endpoint_name=args.stack,
            description=f"Signs in as {args.identity_name}; used by the pipeline {args.stack} only.",
            service_endpoint_authentication_scheme="WorkloadIdentityFederation",
            credentials={"serviceprincipalid": identity.outputs.client_id},
            azurerm_spn_tenantid=args.tenant_id,
            azurerm_subscription_id=args.subscription_id,
            azurerm_subscription_name=args.subscription_name,
            opts=self.stateless(),
        )
        identity.trust(
            "azure-devops",
            FederatedCredential(
                name="azure-devops",
                issuer=connection.workload_identity_federation_issuer,
                subject=connection.workload_identity_federation_subject,
            ),
        )
        environment = azuredevops.Environment(
            self.child_name("environment"),
            project_id=args.project_id,
            name=args.stack,
            description=f"What the pipeline {args.stack} has deployed.",
            opts=self.stateless(),
        )
        pipeline = self._pipeline(args)
        self._checks(args, environment.id, "environment")
        if args.main_only:
            self._main_only(args, connection.id)
        for target, kind in ((connection, "endpoint"), (environment, "environment")):
            azuredevops.PipelineAuthorization(
                self.child_name(f"use-of-{kind}"),
                project_id=args.project_id,
                resource_id=target.id,
                type=kind,
                pipeline_id=pipeline.id.apply(int),
                opts=self.stateless(),
            )
        self.publish(
            PipelineOutputs(
                client_id=identity.outputs.client_id,
                principal_id=identity.outputs.principal_id,
                build_definition_id=pipeline.id,
            )
        )

    def _pipeline(self, args: PipelineArgs) -> azuredevops.BuildDefinition:
        pipeline = azuredevops.BuildDefinition(
            self.child_name("pipeline"),
            project_id=args.project_id,
            name=args.stack,
            ci_trigger={"use_yaml": True},
            repository={
                "repo_type": "TfsGit",
                "repo_id": args.repository_id,
                "branch_name": MAIN,
                "yml_path": PATH,
            },
            variables=[{"name": "STACK", "value": args.stack, "allow_override": False}],
            opts=self.stateless(),
        )
        azuredevops.BranchPolicyBuildValidation(
            self.child_name("preview"),
            project_id=args.project_id,
            enabled=True,
            blocking=True,
            settings={
                "build_definition_id": pipeline.id.apply(int),
                "display_name": "Preview and guardrails",
                "queue_on_source_update_only": True,
                "valid_duration": 0,
                "scopes": [{"repository_id": args.repository_id, "repository_ref": MAIN, "match_type": "Exact"}],
            },
            opts=self.stateless(),
        )
        return pipeline

    def _checks(self, args: PipelineArgs, target: pulumi.Input[str], kind: str) -> None:
        if args.approvers:
            azuredevops.CheckApproval(
                self.child_name("approval"),
                project_id=args.project_id,
                target_resource_id=target,
                target_resource_type=kind,
                approvers=[group.origin_id for _, group in sorted(args.approvers.items())],
                minimum_required_approvers=1,
                requester_can_approve=False,
                instructions=f"Release the deployment of {args.stack} after reading its preview.",
                timeout=_APPROVAL_MINUTES,
                opts=self.stateless(),
            )

    def _main_only(self, args: PipelineArgs, connection_id: pulumi.Input[str]) -> None:
        azuredevops.CheckBranchControl(
            self.child_name("branches"),
            project_id=args.project_id,
            display_name="Only the main branch",
            target_resource_id=connection_id,
            target_resource_type="endpoint",
            allowed_branches=MAIN,
            verify_branch_protection=True,
            ignore_unknown_protection_status=False,
            opts=self.stateless(),
        )
