"""A repository of its own for an estate, so that walks leave the one that they start from alone."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from orchestrator.problems import OperationError

_AUTHOR = ("-c", "user.name=Data Platform Ops", "-c", "user.email=data-platform@contoso.example")


@dataclass(frozen=True)
class WalkedEstate:
    """A bare remote, and a checkout of its main branch with the estate in it."""

    remote: Path
    checkout: Path

    @property
    def estate_dir(self) -> Path:
        """The estate's folder in the checkout."""
        return self.checkout / "estate"

    def pull(self) -> None:
        """Bring the checkout to what was merged."""
        _git(self.checkout, "pull", "--quiet", "--ff-only", "origin", "main")


def prepare(source: Path, home: Path) -> WalkedEstate:
    """Copy an estate's data into a repository below `home`; what an earlier run left there is kept."""
    found = WalkedEstate(home / "remote.git", home / "repository")
    if not (found.estate_dir / "estate.yaml").exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _git(home, "init", "--quiet", "--bare", "--initial-branch", "main", str(found.remote))
        _git(home, "clone", "--quiet", str(found.remote), str(found.checkout))
        found.estate_dir.mkdir()
        for file in sorted(source.glob("*.yaml")):
            shutil.copy2(file, found.estate_dir / file.name)
        _git(found.checkout, "add", "--all")
        _git(found.checkout, *_AUTHOR, "commit", "--quiet", "--message", "Begin with the reference estate")
        _git(found.checkout, "push", "--quiet", "origin", "HEAD:main")
    found.pull()
    return found


def _git(folder: Path, *line: str) -> None:
    done = subprocess.run(["git", *line], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OperationError(
            code="E-FLW-001",
            where=f"git {line[0]}",
            found=done.stderr.strip() or f"exit code {done.returncode}",
            accepted="a git that works in the estate's work directory",
            remedy=f"remove `{folder}` and run again",
        )
