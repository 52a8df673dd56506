"""The value that is not known yet: what a preview cannot tell before Azure has answered."""

from typing import Final, NoReturn


class Unknown:
    """The type of `UNKNOWN`. Asking whether it is true is a mistake and says so."""

    _instance: "Unknown | None" = None

    def __new__(cls) -> "Unknown":
        """There is one unknown value."""
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown value is neither true nor false: compare with `is UNKNOWN` first")

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __copy__(self) -> "Unknown":
        return self

    def __deepcopy__(self, memo: object) -> "Unknown":
        return self

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()
"""Passes through translation and evaluation untouched."""
