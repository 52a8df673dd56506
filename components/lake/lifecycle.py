"""Lifecycle of blobs: colder tiers with age, deletion at the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pulumi_azure_native import storage

from arm.limits import limit
from components._errors import ArgumentError

_ZONE_REDUNDANT = ("ZRS",)
PATHS_PER_RULE = limit("prefixes-per-lifecycle-rule")


@dataclass(frozen=True, kw_only=True)
class Lifecycle:
    """Days without modification after which a blob moves on."""

    cool_after_days: int | None = 90
    """Optional. To the cool tier. None: never."""
    cold_after_days: int | None = None
    """Optional. To the cold tier."""
    archive_after_days: int | None = None
    """Optional. To the archive tier; refused on zone-redundant accounts, which have none."""
    delete_after_days: int | None = None
    """Optional. Delete. None: keep."""
    delete_versions_after_days: int | None = None
    """Optional. Delete versions before the current one, counted from their creation."""
    expiries: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Optional. Paths with their containers, such as `raw/General/crm/contacts/`, by the days after which files below
    them are deleted. No path may lead to tables, whose files belong together."""


def check_lifecycle(lifecycle: Lifecycle, sku: str) -> None:
    """Refuse an archive tier that the account lacks, and days that go backwards. Errors: `ArgumentError`."""
    if lifecycle.archive_after_days is not None and sku.endswith(_ZONE_REDUNDANT):
        raise ArgumentError(
            "A-LAK-001", "lifecycle.archive_after_days", found=f"an archive tier on `{sku}`",
            accepted="an account that is not zone-redundant, such as `Standard_GRS`",
            remedy="leave it out, or choose another redundancy",
        )  # fmt: skip
    days = [
        ("cool_after_days", lifecycle.cool_after_days),
        ("cold_after_days", lifecycle.cold_after_days),
        ("archive_after_days", lifecycle.archive_after_days),
        ("delete_after_days", lifecycle.delete_after_days),
    ]
    given = [(name, value) for name, value in days if value is not None]
    for (earlier, low), (later, high) in pairwise(given):
        if low >= high:
            raise ArgumentError(
                "A-LAK-002", f"lifecycle.{later}", found=f"{high} days, {earlier} {low}",
                accepted="more days than for the tier before", remedy="order the days",
            )  # fmt: skip


def policy_args(lifecycle: Lifecycle, sku: str) -> storage.ManagementPolicySchemaArgs | None:
    """The management policy, or None where nothing ever moves. Errors: `ArgumentError`."""
    check_lifecycle(lifecycle, sku)
    expiring = [rule for days, paths in sorted(lifecycle.expiries.items()) for rule in _expiry(days, sorted(paths))]
    if replace(lifecycle, expiries={}) == Lifecycle(cool_after_days=None):
        return storage.ManagementPolicySchemaArgs(rules=expiring) if expiring else None
    base = storage.ManagementPolicyBaseBlobArgs(
        tier_to_cool=_modified(lifecycle.cool_after_days),
        tier_to_cold=_modified(lifecycle.cold_after_days),
        tier_to_archive=_modified(lifecycle.archive_after_days),
        delete=_modified(lifecycle.delete_after_days),
    )
    version = None
    if lifecycle.delete_versions_after_days is not None:
        version = storage.ManagementPolicyVersionArgs(
            delete=storage.DateAfterCreationArgs(days_after_creation_greater_than=lifecycle.delete_versions_after_days)
        )
    rule = storage.ManagementPolicyRuleArgs(
        name="age",
        type="Lifecycle",
        enabled=True,
        definition=storage.ManagementPolicyDefinitionArgs(
            filters=storage.ManagementPolicyFilterArgs(blob_types=["blockBlob"]),
            actions=storage.ManagementPolicyActionArgs(base_blob=base, version=version),
        ),
    )
    return storage.ManagementPolicySchemaArgs(rules=[rule, *expiring])


def _expiry(days: int, paths: Sequence[str]) -> Iterator[storage.ManagementPolicyRuleArgs]:
    """Rules that delete below paths, of which one rule takes so many."""
    for number, first in enumerate(range(0, len(paths), PATHS_PER_RULE), start=1):
        yield storage.ManagementPolicyRuleArgs(
            name=f"expire{days}days{number}",
            type="Lifecycle",
            enabled=True,
            definition=storage.ManagementPolicyDefinitionArgs(
                filters=storage.ManagementPolicyFilterArgs(
                    blob_types=["blockBlob"], prefix_match=list(paths[first : first + PATHS_PER_RULE])
                ),
                actions=storage.ManagementPolicyActionArgs(
                    base_blob=storage.ManagementPolicyBaseBlobArgs(delete=_modified(days))
                ),
            ),
        )


def _modified(days: int | None) -> storage.DateAfterModificationArgs | None:
    if days is None:
        return None
    return storage.DateAfterModificationArgs(days_after_modification_greater_than=days)
