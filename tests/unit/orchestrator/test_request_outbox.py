"""`estate request deliver|outbox|resend`: people are told."""

import json
from pathlib import Path

from orchestrator.exit_codes import ExitCode
from tests.unit.orchestrator.desk import Run
from tests.unit.servicedesk.world import GRACE

ASK = ("--set", "subject=zone", "--set", "stack=sales-dev", "--set", "message='The gateway is slow since Monday.'")
WHY = ("--set", "reason='Reports take an hour longer.'")


def ask(run: Run) -> None:
    assert run("new", "feedback", "--as", GRACE, *ASK, *WHY, "--submit")[0] == ExitCode.OK


def test_notices_become_lines_of_a_file_once(run: Run, checkout: Path) -> None:
    ask(run)
    waiting = run("outbox")[1]
    assert {letter["receiver"] for letter in waiting} == {GRACE, "sales-dev/ops"}
    assert run("deliver") == (ExitCode.OK, {"sent": 2, "put_off": 0, "dead": 0})
    assert run("deliver") == (ExitCode.OK, {"sent": 0, "put_off": 0, "dead": 0})
    assert run("outbox") == (ExitCode.OK, [])
    lines = (checkout.parent / "work" / "servicedesk" / "notices.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["receiver"] for line in lines} == {GRACE, "sales-dev/ops"}


def test_what_is_given_up_is_told_and_can_be_tried_anew(run: Run, checkout: Path) -> None:
    ask(run)
    zone = checkout / "estate" / "Pulumi.sales-dev.yaml"
    text = zone.read_text(encoding="utf-8")
    for name in ("sales-dev", "crm", "customer-360", "churn-model", "fleet-live"):
        (checkout / "estate" / f"Pulumi.{name}.yaml").unlink(missing_ok=True)
    code, done = run("deliver")
    assert (code, done["dead"]) == (ExitCode.FAILURE, 1), done
    zone.write_text(text, encoding="utf-8")
    (dead,) = run("outbox", "--dead")[1]
    assert dead["error"] == "the estate has no group `sales-dev/ops`"
    assert run("resend", str(dead["letter"]))[0] == ExitCode.OK
    assert run("resend", str(dead["letter"]))[0] == ExitCode.INVALID_INPUT
    assert run("deliver") == (ExitCode.OK, {"sent": 1, "put_off": 0, "dead": 0})


def test_a_sender_without_its_secret_says_which(run: Run, checkout: Path) -> None:
    settings = checkout / "estate" / "estate.yaml"
    told = "notifications: {by: webhook, url: https://hooks.contoso.example}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + told, encoding="utf-8")
    ask(run)
    assert run("deliver")[0] == ExitCode.INVALID_INPUT
    assert len(run("outbox")[1]) == 2
