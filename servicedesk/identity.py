"""Who acts: a person with the groups that count at that moment."""

from typing import Protocol

from config.estate import Estate
from config.groups import team_groups
from config.models.base import Model, Text
from servicedesk.problems import Refused, refusal


class Person(Model):
    """A person, as the identity provider tells it."""

    name: Text
    """The user principal name."""
    groups: tuple[str, ...] = ()
    """Keys of the estate's groups (see `config.groups`) that the person is in, sorted."""


SERVICE = Person(name="service-desk")
"""The service desk itself: it expires, proposes and applies. No directory gives this identity away."""


class Directory(Protocol):
    """Where identities come from: the estate's data here, signed tokens elsewhere."""

    def person(self, name: str) -> Person:
        """The person of a user principal name. Errors: `Refused` for somebody unknown."""
        ...


class EstateDirectory:
    """The people whom the estate's data name: owners and members of its groups. For the command line and tests."""

    def __init__(self, estate: Estate) -> None:
        self._groups: dict[str, set[str]] = {}
        for group in team_groups(estate):
            for name in (*group.owners, *group.members):
                self._groups.setdefault(name.lower(), set()).add(group.key)

    def person(self, name: str) -> Person:
        """The person of a user principal name; case does not count."""
        groups = self._groups.get(name.lower())
        if groups is None:
            raise Refused(
                refusal(
                    "D-PER-001",
                    "person",
                    found=f"`{name}`",
                    accepted="somebody named in a team of the estate",
                    remedy="check the spelling, or ask a team's owner to add the person",
                )
            )
        return Person(name=name.lower(), groups=tuple(sorted(groups)))
