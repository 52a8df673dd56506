"""What follows from use: popular datasets are nominated, cold ones proposed for archive; a ticket to the team each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from config.estate import Estate
from config.models.product import ProductStack
from servicedesk.model.governance import FeedbackRequest, Subject
from servicedesk.telemetry.usage import Heatmap, Use


@dataclass(frozen=True)
class Advice:
    """One thing to do about one dataset."""

    what: str
    """`nominate`, `support` or `archive`."""
    stack: str
    dataset: str
    ticket: FeedbackRequest
    key: str
    """The same for the same advice in the same quarter: asked for again, it is the same ticket."""


def advice(estate: Estate, seen: Heatmap, today: date) -> tuple[Advice, ...]:
    """What the use of each dataset calls for; nothing on cold data where the logs do not reach back far enough."""
    return tuple(_advice(estate, seen, today))


def _advice(estate: Estate, seen: Heatmap, today: date) -> Iterator[Advice]:
    known = estate.settings.telemetry
    long_enough = seen.since is not None and today - seen.since >= timedelta(days=known.cold_days)
    quarter = f"{today.year}-Q{(today.month + 2) // 3}"
    for use in seen.uses:
        team = estate.teams[use.stack]
        if use.readers >= known.popular_readers:
            if not isinstance(team, ProductStack):
                yield _ticket("support", use, quarter, _support(use, seen), Subject.DATA_ASSET)
            elif team.certified is None:
                yield _ticket("nominate", use, quarter, _nominate(use, seen), Subject.PRODUCT)
        elif long_enough and (use.last is None or today - use.last >= timedelta(days=known.cold_days)):
            owner = team.datasets[use.dataset].owner
            text = (
                f"Nobody has read `{use.dataset}` for {known.cold_days} days or longer. {owner}, its owner, is asked "
                f"to archive it: a `dataset-update` with a shorter `retention_days`, or a word on why it has to stay."
            )
            yield _ticket("archive", use, quarter, text, Subject.DATA_ASSET)


def _nominate(use: Use, seen: Heatmap) -> str:
    return (
        f"`{use.dataset}` had {use.readers} readers and {use.total} reads in {len(seen.weeks)} weeks: the product is "
        "nominated for certification. Please gather tests, assessments and documentation; Data Platform Ops then ask "
        "for the certification with `trigger: popularity`."
    )


def _support(use: Use, seen: Heatmap) -> str:
    return (
        f"`{use.dataset}` had {use.readers} readers and {use.total} reads in {len(seen.weeks)} weeks: it deserves "
        "support, such as quality rules, a closer refresh, or a product of its own."
    )


def _ticket(what: str, use: Use, quarter: str, message: str, subject: Subject) -> Advice:
    reason = {"nominate": "The dataset is popular.", "support": "The dataset is popular."}
    body = FeedbackRequest(
        kind="feedback",
        reason=reason.get(what, "The dataset is not read any more."),
        subject=subject,
        stack=use.stack,
        message=message,
        severity="normal" if what == "nominate" else "low",
    )
    return Advice(what, use.stack, use.dataset, body, f"telemetry/{what}/{use.stack}/{use.dataset}/{quarter}")
