"""Keys of the customer's own, in the vault of a zone or a team."""

from collections.abc import Sequence

import pulumi

from components.security.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from components.security.vault import Vault
from stacks.context import Context


def encryption_keys(
    context: Context,
    kept: Vault,
    key_names: Sequence[str],
    *,
    location: str,
    resource_group_name: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> EncryptionKeys | None:
    """The keys in a vault, with the identity that reads them; None where none is wanted."""
    if not key_names:
        return None
    return EncryptionKeys(
        "keys",
        EncryptionKeysArgs(
            resource_group_name=resource_group_name,
            location=location,
            key_vault_name=kept.outputs.name,
            key_vault_resource_id=kept.outputs.resource_id,
            key_vault_uri=kept.outputs.vault_uri,
            identity_name=context.names["encryption-identity"],
            key_names=key_names,
            allow_data_removal=context.allow_data_removal,
            tags=context.tags,
        ),
        opts,
    )
