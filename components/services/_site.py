"""What the apps on App Service plans have in common: the plan, the settings of every site, and who may publish."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_azure_native import managedidentity, web

from components.identity.grants import Grant, create_grants
from components.services._insights import create_insights
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs

SITE = "Microsoft.Web/sites"


@dataclass(frozen=True, kw_only=True)
class SiteArgs(ServiceArgs):
    """One app with its plan and its insights."""

    site_name: str
    """Required. Its name, unique in the world."""
    plan_name: str
    """Required. The name of its plan."""
    identity_name: str
    """Required. The name of its identity."""
    insights_name: str
    """Required. The name of its Application Insights."""
    log_analytics_workspace_resource_id: pulumi.Input[str]
    """Required. Where its insights are kept."""
    subnet_resource_id: pulumi.Input[str]
    """Required. The subnet through which it reaches others, its own and delegated as its plan asks."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """What one kind of app asks for."""

    kind: str
    """`app,linux`, `functionapp,linux` or `functionapp,workflowapp`."""
    settings: Mapping[str, pulumi.Input[str]]
    """App settings; none of them is a secret."""
    config: Mapping[str, Any]
    """More of the site's configuration."""
    linux: bool = True
    """Whether it runs on Linux; else on Windows."""
    function_app_config: Mapping[str, Any] | None = None
    """What Flex Consumption wants to know instead of settings."""


class SiteComponent(ServiceComponent):
    """Base of the apps: reached by private endpoint and TLS only, published to by Entra identities only."""

    def plan(
        self, args: SiteArgs, *, sku: Mapping[str, Any], kind: str = "linux", linux: bool = True, **more: Any
    ) -> web.AppServicePlan:
        """The plan, on Linux where nothing else is said."""
        return web.AppServicePlan(
            self.child_name("plan"),
            resource_group_name=args.resource_group_name,
            name=args.plan_name,
            location=args.location,
            kind=kind,
            reserved=linux,
            sku=dict(sku),
            tags=self.tags(),
            opts=self.stateless(),
            **more,
        )

    def site(
        self,
        args: SiteArgs,
        plan: web.AppServicePlan,
        identity: managedidentity.UserAssignedIdentity,
        wanted: Site,
    ) -> web.WebApp:
        """The site and all that surrounds it; it ends the component."""
        insights = create_insights(
            self, args, name=args.insights_name, workspace_resource_id=args.log_analytics_workspace_resource_id
        )
        may_write = Grant(
            scope=insights.id,
            role_definition_id_or_name="Monitoring Metrics Publisher",
            description="The app writes to its insights.",
        )
        create_grants(self, principal_id=identity.principal_id, grants={"insights": may_write})
        settings = {
            **wanted.settings,
            "AZURE_CLIENT_ID": identity.client_id,
            "APPLICATIONINSIGHTS_CONNECTION_STRING": insights.connection_string,
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": identity.client_id.apply(
                lambda known: f"ClientId={known};Authorization=AAD"
            ),
        }
        site = web.WebApp(
            self.child_name("site"),
            resource_group_name=args.resource_group_name,
            name=args.site_name,
            location=args.location,
            kind=wanted.kind,
            reserved=wanted.linux,
            server_farm_id=plan.id,
            identity={"type": "UserAssigned", "user_assigned_identities": [identity.id]},
            key_vault_reference_identity=identity.id,
            https_only=True,
            public_network_access="Disabled",
            client_affinity_enabled=False,
            virtual_network_subnet_id=args.subnet_resource_id,
            outbound_vnet_routing={"all_traffic": True},
            site_config={
                "min_tls_version": "1.2",
                "scm_min_tls_version": "1.2",
                # Flex Consumption has no FTP, and refuses the property.
                **({} if wanted.function_app_config else {"ftps_state": "Disabled"}),
                "http20_enabled": True,
                "remote_debugging_enabled": False,
                "app_settings": [{"name": name, "value": value} for name, value in sorted(settings.items())],
                **wanted.config,
            },
            function_app_config=wanted.function_app_config,
            tags=self.tags(),
            opts=self.stateless(),
        )
        self.surround(args, site, SITE, holds_data=False, after=self._publishing(args, site))
        self.publish(
            ServiceOutputs(
                name=site.name,
                resource_id=site.id,
                principal_id=identity.principal_id,
                scoped_resource_id=insights.id,
                watched={SITE: site.id},
            )
        )
        return site

    def _publishing(self, args: SiteArgs, site: web.WebApp) -> list[pulumi.Resource]:
        """Switch user names with passwords off, for both doors through which code comes in."""
        ftp = web.WebAppFtpAllowed(
            self.child_name("publishing-ftp"),
            resource_group_name=args.resource_group_name,
            name=site.name,
            allow=False,
            opts=self.stateless(),
        )
        scm = web.WebAppScmAllowed(
            self.child_name("publishing-scm"),
            resource_group_name=args.resource_group_name,
            name=site.name,
            allow=False,
            opts=self.stateless(depends_on=[ftp]),
        )
        return [ftp, scm]
