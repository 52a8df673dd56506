"""People, by user principal name."""

from collections.abc import Iterable, Mapping

import pulumi
import pulumi_azuread as azuread


def object_ids(people: Iterable[str], entra: azuread.Provider) -> Mapping[str, pulumi.Output[str]]:
    """The object id of each, looked up once."""
    options = pulumi.InvokeOutputOptions(provider=entra)
    return {
        mail: azuread.get_user_output(user_principal_name=mail, opts=options).object_id for mail in sorted(set(people))
    }
