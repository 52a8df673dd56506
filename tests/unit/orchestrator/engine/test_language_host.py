"""The parts of the language host that need no engine."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from orchestrator.engine.language_host import program
from orchestrator.engine.language_host.__main__ import main
from orchestrator.engine.language_host.interpreter import InterpreterError, interpreter
from orchestrator.engine.language_host.packages import RequiredPlugin, plugins_in


def request(**more: object) -> SimpleNamespace:
    info = SimpleNamespace(root_directory="/root-of-project", entry_point="")
    base: dict[str, object] = {
        "monitor_address": "127.0.0.1:1",
        "project": "data-estate",
        "stack": "dev",
        "pwd": "/work",
        "parallel": 0,
        "organization": "",
        "dryRun": False,
        "args": [],
        "config": {"data-estate:stack": "{}"},
        "configSecretKeys": ["data-estate:secret"],
        "info": info,
    }
    return SimpleNamespace(**{**base, **more})


def test_the_executors_command_line() -> None:
    line = program.command("python", Path("/e/exec"), request(), "127.0.0.1:2")
    assert line[:2] == ["python", "/e/exec"]
    assert line[line.index("--parallel") + 1] == "16"
    assert line[-1] == "."
    assert "--dry_run" not in line
    assert "--organization" not in line


def test_a_preview_with_arguments_in_an_organization() -> None:
    wanted = request(dryRun=True, organization="contoso", parallel=3, args=["more"])
    line = program.command("python", Path("/e/exec"), wanted, "127.0.0.1:2")
    assert line[line.index("--dry_run") + 1] == "true"
    assert line[line.index("--organization") + 1] == "contoso"
    assert line[line.index("--parallel") + 1] == "3"
    assert line[-2:] == [".", "more"]


def test_configuration_goes_through_the_environment() -> None:
    environment = program.environment(request(), {"KEEP": "1"})
    assert json.loads(environment["PULUMI_CONFIG"]) == {"data-estate:stack": "{}"}
    assert json.loads(environment["PULUMI_CONFIG_SECRET_KEYS"]) == ["data-estate:secret"]
    assert environment["KEEP"] == "1"


@pytest.mark.parametrize(
    ("exit_code", "error", "bail"),
    [
        (0, "", False),
        (32, "", True),
        (1, "the program ended with exit code 1", False),
        (-9, "the program was ended by signal 9", False),
    ],
)
def test_what_an_exit_code_means(exit_code: int, error: str, bail: bool) -> None:
    assert program.verdict(exit_code) == (error, bail)


def test_plugins_are_those_of_packages_with_a_record(tmp_path: Path) -> None:
    for name, record in {
        "pulumi_one": {"resource": True, "name": "one", "version": "v1.2.3"},
        "pulumi_two": {"resource": True, "name": "two", "version": "2.0.0", "server": "https://plugins.example"},
        "pulumi_tool": {"resource": False, "name": "tool", "version": "1.0.0"},
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "pulumi-plugin.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "other").mkdir()
    assert plugins_in([tmp_path, tmp_path]) == (
        RequiredPlugin("one", "1.2.3"),
        RequiredPlugin("two", "2.0.0", "https://plugins.example"),
    )


def test_the_python_of_a_project(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert interpreter(str(tmp_path), "venv") == str(python)
    assert interpreter("/anywhere", str(tmp_path / "venv")) == str(python)
    assert interpreter(str(tmp_path), "") == sys.executable
    with pytest.raises(InterpreterError, match="run `make`"):
        interpreter(str(tmp_path), "missing")


def test_started_by_a_person_it_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "started by the engine" in capsys.readouterr().err
