"""`delivery` of `estate.yaml`: the Azure DevOps organisation in which the estate's repositories and pipelines stand."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from config.models.base import Model, Slug, immutable


class Delivery(Model):
    """Repositories, pipelines and deploy identities of zones and teams, kept in Azure DevOps."""

    organization_url: Annotated[str, StringConstraints(pattern=r"^https://dev\.azure\.com/[A-Za-z0-9][A-Za-z0-9-]*$")]
    """The organisation, such as `https://dev.azure.com/contoso`."""
    template_project: Slug = immutable(default="data-templates")
    """The project in which Data Platform Ops keep the template repositories that zones and teams fork."""
    graph_permissions: Literal["administrator", "platform"] = "administrator"
    """Who grants deploy identities what they need from Microsoft Graph for the groups of datasets: an administrator of
    Entra, from the list of `estate access permissions`; or the platform stack, whose own identity then needs
    `AppRoleAssignment.ReadWrite.All`, with which it could grant itself anything."""
    reviewers: Annotated[int, Field(ge=1, le=5)] = 1
    """How many people must approve a change of a main branch, 1 to 5; the author never counts."""
