"""`docs/walks.md`: every walk of `estate demo --flows`, step by step, to be walked by hand."""

import json
from collections.abc import Iterator

from config.estate import Estate
from orchestrator.flows.walks import Walk, walks
from servicedesk.examples import examples
from servicedesk.identity import EstateDirectory
from servicedesk.problems import Refusal
from servicedesk.reading import read_body
from servicedesk.routing import routing

_INTRODUCTION = (
    "`estate demo --flows` walks these on a copy of the reference estate, deploys each on the simulated Azure, and "
    "writes what people did as a page with the estate before and after. By hand they go like this; `ID` is what "
    "`new` answers, and everything that is refused says why."
)


def render(note: str, estate: Estate) -> str:
    """The page."""
    lines = [note, "# Walks", "", _INTRODUCTION, ""]
    for walk in walks():
        lines += _walk(estate, walk)
    return "\n".join(lines)


def _walk(estate: Estate, walk: Walk) -> Iterator[str]:
    data = {**examples()[walk.kind], **walk.changes}
    body = read_body(data)
    if isinstance(body, Refusal):
        raise TypeError(f"the walk {walk.key} asks for what is no request: {body}")
    route = routing(estate, body, EstateDirectory(estate).person(walk.asks))
    if isinstance(route, Refusal):
        raise TypeError(f"the walk {walk.key} cannot be routed: {route}")
    needs = [
        f"{', '.join(f'`{who}`' for who in (*need.groups, *need.people))} ({need.because})" for need in route.required
    ]
    told = ", ".join(f"`{group}`" for group in route.informed)
    yield from (
        f"## {walk.title}",
        "",
        f"Needs: {'; '.join(needs) or 'nobody'}. Told in the end: {told or 'the requester'}.",
    )
    yield from ("", "```json", json.dumps(data, indent=2, ensure_ascii=False), "```", "", "```console")
    yield f"$ estate request new {walk.kind} --as {walk.asks} --file request.json --submit"
    if walk.declines:
        yield f'$ estate request decline ID --as {walk.declines} --reason "{walk.because}"'
    yield from (f"$ estate request approve ID --as {name}" for name in walk.approves)
    if walk.fulfils:
        yield f"$ estate request prioritise ID --as {walk.fulfils} --priority normal --planned-for 2027-01-31"
        yield f'$ estate request fulfil ID --as {walk.fulfils} --outcome "{walk.outcome}"'
        yield f"$ estate request close ID --as {walk.asks}"
    elif not walk.declines:
        yield "$ estate request apply ID"
        yield f"$ estate request merge ID --as {walk.approves[0]} --deploy"
    if walk.kind == "certification":
        yield "$ estate request publish ID"
    yield from ("```", "")
