"""How confidential data are."""

from enum import StrEnum


class Classification(StrEnum):
    """The confidentiality of data, lowest first. A zone holds data up to its own class."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SENSITIVE = "sensitive"
    """Personal data: own folders, people read only through masking views."""
    RESTRICTED = "restricted"
    """A landing zone of its own."""

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return list(Classification).index(self)
