"""`make bench`: the numbers to hold, each measured as a ratio in one run, with how it was measured."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from config.load import load_estate
from orchestrator.engine.results import Verb
from orchestrator.session import Session
from tools.bench import simulated
from tools.bench.estates import write_estate
from tools.bench.measure import Measurement, best, seconds, show

_ZONE = "sales-dev"
_BEFORE = ("platform", "management")
_REPEATS = 2
_SIZES = (250, 500, 1000)
_TEAMS = 9


def main() -> int:
    """Measure everything; 1 where a number is not held."""
    measurements = [*_offline(), *_on_the_engine()]
    show(measurements)
    return 0 if all(item.held for item in measurements) else 1


def _offline() -> Iterator[Measurement]:
    """`estate check` on growing estates."""
    times: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in _SIZES:
            estate = Path(folder) / str(size)
            count = write_estate(estate, zones=size // (_TEAMS + 1), teams=_TEAMS)
            times[count] = best(_REPEATS, lambda at=estate: seconds(lambda: load_estate(at)))  # type: ignore[misc]
        small, large = Path(folder) / "five", Path(folder) / "hundred"
        write_estate(small, zones=5, teams=2)
        write_estate(large, zones=100, teams=2)
        few = best(_REPEATS * 2, lambda: seconds(lambda: load_estate(small))) / 5
        many = best(_REPEATS, lambda: seconds(lambda: load_estate(large))) / 100
    first, *_, last = sorted(times)
    told = ", ".join(f"{count} stacks {taken:.2f} s" for count, taken in sorted(times.items()))
    yield Measurement(
        what="`estate check`: time per stack, large against small",
        value=(times[last] / last) / (times[first] / first),
        hold=1.25,
        how=f"{told}; linear is 1",
    )
    yield Measurement(
        what="cost per landing zone, 100 zones against 5",
        value=many / few,
        hold=1.1,
        how=f"load and check, two teams in each zone: {many * 1000:.1f} ms against {few * 1000:.1f} ms per zone",
    )


def _on_the_engine() -> Iterator[Measurement]:
    with simulated.reference_session() as session:
        simulated.fleet_run(session, _BEFORE, parallel=1)
        deployed = simulated.stack_run(session, _ZONE, Verb.UP)
        count = sum(deployed.changes.values())
        with simulated.bare_program(session, resources=count) as bare:
            floor = simulated.bare_run(bare, Verb.UP).duration_seconds
        yield Measurement(
            what="a landing zone against as many bare resources",
            value=deployed.duration_seconds / floor,
            hold=1.3,
            how=f"{count} resources from nothing: {deployed.duration_seconds:.1f} s against {floor:.1f} s",
        )
        yield _guardrails(session, count)
        again = simulated.stack_run(session, _ZONE, Verb.UP)
        changed = sum(n for operation, n in again.changes.items() if operation not in ("same", "read"))
        yield Measurement(what="changes of a second run", value=changed, hold=0, how=f"`estate up {_ZONE}` again")
    yield _waves()


def _guardrails(session: Session, count: int) -> Measurement:
    with simulated.bare_program(session, resources=0) as empty:
        idle = best(_REPEATS, lambda: simulated.bare_run(empty, Verb.PREVIEW).duration_seconds)
        options = simulated.judged(session, _ZONE, simulated.IN_MEMORY)
        starting = best(_REPEATS, lambda: simulated.bare_run(empty, Verb.PREVIEW, options).duration_seconds) - idle
    plain = best(_REPEATS, lambda: simulated.stack_run(session, _ZONE, Verb.PREVIEW).duration_seconds)
    judged = best(_REPEATS, lambda: simulated.stack_run(session, _ZONE, Verb.PREVIEW, guardrails=True).duration_seconds)
    return Measurement(
        what="a preview with both packs against one without",
        value=(judged - starting) / plain,
        hold=1.25,
        how=f"{count} resources: {judged:.1f} s less {starting:.1f} s of start-up, against {plain:.1f} s",
    )


def _waves() -> Measurement:
    with simulated.reference_session() as session:
        stacks = tuple(session.estate.stacks)
        one_by_one = sum(
            result.duration_seconds for result in simulated.fleet_run(session, stacks, parallel=1).values()
        )
    with simulated.reference_session() as session:
        together = seconds(lambda: simulated.fleet_run(session, stacks, parallel=2))
    return Measurement(
        what="the reference estate in waves against its stacks one by one",
        value=together / one_by_one,
        hold=0.8,
        how=f"{len(stacks)} stacks from nothing: {together:.1f} s against {one_by_one:.1f} s",
    )


if __name__ == "__main__":
    sys.exit(main())
