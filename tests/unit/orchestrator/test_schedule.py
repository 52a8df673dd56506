"""Order, parallel runs and what is skipped."""

import threading

import pytest

from orchestrator.fleet.schedule import Plan, Schedule, Skipped

READS: dict[str, tuple[str, ...]] = {
    "platform": (),
    "hub": ("platform",),
    "zone": ("platform", "hub"),
    "product": ("zone",),
    "peering": ("zone", "hub"),
}


def _run(plan: Plan, failing: frozenset[str] = frozenset(), parallel: int = 2) -> tuple[list[str], dict[str, object]]:
    order: list[str] = []
    lock = threading.Lock()

    def action(stack: str) -> bool:
        with lock:
            order.append(stack)
        return stack not in failing

    results = Schedule[bool](action=action, good=bool).run(plan, parallel)
    return order, dict(results)


def test_everything_comes_after_what_it_reads() -> None:
    order, results = _run(Plan.of(list(READS), READS))
    assert set(results) == set(READS)
    assert all(order.index(need) < order.index(stack) for stack, needs in READS.items() for need in needs)


def test_backwards_comes_before_what_it_reads() -> None:
    order, _ = _run(Plan.of(list(READS), READS, backwards=True))
    assert all(order.index(need) > order.index(stack) for stack, needs in READS.items() for need in needs)


def test_a_failure_skips_what_stands_on_it_and_nothing_else() -> None:
    order, results = _run(Plan.of(list(READS), READS), failing=frozenset({"zone"}))
    assert results["product"] == Skipped("product", "`zone` failed")
    assert results["peering"] == Skipped("peering", "`zone` failed")
    assert order == ["platform", "hub", "zone"]


def test_a_chosen_few_keep_the_order_of_what_lies_between_them() -> None:
    plan = Plan.of(["product", "platform"], READS)
    assert plan.before == {"product": ("platform",), "platform": ()}


def test_an_exception_of_an_action_is_raised() -> None:
    def action(_: str) -> bool:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        Schedule[bool](action=action, good=bool).run(Plan.of(["hub"], READS), 1)


def test_stopping_skips_what_has_not_begun() -> None:
    started: list[str] = []

    def action(stack: str) -> bool:
        started.append(stack)
        return True

    schedule = Schedule[bool](action=action, good=bool, stopping=lambda: len(started) > 0)
    results = schedule.run(Plan.of(list(READS), READS), 1)
    assert started == ["platform"]
    assert results["hub"] == Skipped("hub", "stopped")
