"""Finding datasets of the estate: by words, and by likeness to one that somebody wants to bring in. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from config.estate import Estate
from config.models.dataset import Dataset
from config.models.product import ProductStack
from config.models.stacks import TeamStack

_CLOSE = 0.8
"""Share of letters from which on two words count as one misspelt."""
_SHARED_COLUMNS = 0.6
"""Share of the wanted columns from which on a dataset looks like the wanted one."""
_FEWEST_COLUMNS = 2
_KEYS = re.compile(r"(^|_)id$")
_WEIGHTS = {"name": 5.0, "title": 4.0, "column": 2.0, "source": 2.0, "stack": 1.5, "owner": 1.0}


@dataclass(frozen=True, kw_only=True)
class Found:
    """A dataset that was found."""

    stack: str
    dataset: str
    certified: bool
    """Whether it is of a certified product."""
    why: tuple[str, ...]
    """What fits, in words."""


def search(estate: Estate, text: str) -> tuple[Found, ...]:
    """Active datasets in which words of a text are found, the best first; certified before others of the same fit."""
    words = _words(text)
    ranked = []
    for stack, name, dataset in _active(estate):
        best = [fit for word in words if (fit := _fit(word, stack, name, dataset))]
        if best:
            found = _found(estate, stack, name, tuple(f"{place} `{token}`" for _, place, token in best))
            ranked.append((-len(best), -sum(score for score, _, _ in best), not found.certified, stack, name, found))
    return tuple(entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1]))


def alike(estate: Estate, *, name: str, title: str, source: str, columns: Collection[str]) -> tuple[Found, ...]:
    """Active datasets that look like one which somebody wants to bring in, sorted by name."""
    found = []
    for stack, known, dataset in _active(estate):
        why = tuple(_likeness(dataset, known, name=name, title=title, source=source, columns=columns))
        if why:
            found.append(_found(estate, stack, known, why))
    return tuple(sorted(found, key=lambda one: (one.stack, one.dataset)))


def _likeness(
    dataset: Dataset, known: str, *, name: str, title: str, source: str, columns: Collection[str]
) -> Iterator[str]:
    if _close("".join(_words(name)), "".join(_words(known))):
        yield f"its name is close to `{name}`"
    if set(_words(title)) == set(_words(dataset.title)):
        yield f"it has the title `{dataset.title}`"
    if dataset.source and _words(source) == _words(dataset.source):
        yield f"it comes from `{dataset.source}`"
    wanted = {column.lower() for column in columns if not _KEYS.search(column.lower())}
    shared = wanted & {column.lower() for column in dataset.columns}
    if len(shared) >= _FEWEST_COLUMNS and len(shared) >= _SHARED_COLUMNS * len(wanted):
        yield "it has " + ", ".join(f"`{column}`" for column in sorted(shared))


def _active(estate: Estate) -> Iterator[tuple[str, str, Dataset]]:
    for stack, team in sorted(estate.teams.items()):
        for name, dataset in sorted(team.datasets.items()):
            if dataset.status == "active":
                yield stack, name, dataset


def _fit(word: str, stack: str, name: str, dataset: Dataset) -> tuple[float, str, str] | None:
    """The best place of a word in a dataset: its score, the place and the word there."""
    places = {
        "name": name,
        "title": dataset.title,
        "column": " ".join(dataset.columns),
        "source": dataset.source or "",
        "stack": stack,
        "owner": dataset.owner.partition("@")[0],
    }
    fits = (
        (_WEIGHTS[place] * likeness, place, token)
        for place, text in places.items()
        for token in _words(text)
        if (likeness := _alike(word, token)) > 0
    )
    return max(fits, default=None)


def _alike(word: str, token: str) -> float:
    if word == token:
        return 1.0
    if token.startswith(word) or (word.startswith(token) and len(token) > 3):
        return 0.9
    return 0.7 if _close(word, token) else 0.0


def _close(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _CLOSE


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _found(estate: Estate, stack: str, name: str, why: tuple[str, ...]) -> Found:
    team = estate.teams[stack]
    return Found(stack=stack, dataset=name, certified=is_certified(team), why=why)


def is_certified(team: TeamStack) -> bool:
    """Whether what a team offers is certified: the organisation may build on it."""
    return isinstance(team, ProductStack) and team.certified is not None
