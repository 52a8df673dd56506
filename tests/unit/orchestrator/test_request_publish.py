"""`estate request publish`: what a certified product keeps in its own repository."""

from pathlib import Path

import yaml

from orchestrator.exit_codes import ExitCode
from tests.unit.orchestrator.desk import Example, Run, git
from tests.unit.servicedesk.hosts.fakes import git as asked
from tests.unit.servicedesk.world import INES, MARTA, NADIA


def certified(run: Run, checkout: Path, body: str) -> None:
    assert run("new", "certification", "--as", MARTA, "--file", body, "--submit")[0] == ExitCode.OK
    run("approve", "R-0001", "--as", NADIA)
    run("approve", "R-0001", "--as", INES)
    run("apply", "R-0001", "--no-preview")
    assert run("merge", "R-0001", "--as", NADIA)[1]["status"] == "applied"
    git(checkout, "switch", "--quiet", "main")


def repository(folder: Path) -> Path:
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / "README.md").write_text("Customer 360\n", encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return folder


def test_certificate_and_contracts_are_offered_once(run: Run, checkout: Path, tmp_path: Path, example: Example) -> None:
    product = repository(tmp_path / "product")
    certified(run, checkout, example("certification"))
    code, made = run("publish", "R-0001", "--product", str(product))
    assert (code, made["branch"]) == (ExitCode.OK, "certification/R-0001")
    assert made["files"] == ["certification/README.md", "certification/contracts/customers.odcs.yaml"]
    certificate = asked(product, "show", "certification/R-0001:certification/README.md")
    for part in ("customer-360 is certified", "https://example.com/customer-360/security", NADIA, INES):
        assert part in certificate
    contract = asked(product, "show", "certification/R-0001:certification/contracts/customers.odcs.yaml")
    assert yaml.safe_load(contract)["kind"] == "DataContract"
    head = asked(product, "rev-parse", "certification/R-0001")
    assert run("publish", "R-0001", "--product", str(product))[0] == ExitCode.OK
    assert asked(product, "rev-parse", "certification/R-0001") == head
    git(product, "merge", "--quiet", "certification/R-0001")
    assert run("publish", "R-0001", "--product", str(product))[1]["link"].endswith("has it")


def test_what_is_revoked_is_not_published(run: Run, checkout: Path, tmp_path: Path, example: Example) -> None:
    certified(run, checkout, example("certification"))
    git(checkout, "switch", "--quiet", "work")
    assert run("revoke", "R-0001", "--as", NADIA, "--reason", "The tests fail")[1]["status"] == "closed"
    git(checkout, "switch", "--quiet", "main")
    assert "certified" not in (checkout / "estate" / "Pulumi.customer-360.yaml").read_text(encoding="utf-8")
    product = repository(tmp_path / "product")
    assert run("publish", "R-0001", "--product", str(product))[0] == ExitCode.INVALID_INPUT
    assert asked(product, "branch", "--list", "certification/*") == ""


def test_a_repository_that_git_cannot_read_is_told(run: Run, checkout: Path, tmp_path: Path, example: Example) -> None:
    certified(run, checkout, example("certification"))
    assert run("publish", "R-0001", "--product", str(tmp_path / "nowhere"))[0] == ExitCode.FAILURE
