"""The use of data as one self-contained page: a row for each dataset, a cell for each week."""

import math

from config.estate import Estate
from orchestrator.report.page import render
from servicedesk.telemetry.usage import Heatmap

SHADES = 5


def shade(count: int, peak: int) -> int:
    """How dark a cell is, 0 for nothing to 5 for the most; by magnitude, so that little is told from nothing."""
    return 0 if count == 0 else max(1, math.ceil(SHADES * math.log1p(count) / math.log1p(peak)))


def heatmap_page(seen: Heatmap, estate: Estate) -> str:
    """Render it. The page needs no network and no server."""
    peak = max((count for use in seen.uses for count in use.reads), default=0)
    rows = [
        {
            "use": use,
            "title": estate.teams[use.stack].datasets[use.dataset].title,
            "zone": estate.teams[use.stack].landing_zone,
            "cells": [(week, count, shade(count, peak)) for week, count in zip(seen.weeks, use.reads, strict=True)],
            "gigabytes": use.size / 1e9,
            "level": _level(use.readers, use.last is None, estate),
        }
        for use in seen.uses
    ]
    return render("heatmap.html.j2", seen=seen, rows=rows, organization=estate.settings.organization.name)


def _level(readers: int, unread: bool, estate: Estate) -> str:
    if readers >= estate.settings.telemetry.popular_readers:
        return "popular"
    return "unread" if unread else ""
