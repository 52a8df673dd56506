"""What requests about datasets may not do by themselves."""

from tests.unit.servicedesk.test_effects import KEYS_TURNED, adding, changed, refused
from tests.unit.servicedesk.world import World


def test_data_are_kept_for_fewer_days_only_with_both_keys(world: World) -> None:
    assert refused(world, "dataset-update", retention_days=30) == {"D-EFF-007"}
    changed(world, "dataset-update", retention_days=3650)
    adding(world, {**KEYS_TURNED, "Pulumi.crm.yaml": KEYS_TURNED["Pulumi.churn-model.yaml"]})
    changed(world, "dataset-update", columns_added={}, retention_days=30)
    assert world.estate.teams["crm"].datasets["contacts"].retention_days == 30
