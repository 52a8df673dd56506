"""Access by entitlement management: packages that people ask for in My Access, approved and ending by themselves.

It needs a licence of Microsoft Entra ID Governance for whoever asks or approves.
Source: CAF, data management and analytics scenario, security provisioning: a catalogue per zone, packages per dataset.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
import pulumi_azuread as azuread

from components._base import EstateComponent
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class AccessPackage:
    """One package: membership in one group."""

    display_name: str
    """Required. Its name, unique in the catalogue."""
    description: str
    """Required. What whoever gets it may do."""
    group_object_id: pulumi.Input[str]
    """Required. The group. Its members must not be declared elsewhere: entitlement management writes them."""
    approver_object_ids: Sequence[pulumi.Input[str]]
    """Required. Object ids of people, any of whom decides."""
    members: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Optional. Object ids, by a stable key, of those who are in the group without the package."""


@dataclass(frozen=True, kw_only=True)
class AccessPackagesArgs:
    """Packages of one catalogue."""

    catalog_id: pulumi.Input[str]
    """Required. The zone's catalogue."""
    packages: Mapping[str, AccessPackage]
    """Required. The packages by key, such as `contacts-enriched-read`."""
    durations_in_days: Sequence[int] = (30, 90)
    """Optional. For how long access may be asked for: one policy each."""
    approval_timeout_in_days: int = 14
    """Optional. After how many days without a decision a request is refused, 1 to 14."""


@dataclass(frozen=True, kw_only=True)
class AccessPackagesOutputs:
    """The packages."""

    package_ids: Mapping[str, pulumi.Output[str]]
    """Ids by key."""


class AccessPackages(EstateComponent[AccessPackagesOutputs]):
    """Access packages with their policies, in a catalogue that stands."""

    def __init__(self, name: str, args: AccessPackagesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.ACCESS_PACKAGES, name, opts=opts)
        self._args = args
        made = {key: self._package(key, package) for key, package in sorted(args.packages.items())}
        self.publish(AccessPackagesOutputs(package_ids={key: package.id for key, package in made.items()}))

    def _package(self, key: str, wanted: AccessPackage) -> azuread.AccessPackage:
        package = azuread.AccessPackage(
            self.child_name(key),
            catalog_id=self._args.catalog_id,
            display_name=wanted.display_name,
            description=wanted.description,
            opts=self.stateless(),
        )
        listed = azuread.AccessPackageResourceCatalogAssociation(
            self.child_name(f"{key}-group"),
            catalog_id=self._args.catalog_id,
            resource_origin_id=wanted.group_object_id,
            resource_origin_system="AadGroup",
            opts=self.stateless(),
        )
        azuread.AccessPackageResourcePackageAssociation(
            self.child_name(f"{key}-membership"),
            access_package_id=package.id,
            catalog_resource_association_id=listed.id,
            access_type="Member",
            opts=self.stateless(),
        )
        for days in self._args.durations_in_days:
            self._policy(key, wanted, package, days)
        for person, object_id in sorted(wanted.members.items()):
            azuread.GroupMember(
                self.child_name(f"{key}-{person}"),
                group_object_id=wanted.group_object_id,
                member_object_id=object_id,
                opts=self.stateless(),
            )
        return package

    def _policy(self, key: str, wanted: AccessPackage, package: azuread.AccessPackage, days: int) -> None:
        stage = azuread.AccessPackageAssignmentPolicyApprovalSettingsApprovalStageArgs(
            approval_timeout_in_days=self._args.approval_timeout_in_days,
            approver_justification_required=True,
            primary_approvers=[
                azuread.AccessPackageAssignmentPolicyApprovalSettingsApprovalStagePrimaryApproverArgs(
                    object_id=approver, subject_type="singleUser"
                )
                for approver in wanted.approver_object_ids
            ],
        )
        azuread.AccessPackageAssignmentPolicy(
            self.child_name(f"{key}-{days}-days"),
            access_package_id=package.id,
            display_name=f"{days} days",
            description=f"Access for {days} days, once it is approved",
            duration_in_days=days,
            requestor_settings=azuread.AccessPackageAssignmentPolicyRequestorSettingsArgs(
                scope_type="AllExistingDirectoryMemberUsers", requests_accepted=True
            ),
            approval_settings=azuread.AccessPackageAssignmentPolicyApprovalSettingsArgs(
                approval_required=True, requestor_justification_required=True, approval_stages=[stage]
            ),
            opts=self.stateless(),
        )
