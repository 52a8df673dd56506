"""IoT Hub."""

from components.services.iot_hub import IotHub, IotHubArgs
from config.models import services as models
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.IotHub) -> IotHub:
    """Build it."""
    args = IotHubArgs(**site.common(key, wanted.type), hub_name=site.name(key), sku=wanted.sku, units=wanted.units)
    return IotHub(key, args, site.opts)
