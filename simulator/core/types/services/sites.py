"""Apps on App Service plans: the plan that they name, and the subnet through which they reach others."""

from simulator.core.request import Request, dig
from simulator.core.rules import fact_rows, refusal
from simulator.core.store import Resource
from simulator.core.types.base import HANDLERS
from simulator.core.types.network import occupancy
from simulator.core.types.network.references import NOT_FOUND
from simulator.core.types.services.injected import Injected

SITE, PLAN = "Microsoft.Web/sites", "Microsoft.Web/serverfarms"
FLEX = "FlexConsumption"
DELEGATIONS = {True: "Microsoft.App/environments", False: "Microsoft.Web/serverFarms"}
"""Whether the plan is Flex Consumption → the service to which the subnet must belong."""
INTEGRATION = "MicrosoftDocs/azure-docs azure-functions/functions-networking-options, subnets; code name inferred"
NOT_DELEGATED = refusal(
    "SubnetNotDelegated",
    400,
    "Subnet `{subnet}` must be delegated to `{service}` for the plan of `{name}`.",
    source=INTEGRATION,
)
BAD_SUBNET_NAME = refusal(
    "BadRequest",
    400,
    "Flex Consumption takes no subnet with an underscore in its name: `{subnet}`.",
    source=INTEGRATION,
)
BAD_CONFIG = refusal(
    "BadRequest",
    400,
    "functionAppConfig is for plans of Flex Consumption, and required there: `{name}` stands on `{tier}`.",
    source="MicrosoftDocs/azure-docs azure-functions/flex-consumption-how-to; code inferred",
)
FLEX_CONFIG = refusal(
    "BadRequest",
    400,
    "The following site configuration property (Site.SiteConfig.FtpsState) for Flex Consumption sites is invalid: "
    "remove it from `{name}`.",
    source="Azure/terraform-azurerm-avm-res-web-site issue 360 (extended code 51021)",
)

WORKFLOWS, CONTENT = "WorkflowStandard", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING"
BAD_KIND = refusal(
    "BadRequest",
    400,
    "Plans of Workflow Standard are for logic apps on Windows: `{name}` is `{kind}`.",
    source="MicrosoftDocs/azure-docs logic-apps/create-single-tenant-workflows-azure-portal; code inferred",
)
NO_SHARE = refusal(
    "BadRequest",
    400,
    "`{name}` needs WEBSITE_CONTENTAZUREFILECONNECTIONSTRING and WEBSITE_CONTENTSHARE on Workflow Standard.",
    source="MicrosoftDocs/azure-docs logic-apps/create-single-tenant-workflows-azure-portal (2024-09); code inferred",
)
UNREADABLE = refusal(
    "BadRequest",
    400,
    "The content share of `{name}` cannot be validated through a reference to a vault: skip its validation.",
    source="MicrosoftDocs/azure-docs azure-functions/functions-app-settings, WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
)


class Sites(Injected):
    """A web, function or logic app."""

    subnet_path = ("virtualNetworkSubnetId",)

    def validate(self, request: Request) -> None:
        """A plan that stands, its kind of configuration, and a subnet that is the plan's to use."""
        super().validate(request)
        tier = _tier(request)
        flex = tier == FLEX
        if request.properties.get("serverFarmId") and flex != bool(request.properties.get("functionAppConfig")):
            raise BAD_CONFIG(request.id, name=request.id.name, tier=tier)
        if flex and request.given("properties", "siteConfig", "ftpsState") is not None:
            raise FLEX_CONFIG(request.id, name=request.id.name)
        if tier == WORKFLOWS:
            _check_workflows(request)
        subnet = self.subnet(request)
        if subnet is not None:
            _check_subnet(request, subnet, flex=flex)


def _check_workflows(request: Request) -> None:
    """On Windows, a logic app only, and with a share of files that the platform opens by a connection string."""
    kinds = str(request.body.get("kind", "")).lower().split(",")
    if "workflowapp" not in kinds or request.properties.get("reserved"):
        raise BAD_KIND(request.id, name=request.id.name, kind=request.body.get("kind"))
    named = request.given("properties", "siteConfig", "appSettings") or ()
    settings = {one["name"]: str(one.get("value", "")) for one in named}
    content = settings.get(CONTENT)
    if not content or not settings.get("WEBSITE_CONTENTSHARE"):
        raise NO_SHARE(request.id, name=request.id.name)
    if content.startswith("@Microsoft.KeyVault(") and settings.get("WEBSITE_SKIP_CONTENTSHARE_VALIDATION") != "1":
        raise UNREADABLE(request.id, name=request.id.name)


def _tier(request: Request) -> str:
    """The tier of the plan that the site names."""
    named = request.properties.get("serverFarmId")
    if not named:
        return ""
    plan = request.cloud.find(str(named))
    if plan is None:
        raise NOT_FOUND(request.id, reference=named, id=request.id)
    return str(dig(dict(plan.body), "sku", "tier") or dig(dict(plan.body), "sku", "name") or "")


def _check_subnet(request: Request, subnet: Resource, *, flex: bool) -> None:
    if DELEGATIONS[flex].lower() not in {one.lower() for one in occupancy.delegation_names(subnet.properties)}:
        raise NOT_DELEGATED(request.id, subnet=subnet.id, service=DELEGATIONS[flex], name=request.id.name)
    if flex and "_" in subnet.name:
        raise BAD_SUBNET_NAME(request.id, subnet=subnet.name)


(_ROW,) = [row for row in fact_rows("services") if row["arm_type"] == SITE]
HANDLERS[SITE.lower()] = Sites(dict(_ROW))
