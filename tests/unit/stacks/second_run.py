"""A stack's program once more on what stands: every resource is read again, and compared with what is wanted now."""

from collections.abc import Iterator, Mapping
from typing import Any

from orchestrator.world import world_before
from simulator.mock_values import runtime_values
from simulator.mocks import NAMING, PROVIDER, Registered, run_program
from simulator.providers.provider import Session, State, path_text
from stacks import build
from tests.unit.stacks.deployment import REFERENCE_TYPE, Deployment, StackMocks


class _Again(StackMocks):
    """Nothing is made: what the first run made is refreshed, and differences are kept."""

    def __init__(self, before: Mapping[str, Registered], **given: Any) -> None:
        super().__init__(**given)
        self._before = before
        self.changes: list[str] = []

    def _made(self, args: Any, inputs: dict[str, Any], secrets: frozenset[str]) -> Any:
        request = self.monitor.request()
        urn = self.monitor.make_urn(request.parent, args.typ, args.name)
        first = self._before.get(urn)
        if first is None:
            self.changes.append(f"+ {urn}")
        if first is None or not args.custom or args.resource_id or args.typ.startswith(PROVIDER):
            return super()._made(args, inputs, secrets)
        session = self._session(args.typ, args.provider)
        now = self._refreshed(session, first)
        self.changes += self._differences(session, first, now, inputs, list(request.ignoreChanges))
        shown = runtime_values(now.outputs, secrets | session.secret_outputs(args.typ))
        return now.id, now.outputs, shown

    @staticmethod
    def _refreshed(session: Session, first: Registered) -> State:
        engine = State(first.id, dict(first.outputs), session.check(first.type, first.inputs, {}, NAMING).inputs)
        now = session.read(first.type, engine)
        assert now is not None, f"{first.urn} is gone"
        return now

    @staticmethod
    def _differences(
        session: Session, first: Registered, now: State, inputs: Mapping[str, Any], ignored: list[str]
    ) -> Iterator[str]:
        wanted = session.check(first.type, inputs, now.inputs, NAMING).inputs
        for change in session.diff(first.type, now, wanted).changes:
            path = path_text(change.path)
            if not any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in ignored):
                yield f"~ {first.urn} {path}"


def second_run(deployment: Deployment, stack: str) -> list[str]:
    """What a refresh and another run of a stack would change: `+`, `~` or `-` and URN, with the property."""
    first = {one.urn: one for one in deployment.registered[stack]}
    mocks = _Again(first, cloud=deployment.cloud, seed=world_before(deployment.estate), exported=deployment.exported)
    run_program(lambda: build(deployment.estate, stack, None), mocks=mocks, stack=stack)
    again = {one.urn for one in mocks.resources}
    gone = [f"- {urn}" for urn, one in first.items() if urn not in again and one.type != REFERENCE_TYPE]
    return [*mocks.changes, *gone]
