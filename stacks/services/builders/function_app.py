"""Functions."""

from components.services.function_app import FunctionApp, FunctionAppArgs
from config.models import hosting as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.FunctionApp) -> FunctionApp:
    """Build it."""
    return FunctionApp(
        key,
        FunctionAppArgs(
            **site.common(key, wanted.type),
            **site.app(key),
            storage=site.storage(key, wanted.type, "blob", "queue", "table"),
            plan=wanted.plan,
            runtime=wanted.runtime,
            maximum_instances=wanted.maximum_instances,
            instance_memory_mb=wanted.instance_memory_mb,
        ),
        site.opts,
    )
