"""A fork's fix offered to its template, and a template's change offered to a fork, on real repositories."""

from pathlib import Path

import pytest

from servicedesk.git import GitError
from servicedesk.template_changes import Conflicts, NotInFork, commit_in, offer_fix, offer_update
from tests.unit.servicedesk.hosts.fakes import git


class Repositories:
    """A template and a fork of it, both bare, with a checkout of each."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.template, self.fork = home / "template.git", home / "fork.git"
        git(home, "init", "--quiet", "--bare", "--initial-branch", "main", str(self.template))
        self.commit(self.template, "Begin", {"alerts.yaml": "late: never\n", "size.yaml": "small\n"})
        git(home, "clone", "--quiet", "--bare", str(self.template), str(self.fork))

    def commit(self, remote: Path, message: str, files: dict[str, str]) -> str:
        work = self.home / "work" / remote.stem
        if not work.exists():
            git(self.home, "clone", "--quiet", str(remote), str(work))
        for name, text in files.items():
            (work / name).write_text(text, encoding="utf-8")
        git(work, "add", "--all")
        git(work, "commit", "--quiet", "--message", message)
        git(work, "push", "--quiet", "origin", "HEAD:main")
        return git(work, "rev-parse", "HEAD")

    def read(self, remote: Path, ref: str, name: str) -> str:
        return git(remote, "show", f"{ref}:{name}")


@pytest.fixture(name="both")
def _both(tmp_path: Path) -> Repositories:
    return Repositories(tmp_path)


def test_a_fix_comes_alone_onto_what_the_template_is_now(both: Repositories) -> None:
    both.commit(both.fork, "Suit ourselves", {"size.yaml": "large\n"})
    fix = both.commit(both.fork, "Alert when a run is late", {"alerts.yaml": "late: 1h\n"})
    both.commit(both.template, "Move on", {"README.md": "More\n"})
    made = offer_fix(str(both.fork), fix[:10], str(both.template), because="R-0007: Alert.")
    assert (made.branch, made.title) == (f"fork/{fix[:12]}", "Alert when a run is late")
    assert made.text.startswith("R-0007: Alert.")
    assert fix in made.text
    assert both.read(both.template, made.branch, "alerts.yaml") == "late: 1h"
    assert both.read(both.template, made.branch, "size.yaml") == "small"
    assert both.read(both.template, made.branch, "README.md") == "More"
    assert both.read(both.template, "main", "alerts.yaml") == "late: never"
    head = git(both.template, "rev-parse", made.branch)
    assert offer_fix(str(both.fork), fix, str(both.template), because="R-0007: Alert.") == made
    assert git(both.template, "rev-parse", made.branch) == head


def test_a_fix_that_does_not_fit_names_the_files_and_leaves_nothing(both: Repositories) -> None:
    fix = both.commit(both.fork, "Alert", {"alerts.yaml": "late: 1h\n"})
    both.commit(both.template, "Alert otherwise", {"alerts.yaml": "late: 2h\n"})
    with pytest.raises(Conflicts, match=r"`alerts\.yaml`"):
        offer_fix(str(both.fork), fix, str(both.template))
    assert git(both.template, "for-each-ref", "--format=%(refname:short)", "refs/heads") == "main"


def test_only_what_the_fork_has_and_the_template_lacks_is_offered(both: Repositories) -> None:
    with pytest.raises(NotInFork, match="no commit"):
        offer_fix(str(both.fork), "0123456789", str(both.template))
    begin = git(both.template, "rev-parse", "main")
    with pytest.raises(NotInFork, match="in the template already"):
        offer_fix(str(both.fork), begin, str(both.template))
    with pytest.raises(GitError):
        offer_fix(str(both.home / "nothing"), begin, str(both.template))


def test_a_fork_is_offered_what_its_template_has_since(both: Repositories) -> None:
    assert offer_update(str(both.template), str(both.fork)) is None
    both.commit(both.template, "Alert when a run is late", {"alerts.yaml": "late: 1h\n"})
    head = both.commit(both.template, "Say so", {"README.md": "More\n"})
    made = offer_update(str(both.template), str(both.fork))
    assert made is not None
    assert (made.branch, made.title) == (f"template/{head[:12]}", "Take over 2 changes of the template")
    assert "- Say so\n- Alert when a run is late" in made.text
    assert both.read(both.fork, made.branch, "alerts.yaml") == "late: 1h"
    assert offer_update(str(both.template), str(both.fork)) == made
    git(both.fork, "update-ref", "refs/heads/main", made.branch)
    assert offer_update(str(both.template), str(both.fork)) is None


@pytest.mark.parametrize(
    ("link", "commit"),
    [
        (f"https://dev.azure.com/contoso/p/_git/r/commit/{'0a1b2c3d' * 5}", "0a1b2c3d" * 5),
        ("https://github.com/contoso/r/commit/0a1b2c3d/?w=1", "0a1b2c3d"),
        ("0a1b2c3", "0a1b2c3"),
        ("https://github.com/contoso/r/pull/7", None),
    ],
)
def test_the_commit_of_a_link(link: str, commit: str | None) -> None:
    assert commit_in(link) == commit
