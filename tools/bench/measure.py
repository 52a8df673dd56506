"""One measured ratio, the number it is held to, and how it was measured."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """A number and its ceiling."""

    what: str
    value: float
    hold: float
    """The value is held when it is not above this."""
    how: str
    """What was measured against what, with the numbers themselves."""

    @property
    def held(self) -> bool:
        """Whether the value is at or under its ceiling."""
        return self.value <= self.hold


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def best(times: int, action: Callable[[], float]) -> float:
    """The smallest of several measurements: what else the machine does only ever adds."""
    return min(action() for _ in range(times))


def show(measurements: Sequence[Measurement]) -> None:
    """A table of the measurements."""
    table = Table("What", "Measured", "Hold", "", "How", show_lines=True)
    for item in measurements:
        verdict = "[green]held[/]" if item.held else "[red]not held[/]"
        table.add_row(item.what, f"{item.value:.2f}", f"≤ {item.hold:g}", verdict, item.how)
    Console().print(table)
