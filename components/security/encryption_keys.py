"""Keys of the customer's own, in a vault, and the identity by which services use them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import keyvault, managedidentity

from components._base import EstateComponent
from components._interfaces import CustomerManagedKey, RoleAssignment, Tags
from components._tokens import Token
from components.security.role_assignments import create_role_assignments

_ROLE = "Key Vault Crypto Service Encryption User"
_BITS = 3072
_ROTATION = "P1Y"


@dataclass(frozen=True, kw_only=True)
class EncryptionKeysArgs:
    """Keys of one vault."""

    resource_group_name: pulumi.Input[str]
    """Required. The resource group of the vault, where the identity stands too."""
    location: str
    """Required. The region of the identity."""
    key_vault_name: pulumi.Input[str]
    """Required. The vault: purge protection is on, and trusted services of Azure pass its firewall."""
    key_vault_resource_id: pulumi.Input[str]
    """Required. Its id."""
    key_vault_uri: pulumi.Input[str]
    """Required. Its URI, such as `https://kv-cts-crm.vault.azure.net/`."""
    identity_name: str
    """Required. The name of the identity that reads the keys."""
    key_names: Sequence[str]
    """Required. A key for each of them: letters, digits and hyphens."""
    allow_data_removal: bool = False
    """Optional. Both keys of removal turned: a key may leave the state. Azure keeps it in the vault all the same."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of keys and identity."""


@dataclass(frozen=True, kw_only=True)
class EncryptionKeysOutputs:
    """The keys for those who encrypt, by name."""

    keys: Mapping[str, CustomerManagedKey]


class EncryptionKeys(EstateComponent[EncryptionKeysOutputs]):
    """RSA keys that renew themselves every year, each open to the one identity and to nobody else.

    Wait for the component before using a key: by then the identity may.
    """

    def __init__(self, name: str, args: EncryptionKeysArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.ENCRYPTION_KEYS, name, tags=args.tags, opts=opts)
        identity = managedidentity.UserAssignedIdentity(
            self.child_name("identity"),
            resource_group_name=args.resource_group_name,
            resource_name_=args.identity_name,
            location=args.location,
            tags=self.tags(),
            opts=self.stateless(),
        )
        made = {key: self._key(args, key, identity) for key in sorted(args.key_names)}
        self.publish(EncryptionKeysOutputs(keys=made))

    def _key(
        self, args: EncryptionKeysArgs, key_name: str, identity: managedidentity.UserAssignedIdentity
    ) -> CustomerManagedKey:
        key = keyvault.Key(
            self.child_name(f"key-{key_name}"),
            resource_group_name=args.resource_group_name,
            vault_name=args.key_vault_name,
            key_name=key_name,
            properties=keyvault.KeyPropertiesArgs(
                kty="RSA",
                key_size=_BITS,
                key_ops=["unwrapKey", "wrapKey"],
                rotation_policy=keyvault.RotationPolicyArgs(
                    lifetime_actions=[
                        keyvault.LifetimeActionArgs(
                            action=keyvault.ActionArgs(type="rotate"),
                            trigger=keyvault.TriggerArgs(time_after_create=_ROTATION),
                        )
                    ]
                ),
            ),
            tags=self.tags(),
            opts=self.data_bearing(allow_removal=args.allow_data_removal),
        )
        create_role_assignments(
            self,
            key_name,
            scope=key.id,
            assignments={
                f"{args.identity_name}-{key_name}": RoleAssignment(
                    role_definition_id_or_name=_ROLE,
                    principal_id=identity.principal_id,
                    principal_type="ServicePrincipal",
                    description="Encrypts with the customer's key.",
                )
            },
        )
        return CustomerManagedKey(
            key_vault_resource_id=args.key_vault_resource_id,
            key_vault_uri=args.key_vault_uri,
            key_name=key_name,
            user_assigned_identity_resource_id=identity.id,
            user_assigned_identity_client_id=identity.client_id,
            key_uri_with_version=key.key_uri_with_version,
        )
