"""From readings to the use of each dataset, week by week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from config.datasets import dataset_folders
from config.estate import Estate
from config.names import names_of
from servicedesk.telemetry.rows import Reading

Asset = tuple[str, str]
"""The stack of a dataset's owner, and the dataset's name."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Use:
    """How one dataset was used."""

    stack: str
    dataset: str
    reads: tuple[int, ...]
    """Per week, the oldest first."""
    readers: int
    """Different people and applications in all weeks together."""
    size: int
    """Bytes handed out."""
    last: date | None
    """The last day on which somebody read it; None where nobody did."""

    @property
    def total(self) -> int:
        """All reads."""
        return sum(self.reads)


@dataclass(frozen=True, kw_only=True)
class Heatmap:
    """The use of every dataset of an estate, the most read first."""

    weeks: tuple[date, ...]
    """The first day of each week."""
    uses: tuple[Use, ...]
    elsewhere: int
    """Reads in the estate's lakes that are of no dataset: workspaces, and what nobody has registered."""
    since: date | None
    """The first day of which something is known; None without readings."""


def heatmap(estate: Estate, readings: Iterable[Reading], until: date, weeks: int) -> Heatmap:
    """The use of each dataset in so many weeks before a day; readings of other days and accounts are left out."""
    begin = until - weeks * WEEK
    places = _places(estate)
    accounts = {account for account, _ in places}
    reads: dict[Asset, list[int]] = {asset: [0] * weeks for asset in _assets(estate)}
    readers: dict[Asset, set[str]] = {asset: set() for asset in reads}
    size: dict[Asset, int] = dict.fromkeys(reads, 0)
    last: dict[Asset, date] = {}
    elsewhere, first = 0, None
    for reading in readings:
        day = reading.at.date()
        first = min(first or day, day)
        if not begin <= day < until:
            continue
        asset = _asset_of(places, reading)
        if asset is None:
            elsewhere += reading.count * (reading.account in accounts)
            continue
        reads[asset][(day - begin).days // 7] += reading.count
        readers[asset].add(reading.reader)
        size[asset] += reading.size
        last[asset] = max(last.get(asset, day), day)
    uses = (
        Use(
            stack=asset[0],
            dataset=asset[1],
            reads=tuple(counts),
            readers=len(readers[asset]),
            size=size[asset],
            last=last.get(asset),
        )
        for asset, counts in reads.items()
    )
    return Heatmap(
        weeks=tuple(begin + number * WEEK for number in range(weeks)),
        uses=tuple(sorted(uses, key=lambda use: (-use.total, use.stack, use.dataset))),
        elsewhere=elsewhere,
        since=first,
    )


def _assets(estate: Estate) -> list[Asset]:
    return [
        (stack, name)
        for stack, team in estate.teams.items()
        for name, dataset in team.datasets.items()
        if dataset.status == "active"
    ]


def _places(estate: Estate) -> Mapping[tuple[str, str], Asset]:
    """From account and path, the container included, to the dataset that is kept there."""
    found: dict[tuple[str, str], Asset] = {}
    active = set(_assets(estate))
    for stack, team in estate.teams.items():
        names = names_of(estate, team.landing_zone)
        for folder in dataset_folders(estate, stack):
            if (stack, folder.dataset) in active:
                place = (names[f"lake-{folder.lake}"], f"{folder.container}/{folder.path}")
                found[place] = (stack, folder.dataset)
    return found


def _asset_of(places: Mapping[tuple[str, str], Asset], reading: Reading) -> Asset | None:
    path = reading.path
    while path:
        if (asset := places.get((reading.account, path))) is not None:
            return asset
        path = path.rpartition("/")[0]
    return None
