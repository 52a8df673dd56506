"""Connections of private endpoints, as the target shows them: approve, reject, disappear."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import link_targets, zone_groups

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud


@handles("*/privateEndpointConnections")
class Connections(Handler):
    """Any type's `privateEndpointConnections`."""

    def act(self, cloud: "Cloud", resource: Resource, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """`approve` or `reject` on behalf of the target's owner."""
        states = {"approve": "Approved", "reject": "Rejected"}
        if action not in states:
            return super().act(cloud, resource, action, body)
        link_targets.set_state(cloud, resource, states[action], str(body.get("description", "")))
        zone_groups.refresh(cloud, str(resource.properties["privateEndpoint"]["id"]))
        return cloud.show(cloud.store.get(resource.key) or resource)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """The endpoint learns that its target is gone."""
        link_targets.set_state(cloud, resource, "Disconnected", "")
