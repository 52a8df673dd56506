"""Stacks in the order of what they read, as many at once as allowed; nothing starts on a broken base."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Skipped:
    """A stack that was not run, and why."""

    stack: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """What runs: the stacks, and for each the ones that come before it."""

    before: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(stacks: Sequence[str], reads: Mapping[str, tuple[str, ...]], *, backwards: bool = False) -> "Plan":
        """A plan of some stacks; dependencies through stacks that do not run still order those that do."""
        wanted = set(stacks)
        reach: dict[str, set[str]] = {}
        for name in TopologicalSorter(reads).static_order():
            reach[name] = {need for direct in reads[name] for need in ({direct} | reach[direct])}
        before = {name: reach[name] & wanted for name in wanted}
        if backwards:
            before = {name: {other for other in wanted if name in before[other]} for name in wanted}
        return Plan({name: tuple(sorted(needs)) for name, needs in before.items()})


@dataclass
class Schedule(Generic[Result]):
    """Runs a plan. `good` says whether those that come after may start."""

    action: Callable[[str], Result]
    good: Callable[[Result], bool]
    stopping: Callable[[], bool] = lambda: False
    on_skip: Callable[[Skipped], None] = lambda _: None

    def run(self, plan: Plan, parallel: int) -> dict[str, Result | Skipped]:
        """Run every stack of the plan; results by stack. An exception of an action ends the run and is raised."""
        sorter = TopologicalSorter(plan.before)
        sorter.prepare()
        results: dict[str, Result | Skipped] = {}
        running: dict[Future[Result], str] = {}
        with ThreadPoolExecutor(max_workers=parallel) as pool:
            while sorter.is_active():
                for name in sorter.get_ready():
                    reason = self._reason(plan.before[name], results)
                    if reason:
                        results[name] = Skipped(name, reason)
                        self.on_skip(Skipped(name, reason))
                        sorter.done(name)
                    else:
                        running[pool.submit(self.action, name)] = name
                if not running:
                    continue
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    name = running.pop(future)
                    results[name] = future.result()
                    sorter.done(name)
        return results

    def _reason(self, needs: Sequence[str], results: Mapping[str, Result | Skipped]) -> str | None:
        if self.stopping():
            return "stopped"
        for need in needs:
            result = results[need]
            if isinstance(result, Skipped):
                return f"`{need}` was skipped"
            if not self.good(result):
                return f"`{need}` failed"
        return None
