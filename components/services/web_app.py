"""A web app on an App Service plan."""

from dataclasses import dataclass

import pulumi

from components._tokens import Token
from components.services._service import create_identity
from components.services._site import Site, SiteArgs, SiteComponent


@dataclass(frozen=True, kw_only=True)
class WebAppArgs(SiteArgs):
    """One web app on Linux; its code is deployed by the team's own pipeline."""

    plan: str = "P0v3"
    """Optional. The plan's size: `B1` or `P…v3`."""
    instances: int = 1
    """Optional. Instances of the plan."""
    zone_redundant: bool = False
    """Optional. Instances in several availability zones; needs two at least and a `P…v3` plan."""
    runtime: str = "PYTHON|3.12"
    """Optional. Language and version, as App Service writes them."""


class WebApp(SiteComponent):
    """A web app that is reached by private endpoint and TLS only, and that takes no passwords for publishing."""

    def __init__(self, name: str, args: WebAppArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.WEB_APP, name, tags=args.tags, opts=opts)
        plan = self.plan(args, sku={"name": args.plan, "capacity": args.instances}, zone_redundant=args.zone_redundant)
        wanted = Site(
            kind="app,linux",
            settings={"SCM_DO_BUILD_DURING_DEPLOYMENT": "false"},
            config={"linux_fx_version": args.runtime, "always_on": True},
        )
        self.site(args, plan, create_identity(self, args, name=args.identity_name), wanted)
