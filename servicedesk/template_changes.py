"""Changes between a template and its forks: a fork's fix offered upstream, an upstream change offered to a fork.

Each is a branch in the receiving repository, for whose people it is then to review and to merge. Offering again gives
the same branch.
"""

import re
from pathlib import Path

from servicedesk.git import GitError, git
from servicedesk.offers import Offer, cloned, stands

_COMMIT = re.compile(r"[0-9a-f]{7,40}")


class Conflicts(GitError):
    """A fix does not fit the template as it is now; the message names the files."""


class NotInFork(GitError):
    """A commit that the fork does not have, or that is in the template already."""


def commit_in(link: str) -> str | None:
    """The commit that a link, or a commit's own name, points at."""
    found = _COMMIT.findall(link.rsplit("?", 1)[0].rstrip("/").rsplit("/", 1)[-1])
    return found[-1] if found else None


def offer_fix(fork: str, commit: str, template: str, *, because: str = "", main: str = "main") -> Offer:
    """Put one commit of a fork on a branch of its template, on top of the template's main branch.

    Errors: `NotInFork`, `Conflicts` with the files that do not fit, `GitError` for everything else.
    """
    with cloned(template, main) as clone:
        git(clone, "fetch", "--quiet", "--", fork, "+refs/heads/*:refs/remotes/fork/*")
        try:
            full = git(clone, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
        except GitError as error:
            raise NotInFork(f"`{fork}` has no commit `{commit}`") from error
        if not _is_new(clone, full, main):
            raise NotInFork(f"`{commit}` is in the template already")
        branch = f"fork/{full[:12]}"
        title = git(clone, "show", "--no-patch", "--format=%s", full)
        text = "\n\n".join(part for part in (because, f"From `{fork}`, commit {full}.") if part)
        if not stands(clone, branch):
            git(clone, "switch", "--quiet", "--create", branch)
            try:
                git(clone, "cherry-pick", "-x", "--allow-empty", full)
            except GitError as error:
                files = git(clone, "diff", "--name-only", "--diff-filter=U").splitlines()
                if not files:
                    raise
                raise Conflicts(", ".join(f"`{name}`" for name in files)) from error
            git(clone, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
        return Offer(template, branch, title, text)


def offer_update(template: str, fork: str, *, main: str = "main") -> Offer | None:
    """Put the head of a template's main branch on a branch of a fork; None where the fork has all of it."""
    with cloned(fork, main) as clone:
        git(clone, "fetch", "--quiet", "--", template, f"+refs/heads/{main}:refs/remotes/template/{main}")
        head = git(clone, "rev-parse", f"template/{main}")
        new = git(clone, "log", "--no-merges", "--format=- %s", f"origin/{main}..{head}").splitlines()
        if not _is_new(clone, head, main):
            return None
        branch = f"template/{head[:12]}"
        if not stands(clone, branch):
            git(clone, "push", "--quiet", "origin", f"{head}:refs/heads/{branch}")
        text = "\n".join([f"What `{template}` has since this fork last took it over:", "", *new])
        return Offer(fork, branch, f"Take over {len(new)} changes of the template", text)


def _is_new(clone: Path, commit: str, main: str) -> bool:
    """Whether the main branch lacks a commit."""
    return bool(git(clone, "rev-list", "--max-count=1", commit, f"^origin/{main}"))
