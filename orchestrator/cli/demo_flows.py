"""`estate demo --flows`: the teams' functions walked on a copy of the estate, each to the deployed end."""

import time

import typer

from config.estate import Estate
from config.load import load_estate
from orchestrator.cli.deploy import exit_code
from orchestrator.cli.request_do import safely
from orchestrator.cli.request_door import open_door
from orchestrator.cli.settings import Settings
from orchestrator.engine.commands import Options
from orchestrator.engine.results import Verb
from orchestrator.engine.run import interruptible
from orchestrator.engine.workspace import work_directory
from orchestrator.fleet.operate import Request, Results, operate
from orchestrator.fleet.progress import FleetProgress, changes_text
from orchestrator.fleet.schedule import Skipped
from orchestrator.flows.page import Chapter, page
from orchestrator.flows.repository import WalkedEstate, prepare
from orchestrator.flows.walking import Walked, Walker
from orchestrator.flows.walks import Walk, walks
from orchestrator.pictures.scene import scene
from orchestrator.pictures.svg import svg
from orchestrator.problems import OperationError
from orchestrator.session import open_session


def walk_all(settings: Settings, parallel: int) -> None:
    """Deploy a copy of the estate, walk every function of the teams on it, and write the page of the walks."""
    begun = time.monotonic()
    home = work_directory(settings.estate_dir) / "flows"
    walked_estate = prepare(settings.estate_dir, home)
    before = svg(scene(load_estate(walked_estate.estate_dir)))
    settings.note.print("── The estate, as it stands before anybody asks")
    _deploy(settings, walked_estate, (), parallel)
    told: list[Chapter] = []
    done: list[Walked] = []
    for walk in walks():
        lines: list[str] = []
        settings.note.print(f"── {walk.title}")
        done.append(_walk(settings, walked_estate, walk, lines, parallel))
        told.append(Chapter(walk.title, tuple(lines), str(done[-1].status)))
    file = home / "flows.html"
    file.write_text(page(before, svg(scene(load_estate(walked_estate.estate_dir))), told), encoding="utf-8")
    settings.show(
        [
            {"walk": one.walk.key, "request": one.request, "status": str(one.status), "stacks": list(one.stacks)}
            for one in done
        ],
        "\n".join(f"{one.request}  {one.status:<9} {one.walk.title}" for one in done),
    )
    settings.note.print(f"{len(done)} functions walked in {time.monotonic() - begun:.0f} s. Page: {file}")


def _walk(settings: Settings, walked_estate: WalkedEstate, walk: Walk, lines: list[str], parallel: int) -> Walked:
    def say(line: str) -> None:
        settings.note.print(line)
        lines.append(line.strip())

    def pull() -> Estate:
        walked_estate.pull()
        return load_estate(walked_estate.estate_dir)

    def deploy(stacks: tuple[str, ...]) -> str:
        results = _deploy(settings, walked_estate, stacks, parallel)
        return "; ".join(
            f"{name} {'skipped' if isinstance(result, Skipped) else changes_text(result)}"
            for name, result in sorted(results.items())
        )

    door = open_door(walked_estate.estate_dir)
    applier = door.applier(walked_estate.estate_dir, str(walked_estate.remote), "main")
    walker = Walker(door.desk, door.directory, applier, pull, deploy, say)
    found: Walked = safely(lambda: walker.walk(walk))
    return found


def _deploy(settings: Settings, walked_estate: WalkedEstate, stacks: tuple[str, ...], parallel: int) -> Results:
    """Deploy stacks, or all; a failure ends the command."""
    session = open_session(walked_estate.estate_dir, azure=False, note=settings.note.print)
    request = Request(
        verb=Verb.UP,
        stacks=stacks or tuple(sorted(session.estate.stacks)),
        options=Options(checkpoints=False),
        parallel=parallel,
    )
    with interruptible() as cancellation, FleetProgress(settings.note) as progress:
        results = operate(session, request, on_progress=progress, cancellation=cancellation)
    if code := exit_code(results):
        raise typer.Exit(code)
    if any(isinstance(result, Skipped) for result in results.values()):
        raise OperationError(
            code="E-FLW-002",
            where="deployment",
            found="stacks were skipped",
            accepted="every stack deployed",
            remedy="see what failed above, then run again: what was walked is kept",
        )
    return results
