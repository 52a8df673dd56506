"""Slots of services that stand in a subnet of their own, given out with the request that brings them."""

from config.address_plan import team_slot_count
from config.models.product import ProductStack
from config.subnets import used_slots
from tests.unit.servicedesk.test_effects import changed, refused
from tests.unit.servicedesk.world import World


def test_services_in_subnets_of_their_own_get_slots_too(world: World) -> None:
    changed(world, "product", template="functions")
    campaigns = world.estate.stacks["campaigns"]
    assert isinstance(campaigns, ProductStack)
    assert (campaigns.subnet_slot, campaigns.service_slots) == (3, {"functions": 4})
    changed(world, "service", stack="campaigns", service="web-app", key="site")
    assert world.estate.teams["campaigns"].service_slots == {"functions": 4, "site": 5}


def test_a_zone_without_room_is_told_before_anything_is_written(world: World) -> None:
    zone = world.estate.landing_zones["sales-dev"].address_prefix
    free = sorted(set(range(team_slot_count(zone))) - used_slots(world.estate, "sales-dev"))
    keys = {f"s{chr(97 + slot // 26)}{chr(97 + slot % 26)}": slot for slot in free}
    services = "".join(f"      {key}: {{type: web-app}}\n" for key in keys)
    slots = "".join(f"      {key}: {slot}\n" for key, slot in keys.items())
    name = "Pulumi.crm.yaml"
    text = f"{world.texts[name].rstrip()}\n    services:\n{services}    service_slots:\n{slots}"
    world.texts = {**world.texts, name: text}
    assert refused(world, "service", stack="crm", service="web-app", key="site") == {"D-EFF-002"}
    assert refused(world, "product") == {"D-EFF-002"}
