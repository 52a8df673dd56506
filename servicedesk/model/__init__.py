"""What can be asked of the service desk: one frozen model per kind, told apart by `kind`."""

from typing import Annotated, get_args

from pydantic import Field, TypeAdapter

from servicedesk.model.datasets import AccessRequest, DatasetRequest, DatasetUpdateRequest, UploadStorageRequest
from servicedesk.model.governance import (
    CertificationRequest,
    FeedbackRequest,
    PolicyExemptionRequest,
    TemplateImprovementRequest,
)
from servicedesk.model.operations import DecommissionRequest, ServiceRequest
from servicedesk.model.teams import IntegrationRequest, ProductRequest
from servicedesk.model.zones import LandingZoneRequest

AnyRequest = (
    LandingZoneRequest
    | IntegrationRequest
    | ProductRequest
    | DatasetRequest
    | DatasetUpdateRequest
    | AccessRequest
    | UploadStorageRequest
    | CertificationRequest
    | PolicyExemptionRequest
    | TemplateImprovementRequest
    | FeedbackRequest
    | ServiceRequest
    | DecommissionRequest
)
"""The body of any request."""

Body = Annotated[AnyRequest, Field(discriminator="kind")]
"""The body of a request, told apart by `kind`."""

BODY: TypeAdapter[AnyRequest] = TypeAdapter(Body)
"""Validates and writes bodies."""

KINDS: dict[str, type[AnyRequest]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(AnyRequest)
}
"""Every kind of request and its model."""
