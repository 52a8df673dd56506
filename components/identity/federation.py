"""Federated credentials: a pipeline signs in with its own token, and no secret exists."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class FederatedCredential:
    """One workload outside Azure that may sign in as the identity."""

    name: str
    """Required. The credential's name, unique on the identity; it never changes."""
    issuer: pulumi.Input[str]
    """Required. Who signs the workload's tokens, such as `https://token.actions.githubusercontent.com`."""
    subject: pulumi.Input[str]
    """Required. The one workload, such as `repo:contoso/estate:environment:prod`."""
    audience: str = "api://AzureADTokenExchange"
    """Optional. For whom the token is made out; other clouds have other values."""
