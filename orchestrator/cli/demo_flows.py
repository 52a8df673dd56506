"""`estate demo --flows`: the teams' functions walked on a copy of the estate, each to the deployed end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import typer

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
from orchestrator.fleet.progress import FleetProgress
from orchestrator.fleet.schedule import Skipped
from orchestrator.flows.page import Chapter, page
from orchestrator.flows.repository import WalkedEstate, prepare
from orchestrator.flows.walking import Deployed, Walked, Walker
from orchestrator.flows.walks import Walk, walks
from orchestrator.pictures.scene import scene
from orchestrator.pictures.svg import svg
from orchestrator.problems import OperationError
from orchestrator.proposals.running import Run, deploy_merged, outcome_of, preview_proposal
from orchestrator.session import open_session


def walk_all(settings: Settings, parallel: int) -> None:
    """Deploy a copy of the estate, walk every function of the teams on it, and write the page of the walks."""
    begun = time.monotonic()
    home = work_directory(settings.estate_dir) / "flows"
    walked_estate = prepare(settings.estate_dir, home)
    before = svg(scene(load_estate(walked_estate.estate_dir)))
    settings.note.print("── The estate, as it stands before anybody asks")
    _deploy_all(settings, walked_estate, parallel)
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

    door = open_door(walked_estate.estate_dir)
    applier = door.applier(walked_estate.estate_dir, str(walked_estate.remote), "main")

    def preview(branch: str) -> str:
        with _running(settings, walked_estate, parallel) as run:
            found = preview_proposal(run, applier.repository, branch)
        applier.pull_requests.attach(branch, found.checks, found.report)
        return f"preview of {', '.join(sorted(found.results)) or 'no stack'} {found.checks}"

    def deploy(commit: str) -> Deployed:
        with _running(settings, walked_estate, parallel) as run:
            results = deploy_merged(run, applier.repository, commit)
        _check(results)
        return Deployed(tuple(sorted(results)), outcome_of(results))

    walker = Walker(door.desk, door.directory, applier, walked_estate.pull, preview, deploy, say)
    found: Walked = safely(lambda: walker.walk(walk))
    return found


@contextmanager
def _running(settings: Settings, walked_estate: WalkedEstate, parallel: int) -> Iterator[Run]:
    session = open_session(walked_estate.estate_dir, azure=False, note=settings.note.print)
    with interruptible() as cancellation, FleetProgress(settings.note) as progress:
        yield Run(session, progress, cancellation, parallel, checkpoints=False)


def _deploy_all(settings: Settings, walked_estate: WalkedEstate, parallel: int) -> None:
    with _running(settings, walked_estate, parallel) as run:
        stacks = tuple(sorted(run.session.estate.stacks))
        request = Request(verb=Verb.UP, stacks=stacks, options=Options(checkpoints=False), parallel=parallel)
        results = operate(run.session, request, on_progress=run.on_progress, cancellation=run.cancellation)
    _check(results)


def _check(results: Results) -> None:
    """End the command where a stack was not deployed."""
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
