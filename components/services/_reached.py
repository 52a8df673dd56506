"""What a service of Azure reaches out of a network that Azure manages for it."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class Reached:
    """One target of a managed private endpoint. Who owns it approves the connection."""

    name: str
    """Required. The endpoint's name."""
    resource_id: pulumi.Input[str]
    """Required. The target's id."""
    group_id: str
    """Required. Its private link group, such as `dfs` or `sqlServer`."""
