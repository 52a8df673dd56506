"""Requests for what stands inside a landing zone: integrations and products."""

from typing import Annotated, Literal

from pydantic import Field

from config.models.base import Mail, Slug, StackName, Text
from config.models.classification import Classification
from config.models.dataset import DatasetName
from config.models.team import Team
from config.templates import ProductTemplate
from servicedesk.model.base import RequestBody


class TeamRequest(RequestBody):
    """What an integration and a product have in common."""

    name: Slug
    """The workload name, part of every physical name, such as `billing`."""
    landing_zone: StackName
    """The stack of the landing zone in which it shall stand."""
    team: Team
    """The people who build and run it."""
    classification: Classification = Classification.INTERNAL
    """The highest class of data that it handles; not above the zone's."""
    services: tuple[Text, ...] = ()
    """The services wanted, such as `Data Factory`; more can be asked for later."""
    stewards: tuple[Mail, ...] = ()
    """Data stewards; where named, one of them approves too."""
    cost_center: Text | None = None
    """Who pays. Absent: the landing zone's."""
    monthly_budget: Annotated[int, Field(gt=0)] | None = None
    """Budget in the billing currency. Absent: the estate's default for teams."""


class IntegrationRequest(TeamRequest):
    """A new data integration: brings one source's data into raw and enriched."""

    kind: Literal["integration"]
    source: Text
    """The source system, such as `SAP billing`."""
    data_manager: Mail
    """Decides on access to its datasets."""


class ProductRequest(TeamRequest):
    """A new data product: transforms data for use. The data office assesses it."""

    kind: Literal["product"]
    template: ProductTemplate
    """The template to start from."""
    owner: Mail
    """The product owner: triages feedback, approves access."""
    datasets: tuple[DatasetName, ...] = ()
    """The datasets that it will read; access to each is a request of its own."""
    business_value: Text
    """What the business gains; the data office assesses this."""
