"""Types that belong to no region: Azure stores `global` for each."""

from simulator.core.types.base import Handler, handles


@handles(
    "Microsoft.AlertsManagement/actionRules",
    "Microsoft.AlertsManagement/smartDetectorAlertRules",
    "Microsoft.Insights/privateLinkScopes",
    "Microsoft.Network/dnsZones",
    "Microsoft.PowerBI/privateLinkServicesForPowerBI",
)
class Worldwide(Handler):
    """A type without a region and without rules of its own.

    Source: the template references of these types and the region tables of Azure Monitor, DNS and Power BI
    (general knowledge, 2026-11-23).
    """

    global_location = "global"
