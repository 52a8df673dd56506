"""Points that Azure's documentation leaves open, each one named, with the reading taken here."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Switches:
    """How to read what the documentation does not settle."""

    empty_collection: bool = True
    """A field condition on `[*]` of an empty, null or missing array: nothing violates it."""
    missing_equals_empty: bool = True
    """A missing value equals the empty text; `field()` of a missing property is the empty text too."""
    missing_like_star: bool = False
    """A missing value matches `*`. It does not: the built-in rule that refuses public addresses on network
    interfaces asks `not (notLike *)` of a property that compliant interfaces lack."""
    missing_ordering: Literal["false", "error"] = "false"
    """A missing value under `less`, `greater` and the like."""
    order_number_text: Literal["error", "convert"] = "error"
    """A number ordered against a text: documented as an error."""
    contains_on_array: bool = True
    """`contains` on an array asks for an element."""
    element_without_property: Literal["null", "drop"] = "null"
    """An element that lacks the property selected by `[*].p`, in a field condition."""
    field_of_null: Literal["null", "empty"] = "null"
    """`field()` of a property that is present and null."""
    modify_add_conflict: Literal["conflict", "skip"] = "conflict"
    """`add` on a property that has another value."""
    override_order: Literal["first", "last"] = "first"
    """Which of several overrides that match wins."""
    presume_outputs_present: bool = False
    """A value that is not known yet is there once it is: `exists` is decided. Most outputs that feed inputs are
    ids of resources in the same plan."""
    mode_absent: Literal["Indexed", "All"] = "Indexed"
    """The mode of a definition that states none."""


DEFAULT = Switches()
"""The readings that are used unless a caller asks for others."""
