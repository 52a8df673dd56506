"""Workflows."""

import pulumi

from components.services.logic_app import LogicApp, LogicAppArgs
from config.models import hosting as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.LogicApp) -> LogicApp:
    """Build it."""
    return LogicApp(
        key,
        LogicAppArgs(
            **site.common(key, wanted.type),
            **site.app(key),
            storage=site.storage(key, wanted.type, "blob", "file", "queue", "table"),
            key_vault_resource_id=site.key_vault_id,
            content_secret_uri=pulumi.Output.concat(site.key_vault_uri, f"secrets/{key}-content"),
            plan=wanted.plan,
            maximum_instances=wanted.maximum_instances,
        ),
        site.opts,
    )
