"""The estate's git repository: read it, put a change on a branch, merge a branch. By the git executable.

Every call works in a clone of its own that is thrown away, so that a process killed at any point leaves the
repository as it was, or one whole step further.
"""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servicedesk.texts import Texts, read_texts

_SAFE = (
    ("core.hooksPath", os.devnull),
    ("commit.gpgsign", "false"),
    ("protocol.ext.allow", "never"),
    ("user.name", "Service desk"),
    ("user.email", "service-desk@localhost"),
    ("advice.detachedHead", "false"),
)
_ATTEMPTS = 5
_SECONDS = 120


class GitError(Exception):
    """Git could not do it; the message is git's own."""


class Unmergeable(Exception):
    """A branch does not fit the main branch any more."""


class NotFit(Exception):
    """A merged estate was refused by who asked for the merge."""


@dataclass(frozen=True, kw_only=True)
class EstateRepository:
    """The repository in which an estate's folder lies."""

    url: str
    """A remote, or the path of one."""
    branch: str = "main"
    folder: str = "estate"
    """The estate's folder in it; `.` for the root."""

    def texts(self) -> Texts:
        """The estate's texts on the main branch."""
        with self._clone() as clone:
            return read_texts(clone / self.folder)

    def propose(self, branch: str, files: Mapping[str, str | None], message: str) -> str:
        """Put changed files on a branch, on top of the main branch, and give the commit. Again gives the same."""
        with self._clone() as clone:
            git(clone, "switch", "--quiet", "--create", branch)
            for name, text in files.items():
                path = clone / self.folder / name
                if text is None:
                    path.unlink()
                else:
                    path.write_text(text, encoding="utf-8")
            git(clone, "add", "--all", "--", self.folder)
            standing = self._standing(clone, branch)
            if standing is not None and not git(clone, "diff", "--cached", "--name-only", standing):
                return standing
            git(clone, "commit", "--quiet", "--message", message)
            git(clone, "push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{branch}")
            return git(clone, "rev-parse", "HEAD")

    def merge(self, branch: str, message: str, check: Callable[[Texts], bool]) -> str:
        """Merge a branch where the merged estate passes the check; the merge's commit. Again gives the same.

        Errors: `Unmergeable` for a conflict, `NotFit` where the check says no, `GitError` for everything else.
        """
        error: GitError | None = None
        for _ in range(_ATTEMPTS):
            with self._clone() as clone:
                head = self._standing(clone, branch)
                if head is None:
                    raise GitError(f"no branch {branch}")
                if merged := self._merge_of(clone, head):
                    return merged
                self._joined(clone, branch, head, message, check)
                try:
                    git(clone, "push", "--quiet", "origin", f"HEAD:refs/heads/{self.branch}")
                except GitError as refused:
                    if "fetch first" not in str(refused) and "non-fast-forward" not in str(refused):
                        raise
                    error = refused
                    continue
                return git(clone, "rev-parse", "HEAD")
        raise error or GitError("not merged")

    def check_merge(self, branch: str, check: Callable[[Texts], bool]) -> None:
        """Try a merge and change nothing. Errors: as `merge`."""
        with self._clone() as clone:
            head = self._standing(clone, branch)
            if head is None:
                raise GitError(f"no branch {branch}")
            self._joined(clone, branch, head, "Try", check)

    def fork_point(self, branch: str) -> str:
        """The commit of the main branch from which a branch goes off."""
        with self._clone() as clone:
            return git(clone, "merge-base", f"origin/{self.branch}", f"origin/{branch}")

    @contextmanager
    def at(self, *commits: str) -> Iterator[tuple[Path, ...]]:
        """The estate's folder at each of some commits, for as long as the block; branches are `origin/…`."""
        with self._clone() as clone:
            found = []
            for number, commit in enumerate(commits):
                tree = clone.parent / f"at-{number}"
                git(clone, "worktree", "add", "--quiet", "--detach", str(tree), commit)
                found.append(tree / self.folder)
            yield tuple(found)

    def remove(self, branch: str) -> None:
        """Remove a branch, where it is there."""
        with self._clone() as clone:
            if self._standing(clone, branch) is not None:
                git(clone, "push", "--quiet", "origin", "--delete", branch)

    @contextmanager
    def _clone(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="estate-clone-") as folder:
            clone = Path(folder) / "clone"
            git(Path(folder), "clone", "--quiet", "--branch", self.branch, "--", self.url, str(clone))
            yield clone

    def _joined(self, clone: Path, branch: str, head: str, message: str, check: Callable[[Texts], bool]) -> None:
        """Merge inside a clone."""
        try:
            git(clone, "merge", "--quiet", "--no-ff", "--message", message, head)
        except GitError as conflict:
            raise Unmergeable(str(conflict)) from conflict
        if not check(read_texts(clone / self.folder)):
            raise NotFit(branch)

    def _standing(self, clone: Path, branch: str) -> str | None:
        found = git(clone, "for-each-ref", "--format=%(objectname)", f"refs/remotes/origin/{branch}")
        return found or None

    def _merge_of(self, clone: Path, head: str) -> str | None:
        """The commit of the main branch that brought a branch's head in."""
        brought = git(clone, "rev-list", "--ancestry-path", "--first-parent", "--reverse", f"{head}..HEAD")
        if brought:
            return brought.splitlines()[0]
        return head if git(clone, "rev-parse", "HEAD") == head else None


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, with no hooks, no prompts and nothing of the caller's environment. Errors: `GitError`."""
    settings = [part for key, value in _SAFE for part in ("-c", f"{key}={value}")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *settings, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git {arguments[0]}: {error}") from error
    if done.returncode:
        raise GitError((done.stderr or done.stdout).strip()[-1000:] or f"git {arguments[0]} failed")
    return done.stdout.strip()
