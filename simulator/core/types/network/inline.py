"""Types whose children can be written inline: the list in a PUT is the whole list, and a read shows it."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from simulator.core.request import Request
from simulator.core.store import Resource
from simulator.core.types.base import Handler

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud


class InlineChildren(Handler):
    """Children become rows of their own after the write. A PUT without the list leaves them alone."""

    child_property = ""
    child_type = ""

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Take the list out of the body and write it as rows afterwards."""
        listed = body.setdefault("properties", {}).pop(self.child_property, None)
        if listed is not None:
            request.afterwards.append(lambda resource: self._write(request, resource, listed))

    def _write(self, request: Request, resource: Resource, listed: list[dict[str, Any]]) -> None:
        kept = {str(one.get("name", "")).lower() for one in listed}
        for row in request.cloud.store.children(resource.key, self.child_type):
            if row.name not in kept:
                request.cloud.store.delete(row.key)
        for one in listed:
            body = {name: value for name, value in one.items() if name not in ("id", "name", "type", "etag")}
            body["properties"] = {**(body.get("properties") or {}), "provisioningState": "Succeeded"}
            request.cloud.keep(parse(resource.id).child(self.child_type, str(one["name"])), body)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Put the children back into the body."""
        rows = cloud.store.children(resource.key, self.child_type)
        body["properties"][self.child_property] = [cloud.show(row) for row in rows]
