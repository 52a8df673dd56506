"""What expressions and conditions are compiled with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from arm.policy.aliases import AliasResolver
from arm.policy.fields import Field, Frame, compile_field
from arm.policy.run import Run
from arm.policy.switches import Switches


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is known when the rule is compiled."""

    value: Any


Evaluate: TypeAlias = Callable[[Run], Any]
"""Gives a value in a run."""
Compiled: TypeAlias = Constant | Evaluate
"""An expression, ready to be evaluated."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Parameters, aliases and switches, and the counts around the present place."""

    parameters: Mapping[str, Any]
    """By name in lower case."""
    resolve: AliasResolver
    switches: Switches
    frames: tuple[Frame, ...] = ()
    slots: int = 0
    in_existence: bool = False
    """In an existence condition `field` means the related resource and `field()` that of `if`."""

    def inside(self, key: str, *, is_field: bool) -> "Environment":
        """The same inside of one more count."""
        frame = Frame(key.lower(), self.slots, is_field)
        return replace(self, frames=(*self.frames, frame), slots=self.slots + 1)

    def field(self, name: str) -> Field:
        """A field as conditions read it."""
        return compile_field(name, self.frames, self.resolve)

    def field_of_subject(self, name: str) -> Field:
        """A field as the function `field()` reads it."""
        return compile_field(name, () if self.in_existence else self.frames, self.resolve)
