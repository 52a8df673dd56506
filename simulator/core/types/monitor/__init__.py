"""Microsoft.Insights and Microsoft.OperationalInsights."""

from simulator.core.types.monitor import alerts, components, diagnostics, workspaces

__all__ = ["alerts", "components", "diagnostics", "workspaces"]
