"""The `estate` command around its verbs: options, errors, exit codes."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import typer

from config.problems import EstateErrors, Problem
from orchestrator.cli import verbs
from orchestrator.cli.app import global_options_first, main
from orchestrator.cli.settings import Settings, settings_of
from orchestrator.exit_codes import ExitCode
from orchestrator.problems import InvalidInputError, OperationError

PROBLEM = Problem(
    file="Pulumi.dev.yaml", line=3, path="config", code="C-KEY-001", found="`x`", accepted="`y`", remedy="correct it"
)


def operation_error(kind: type[OperationError] = OperationError) -> OperationError:
    return kind(code="E-RUN-001", where="here", found="[red]", accepted="green", remedy="paint it", details="one\ntwo")


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Settings], None]], None]:
    """Mount a verb `try` that does what the test wants."""

    def mount(action: Callable[[Settings], None]) -> None:
        own = typer.Typer()

        @own.command()
        def attempt(context: typer.Context) -> None:
            """Do it."""
            action(settings_of(context))

        module = ModuleType("a_verb_for_tests")
        module.__dict__["app"] = own
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setitem(verbs.VERBS, "try", module.__name__)

    return mount


def leave(*line: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(line)
    return int(caught.value.code or 0)


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["up", "--estate", "x", "a"], ["--estate", "x", "up", "a"]),
        (["up", "--estate=x", "--json"], ["--estate=x", "--json", "up"]),
        (["up", "--", "--json"], ["up", "--", "--json"]),
        (["up", "--estate"], ["--estate", "up"]),
        (["--no-color", "up"], ["--no-color", "up"]),
    ],
)
def test_global_options_may_stand_anywhere(given: list[str], ordered: list[str]) -> None:
    assert global_options_first(given) == ordered


def test_a_verb_gets_the_settings(verb: Callable[[Callable[[Settings], None]], None]) -> None:
    seen: list[Settings] = []
    verb(seen.append)
    assert leave("try", "--estate", "/some/estate", "--json") == ExitCode.OK
    assert (seen[0].estate_dir, seen[0].as_json) == (Path("/some/estate"), True)


def test_a_result_is_json_for_machines_and_text_for_people(
    verb: Callable[[Callable[[Settings], None]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    verb(lambda settings: settings.show({"stacks": 2}, "two stacks"))
    leave("try")
    leave("try", "--json")
    people, machines = capsys.readouterr().out.split("\n", 1)
    assert people == "two stacks"
    assert json.loads(machines) == {"stacks": 2}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (operation_error(), ExitCode.FAILURE),
        (operation_error(InvalidInputError), ExitCode.INVALID_INPUT),
        (EstateErrors([PROBLEM]), ExitCode.INVALID_INPUT),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
        (typer.Exit(ExitCode.DRIFT), ExitCode.DRIFT),
    ],
)
def test_each_error_has_its_exit_code(
    verb: Callable[[Callable[[Settings], None]], None], error: BaseException, code: ExitCode
) -> None:
    def fail(_: Settings) -> None:
        raise error

    verb(fail)
    assert leave("try") == code


def test_an_error_is_one_line_and_its_details(
    verb: Callable[[Callable[[Settings], None]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Settings) -> None:
        raise operation_error()

    verb(fail)
    leave("try")
    leave("try", "--json")
    told = capsys.readouterr()
    assert told.err == "E-RUN-001 · here · [red] · green · paint it\none\ntwo\n"
    assert json.loads(told.out)["problems"][0]["code"] == "E-RUN-001"


def test_every_problem_of_an_estate_is_told(
    verb: Callable[[Callable[[Settings], None]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Settings) -> None:
        raise EstateErrors([PROBLEM])

    verb(fail)
    leave("try")
    assert "C-KEY-001 · Pulumi.dev.yaml:3 config · `x` · `y` · correct it" in capsys.readouterr().err


def test_our_own_mistakes_keep_their_trace(verb: Callable[[Callable[[Settings], None]], None]) -> None:
    def fail(_: Settings) -> None:
        raise ZeroDivisionError

    verb(fail)
    with pytest.raises(ZeroDivisionError):
        main(["try"])


@pytest.mark.parametrize("line", [["no-such-verb"], ["engine", "--no-such-option"]])
def test_a_wrong_command_line_is_invalid_input(line: list[str]) -> None:
    assert leave(*line) == ExitCode.INVALID_INPUT


def test_help_lists_every_verb_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("--help") == ExitCode.OK
    text = capsys.readouterr().out
    assert all(name in text for name in verbs.VERBS)
    assert "130 interrupted" in text
