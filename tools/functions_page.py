"""`docs/functions.md`: every function of every team."""

from itertools import groupby

from config.estate import Estate
from servicedesk.functions import Function, changes, functions, part

_INTRODUCTION = (
    "Who asks, who approves, what changes, who is told, and the test that shows it. Approvers and receivers are"
    " computed: from the routing of the request on the reference estate, or from the"
    " [responsibility matrix](reference/responsibilities.md) for work that begins without a request."
)
_COLUMNS = ("Function", "Asks", "Approves", "Changes", "Told", "Shown by")


def render(note: str, estate: Estate) -> str:
    """The page, with the functions that no test shows yet named at its end."""
    lines = [note, "# Functions of the teams", "", _INTRODUCTION, ""]
    for team, members in groupby(sorted(functions(), key=_team_order), key=lambda one: one.team):
        lines += [f"## {team}", "", f"| {' | '.join(_COLUMNS)} |", "| --- |" + " --- |" * (len(_COLUMNS) - 1)]
        lines += [_line(estate, one) for one in members] + [""]
    missing = [one for one in functions() if one.open]
    if missing:
        lines += ["## Not shown yet, or in part only", "", *(f"- {one.does} {one.open}" for one in missing), ""]
    return "\n".join(lines)


def _team_order(one: Function) -> int:
    teams = list(dict.fromkeys(function.team for function in functions()))
    return teams.index(one.team)


def _line(estate: Estate, one: Function) -> str:
    who = part(estate, one)
    begun = f"{one.does} Request: `{one.request}`." if one.request else one.does
    shown = "<br>".join(f"`{test.rsplit('/', 1)[-1]}`" for test in one.tests) or "not yet"
    return f"| {begun} | {who.asks} | {who.approves} | {changes(one)} | {who.told} | {shown} |"
