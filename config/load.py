"""Loading an estate's folder: read, validate, check across stacks; every problem at once."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from config.checks import CHECKS
from config.checks.exemptions import check_exemptions
from config.estate import EXEMPTIONS_FILE, Estate
from config.models.exemption import Exemptions
from config.models.organization import EstateSettings
from config.models.stacks import Stack
from config.problems import EstateErrors, Problem
from config.source import Source, UnreadableSource, read_source, stack_files
from config.validation import validate

SETTINGS_FILE = "estate.yaml"
STACK_KEY = "data-estate:stack"

_SETTINGS: TypeAdapter[EstateSettings] = TypeAdapter(EstateSettings)
_EXEMPTIONS: TypeAdapter[Exemptions] = TypeAdapter(Exemptions)
_STACK: TypeAdapter[Stack] = TypeAdapter(Stack)

Value = TypeVar("Value")


def load_estate(folder: Path, *, today: date | None = None) -> Estate:
    """Load and check everything in an estate's folder. `today` decides which exemptions are in force.

    Errors: `EstateErrors` with every problem of every file. Cross-stack checks run when each file is valid by itself.
    """
    problems: list[Problem] = []
    sources: dict[str, Source] = {}

    def read(name: str) -> Source | None:
        try:
            sources[name] = read_source(folder, name)
        except UnreadableSource as error:
            problems.append(error.problem)
            return None
        return sources[name]

    def accept(source: Source, at: tuple[str, ...], data: Any, model: TypeAdapter[Value]) -> Value | None:
        result = validate(source, at, data, model)
        if isinstance(result, list):
            problems.extend(result)
            return None
        return result

    source = read(SETTINGS_FILE)
    settings = accept(source, (), source.data, _SETTINGS) if source else None
    stacks: dict[str, Stack] = {}
    for name, file in stack_files(folder):
        if source := read(file):
            location = ("config", STACK_KEY)
            data = _stack_value(source)
            if data is None:
                problems.append(
                    source.problem(
                        "C-KEY-002",
                        location,
                        found="no stack in this file",
                        accepted=f"a map under `config: {STACK_KEY}:`",
                        remedy="add it, or remove the file",
                    )
                )
            elif stack := accept(source, location, data, _STACK):
                stacks[name] = stack
    granted = None
    if (folder / EXEMPTIONS_FILE).exists() and (source := read(EXEMPTIONS_FILE)):
        granted = accept(source, (), source.data, _EXEMPTIONS)
    if problems or settings is None:
        raise EstateErrors(problems)
    exemptions = granted.exemptions if granted else ()
    estate = Estate(folder=folder, settings=settings, stacks=stacks, sources=sources, exemptions=exemptions)
    found = [problem for check in CHECKS for problem in check(estate)]
    found += check_exemptions(estate, today or datetime.now(UTC).date())
    if found:
        raise EstateErrors(found)
    return estate


def stack_file(name: str) -> str:
    """The file of a stack."""
    return f"Pulumi.{name}.yaml"


def _stack_value(source: Source) -> Any:
    config = source.data.get("config") if isinstance(source.data, dict) else None
    return config.get(STACK_KEY) if isinstance(config, dict) else None
