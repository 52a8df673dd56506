"""Reading the estate's YAML: plain data, and the line at which each value stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.plain_yaml import Location, NotPlainYaml, read_yaml
from config.problems import Problem


@dataclass(frozen=True)
class Source:
    """One YAML file: its data as plain Python values, and where each value stands."""

    file: str
    data: Any
    lines: Mapping[Location, int]

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest value above it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 0)

    def problem(self, code: str, location: Location, *, found: str, accepted: str, remedy: str) -> Problem:
        """A problem at a place of this file."""
        return Problem(
            file=self.file,
            line=self.line(location),
            path=".".join(str(part) for part in location),
            code=code,
            found=found,
            accepted=accepted,
            remedy=remedy,
        )


class UnreadableSource(Exception):
    """A file that is not readable YAML; holds its problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def read_source(folder: Path, name: str) -> Source:
    """Read one YAML file.

    Errors: `UnreadableSource` where the file is missing, not UTF-8, or not YAML (duplicate keys included).
    """

    def unreadable(line: int, found: str, remedy: str) -> UnreadableSource:
        return UnreadableSource(
            Problem(
                file=name,
                line=line,
                path="",
                code="C-YML-001",
                found=found,
                accepted="a YAML 1.2 file in UTF-8 with unique keys",
                remedy=remedy,
            )
        )

    try:
        text = (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise unreadable(0, f"cannot be read: {reason}", f"create or repair `{folder / name}`") from error
    try:
        data, lines = read_yaml(text)
    except NotPlainYaml as error:
        raise unreadable(error.line, error.found, "correct the line" if error.line else "correct the file") from error
    return Source(file=name, data=data, lines=lines)


def stack_files(folder: Path) -> Iterable[tuple[str, str]]:
    """The stacks of an estate's folder as pairs of stack name and file name, sorted by name."""
    for path in sorted(folder.glob("Pulumi.*.yaml")):
        yield path.name.removeprefix("Pulumi.").removesuffix(".yaml"), path.name
