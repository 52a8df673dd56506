"""A web app."""

from components.services.web_app import WebApp, WebAppArgs
from config.models import hosting as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.WebApp) -> WebApp:
    """Build it."""
    return WebApp(
        key,
        WebAppArgs(
            **site.common(key, wanted.type),
            **site.app(key),
            plan=wanted.plan,
            instances=wanted.instances,
            zone_redundant=wanted.zone_redundant,
            runtime=wanted.runtime,
        ),
        site.opts,
    )
