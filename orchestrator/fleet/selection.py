"""Which stacks a command means."""

import difflib
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from config.databricks import workspace_of
from config.estate import Estate
from config.graph import dependencies
from config.workloads import opened_to
from orchestrator.problems import InvalidInputError

_DATA = ("estate.yaml",)


def chosen(estate: Estate, names: Sequence[str]) -> tuple[str, ...]:
    """The named stacks, or all; sorted. Errors: `InvalidInputError` for a name without a stack."""
    unknown = sorted(set(names) - set(estate.stacks))
    if unknown:
        near = difflib.get_close_matches(unknown[0], estate.stacks, n=1)
        raise InvalidInputError(
            code="E-SEL-001",
            where="command line",
            found=", ".join(f"no stack `{name}`" for name in unknown),
            accepted=", ".join(f"`{name}`" for name in sorted(estate.stacks)),
            remedy=f"write `{near[0]}`" if near else "choose one of these",
        )
    return tuple(sorted(names or estate.stacks))


def changed_since(estate: Estate, reference: str, checkout: Path) -> tuple[str, ...]:
    """The stacks that a change since a git reference can touch, sorted.

    A changed stack file touches its stack, the teams whose datasets are opened to its services, the landing zone whose
    lakes keep its datasets or in whose Databricks it works, and what is computed from all files: platform and peering.
    Any other change (settings, code, guardrails) touches every stack.
    Errors: `InvalidInputError` where git does not know the reference.
    """
    touched: set[str] = set()
    for path in _changed_files(estate.folder, reference, checkout):
        stack = _stack_of(estate, path)
        if stack is None:
            return tuple(sorted(estate.stacks))
        opened = {name for name in estate.teams if stack in opened_to(estate, name)}
        team = estate.teams.get(stack)
        keeping = {team.landing_zone} if team and (team.datasets or workspace_of(estate, stack)) else set()
        touched |= {stack, *opened, *keeping, *estate.platform, *estate.peerings}
    return tuple(sorted(touched & set(estate.stacks)))


def with_dependencies(estate: Estate, names: Iterable[str]) -> tuple[str, ...]:
    """The stacks and all that they read, sorted."""
    reads = dependencies(estate)
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(reads[name])
    return tuple(sorted(found))


def _stack_of(estate: Estate, path: Path) -> str | None:
    """The stack whose file a changed path is; None for anything else that programs read."""
    inside = path.parent == estate.folder.resolve()
    is_stack = path.name.startswith("Pulumi.") and path.name.endswith(".yaml") and path.name not in _DATA
    return path.name.removeprefix("Pulumi.").removesuffix(".yaml") if inside and is_stack else None


def _changed_files(folder: Path, reference: str, checkout: Path) -> list[Path]:
    root = _git(folder, "rev-parse", "--show-toplevel")[0]
    names = _git(folder, "diff", "--name-only", "--no-renames", reference, "--")
    names += _git(folder, "ls-files", "--others", "--exclude-standard", "--full-name", "--", str(folder))
    ignored = {checkout / "docs", checkout / "tests"}
    paths = [Path(root, name).resolve() for name in names]
    return [path for path in paths if not any(path.is_relative_to(place) for place in ignored)]


def _git(folder: Path, *line: str) -> list[str]:
    done = subprocess.run(["git", *line], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InvalidInputError(
            code="E-SEL-002",
            where=f"git {' '.join(line)}",
            found=done.stderr.strip().splitlines()[0] if done.stderr.strip() else f"exit code {done.returncode}",
            accepted="a git checkout and a reference in it, such as `origin/main`",
            remedy="name another reference, or name the stacks",
        )
    return done.stdout.split("\n")[:-1]
