"""What the engine is called with: the command line of one run, and short calls beside it."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestrator.engine.results import Verb
from orchestrator.engine.workspace import Workspace
from orchestrator.problems import OperationError

_APPROVED = ("--yes", "--skip-preview")
_WITH_PROGRAM = frozenset({Verb.UP, Verb.PREVIEW})


@dataclass(frozen=True, kw_only=True)
class PolicyPack:
    """A policy pack to judge a run with, and the file that configures it."""

    folder: Path
    config: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Options:
    """What may be asked of a run beyond its verb."""

    policy_packs: tuple[PolicyPack, ...] = ()
    """For `up` and `preview`."""
    refresh: bool = False
    """Read what stands before comparing; for `up`, `preview` and `destroy`."""
    run_program: bool = False
    """Run the program in `refresh` and `destroy`, for providers that are configured by it."""
    preview_only: bool = False
    """Show what `refresh` or `destroy` would do, and do nothing."""
    targets: tuple[str, ...] = ()
    """URNs to limit a run to; for all verbs but `import`."""
    parallel: int | None = None
    """How many resources at once; the engine's default otherwise."""
    imports: Path | None = None
    """The file that lists what `import` takes over."""
    message: str = ""
    """Why this run; kept in the stack's history."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """More variables for the program and the packs."""
    checkpoints: bool = True
    """False keeps the state in memory until the end; only for simulated runs that nobody will kill."""


def arguments(stack: str, verb: Verb, options: Options, event_log: Path) -> list[str]:
    """The command line of a run, without the executable."""
    line = [verb.value, "--stack", stack, "--non-interactive", "--color", "never", "--suppress-progress"]
    line += ["--event-log", str(event_log)]
    if options.preview_only and verb in (Verb.REFRESH, Verb.DESTROY):
        line.append("--preview-only")
    elif verb is not Verb.PREVIEW:
        line += _APPROVED
    if verb in _WITH_PROGRAM:
        for pack in options.policy_packs:
            line += ["--policy-pack", str(pack.folder.resolve())]
        configs = [str(pack.config.resolve()) for pack in options.policy_packs if pack.config]
        for config in configs:
            line += ["--policy-pack-config", config]
    if options.refresh and verb not in (Verb.REFRESH, Verb.IMPORT):
        line.append("--refresh")
    if options.run_program and verb in (Verb.REFRESH, Verb.DESTROY):
        line.append("--run-program")
    if verb is Verb.IMPORT:
        line += [
            "--file",
            str((options.imports or Path()).resolve()),
            "--generate-code=false",
            "--protect=false",
        ]
    for target in options.targets:
        line += ["--target", target]
    if options.parallel is not None:
        line += ["--parallel", str(options.parallel)]
    if options.message:
        line += ["--message", options.message]
    return line


def call(workspace: Workspace, *line: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a short command of the engine to its end.

    Errors: `OperationError` with the engine's own words where it fails and `check` is set.
    """
    done = subprocess.run(
        [workspace.engine.command, *line, "--non-interactive", "--color", "never"],
        cwd=workspace.project_dir,
        env=workspace.environment(),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if check and done.returncode:
        raise OperationError(
            code="E-RUN-001",
            where=f"pulumi {' '.join(line[:3])}",
            found=f"exit code {done.returncode}",
            accepted="0",
            remedy="see the engine's words below",
            details=done.stderr.strip() or done.stdout.strip(),
        )
    return done


def stack_outputs(workspace: Workspace, stack: str) -> dict[str, Any]:
    """The outputs of a deployed stack; secrets are masked."""
    outputs: dict[str, Any] = json.loads(call(workspace, "stack", "output", "--json", "--stack", stack).stdout)
    return outputs


def export_state(workspace: Workspace, stack: str) -> dict[str, Any]:
    """The state of a stack as the engine exports it; secrets stay encrypted."""
    state: dict[str, Any] = json.loads(call(workspace, "stack", "export", "--stack", stack).stdout)
    return state
