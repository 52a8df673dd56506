"""One configured azure-native provider: one subscription's resources."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from arm import schema, translate
from arm.errors import ArmError
from arm.schema import ResourceType
from simulator.core.cloud import Cloud
from simulator.core.request import DEPLOYER
from simulator.providers import errors
from simulator.providers.azure_native import checks, facts, functions, preview, projection, replacement, subresources
from simulator.providers.azure_native.client import Client, Pause
from simulator.providers.provider import (
    Checked,
    Difference,
    HalfMadeError,
    InvalidRequestError,
    Naming,
    Session,
    State,
)

FAILED = frozenset({"Failed", "Canceled"})


class AzureNative(Session):
    """Resources of the azure-native package; each call is one or two requests to Resource Manager."""

    def __init__(self, cloud: Cloud, settings: Mapping[str, Any], pause: Pause | None = None) -> None:
        super().__init__()
        self.cloud = cloud
        self.settings = settings
        self.client = Client(cloud, str(settings.get("clientId") or DEPLOYER), self.cancelled, pause)

    @property
    def subscription_id(self) -> str | None:
        """The subscription that the provider was configured with."""
        found = self.settings.get("subscriptionId")
        return str(found) if found else None

    def check(self, token: str, news: Mapping[str, Any], olds: Mapping[str, Any], naming: Naming) -> Checked:
        """Validate inputs against the ARM tables and fill location and API version."""
        kind = _kind(token)
        inputs = checks.with_defaults(kind, news, olds, self.settings, self.cloud)
        return Checked(inputs, list(checks.problems(kind, inputs, naming)))

    def diff(self, token: str, standing: State, news: Mapping[str, Any]) -> Difference:
        """Compare inputs; path parameters, location and immutable properties replace."""
        return replacement.difference(_kind(token), standing.inputs, news)

    def preview(self, token: str, inputs: Mapping[str, Any], standing: State | None) -> dict[str, Any]:
        """Inputs as they are, computed outputs as unknown."""
        return preview.foreseen(_kind(token), inputs, standing.outputs if standing else None)

    def create(self, token: str, inputs: Mapping[str, Any]) -> State:
        """PUT a resource that does not stand yet."""
        kind = _kind(token)
        arm_id, body = self._request(kind, inputs)
        stands = self.cloud.exists(arm_id)
        if stands and not facts.is_default(kind.arm_type):
            raise InvalidRequestError(f"cannot create already existing resource '{arm_id}'")
        if not stands:
            subresources.begin_empty(kind.arm_type, body)
        return self._put(kind, arm_id, body, stood=stands)

    def update(self, token: str, standing: State, inputs: Mapping[str, Any]) -> State:
        """PUT a changed body; lists of sub-resources that the inputs leave out stay as they stand."""
        kind = _kind(token)
        arm_id, body = self._request(kind, inputs)
        subresources.keep_standing(kind.arm_type, body, self.client.get(standing.id))
        return self._put(kind, arm_id, body, stood=True)

    def delete(self, token: str, standing: State) -> None:
        """DELETE a resource; what stands by default is reset."""
        kind = _kind(token)
        if not facts.is_default(kind.arm_type):
            self.client.delete(standing.id)
            return
        body = facts.default_body(kind.arm_type)
        if body is not None and self.cloud.exists(standing.id):
            self.client.put(standing.id, kind.api_version, body)

    def read(self, token: str, standing: State) -> State | None:
        """GET a resource; inputs are those of the state with what has changed in Azure, or all of them."""
        kind = _kind(token)
        try:
            body = self.client.get(standing.id)
        except ArmError as refusal:
            if refusal.status == 404:
                return None
            raise
        found = _state(kind, body)
        if not standing.inputs:
            inputs = projection.imported_inputs(token, found.id, body)
            return replace(found, inputs={**inputs, checks.API_VERSION: kind.api_version})
        inputs = projection.refreshed_inputs(token, standing.inputs, standing.outputs, found.outputs)
        return State(standing.id, found.outputs, inputs)

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a get or list function."""
        return functions.call(self.client, self.settings, token, arguments)

    def _request(self, kind: ResourceType, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        resource = translate.to_arm(kind.token, inputs, subscription_id=self.subscription_id)
        if resource.id is None:
            missing = "a subscription: set `subscriptionId` on the provider" if not self.subscription_id else "a name"
            raise InvalidRequestError(f"`{kind.token}` has no id: it lacks {missing}")
        return resource.id, resource.body

    def _put(self, kind: ResourceType, arm_id: str, body: Mapping[str, Any], *, stood: bool) -> State:
        try:
            shown = self.client.put(arm_id, kind.api_version, body)
        except ArmError as refusal:
            if not stood and self.cloud.exists(arm_id):
                raise HalfMadeError(_state(kind, self.cloud.get(arm_id)), [errors.message(refusal)]) from refusal
            raise
        with suppress(ArmError):  # the answer of the write stands in for a read that fails
            shown = self.client.get(shown["id"])
        state = _state(kind, shown)
        ended = (shown.get("properties") or {}).get("provisioningState")
        if ended in FAILED:
            raise HalfMadeError(state, [f"`{state.id}` ended in provisioning state {ended}"])
        return state


def _state(kind: ResourceType, shown: Mapping[str, Any]) -> State:
    return State(shown["id"], translate.from_arm(kind.token, shown["id"], shown))


def _kind(token: str) -> ResourceType:
    try:
        return schema.by_token(token)
    except schema.UnknownType as problem:
        raise InvalidRequestError(f"S-TYP-001: `{token}` is not simulated: {problem}") from problem
