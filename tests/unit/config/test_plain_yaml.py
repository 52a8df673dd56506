"""Scalars by the core schema of YAML 1.2, lines of everything, and what is refused."""

from typing import Any

import pytest

from config.plain_yaml import Foreign, NotPlainYaml, read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("null", None),
        ("~", None),
        ("True", True),
        ("no", "no"),
        ("12:30", "12:30"),
        ("010", 10),
        ("0o17", 15),
        ("0xff", 255),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("'1'", "1"),
        ("!!str 1", "1"),
        ("2026-01-01", Foreign("a date", "2026-01-01")),
        ("2026-01-01 10:00:00 +02:00", Foreign("a date", "2026-01-01 10:00:00 +02:00")),
        ("2026-01-01-draft", "2026-01-01-draft"),
        ("-.inf", Foreign("a number without value", "-.inf")),
    ],
)
def test_scalars(text: str, value: Any) -> None:
    assert read_yaml(f"a: {text}")[0] == {"a": value}
    assert type(read_yaml(f"a: {text}")[0]["a"]) is type(value)


def test_lines_of_maps_lists_and_merges() -> None:
    data, lines = read_yaml("b: &b\n  x: 1\n  y: 2\nc:\n  <<: *b\n  y: [3,\n    4]\n")
    assert data == {"b": {"x": 1, "y": 2}, "c": {"x": 1, "y": [3, 4]}}
    assert lines["c", "x"] == 2
    assert lines["c", "y"] == 6
    assert lines["c", "y", 1] == 7


def test_an_empty_text_is_nothing() -> None:
    assert read_yaml("# nothing\n") == (None, {})


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: [1", 2, "did not find expected ',' or ']'"),
        ("a: 1\na: 2", 2, "key `a` stands twice"),
        ("1: a", 1, "a key that is not text"),
        ("? {a: 1}\n: b", 1, "a key that is not text"),
        ("a: !mine 1", 1, "tag `!mine`"),
        ("a: !mine [1]", 1, "tag `!mine`"),
        ("a: &a [*a]", 1, "an alias to what holds it"),
        ("a: {<<: 3}", 1, "a merge with something other than a map"),
        ("a: *b", 1, "found undefined alias"),
        ("a: 1\n---\nb: 2", 2, "found another document"),
    ],
)
def test_what_is_refused(text: str, line: int, found: str) -> None:
    with pytest.raises(NotPlainYaml) as caught:
        read_yaml(text)
    assert (caught.value.line, caught.value.found) == (line, found)


def test_control_characters_are_refused_without_a_line() -> None:
    with pytest.raises(NotPlainYaml) as caught:
        read_yaml("a: \x07")
    assert caught.value.line == 0


def test_aliases_of_aliases_do_not_fill_the_memory() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10) if n else '1, 1'}]" for n in range(9)]
    with pytest.raises(NotPlainYaml, match="more than 100000 values"):
        read_yaml("\n".join(levels))
