"""Arrays and what arrays share with texts. All take unknown elements and keep what can be kept."""

from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import (
    function,
    need_integer,
    need_list,
    need_object,
    need_text,
)
from arm.policy.expressions.functions.strings import write_json
from arm.policy.values import MISSING, Collection, fold, has_unknown, kind_of, member, same_exactly, text_of, upper
from arm.unknown import UNKNOWN


def _open(value: Any) -> bool:
    """Whether it is unknown how many elements there are."""
    return value is UNKNOWN or (isinstance(value, Collection) and not value.complete)


@function("array", 1, 1, lenient=True)
def to_array(value: Any) -> Any:
    """The value as an array: itself, or the only element of one."""
    return value if isinstance(value, list) or value is UNKNOWN else [value]


@function("createArray", 0, None, lenient=True)
def create_array(*values: Any) -> list[Any]:
    """An array of the arguments."""
    return list(values)


@function("concat", 0, None, lenient=True)
def concatenate(*values: Any) -> Any:
    """Texts put together, or arrays put together."""
    if any(isinstance(value, list) for value in values):
        if any(_open(value) for value in values):
            return UNKNOWN
        return [item for value in values for item in need_list("concat", value)]
    if any(value is UNKNOWN for value in values):
        return UNKNOWN
    for value in values:
        if value is None or isinstance(value, dict):
            raise EvaluationError(f"`concat` takes strings or arrays, not {kind_of(value)}")
    return "".join(text_of(value) for value in values)


@function("length", 1, 1, lenient=True)
def length(value: Any) -> Any:
    """The number of characters, elements or members."""
    if _open(value):
        return UNKNOWN
    if isinstance(value, str | list | dict):
        return len(value)
    raise EvaluationError(f"`length` takes a string, an array or an object, not {kind_of(value)}")


@function("empty", 1, 1, lenient=True)
def empty(value: Any) -> Any:
    """Whether the value is null or holds nothing."""
    if value is None:
        return True
    if isinstance(value, list) and value:
        return False
    if _open(value):
        return UNKNOWN
    if isinstance(value, str | list | dict):
        return not value
    raise EvaluationError(f"`empty` takes a string, an array or an object, not {kind_of(value)}")


def _end(name: str, value: Any, index: int) -> Any:
    if isinstance(value, str):
        return value[index] if value else ""
    items = need_list(name, value)
    if isinstance(items, Collection) and not items.complete:
        return UNKNOWN
    return items[index] if items else None


@function("first", 1, 1)
def first(value: Any) -> Any:
    """The first element or character."""
    return _end("first", value, 0)


@function("last", 1, 1)
def last(value: Any) -> Any:
    """The last element or character."""
    return _end("last", value, -1)


def _part(name: str, value: Any, count: Any, *, keep_start: bool) -> Any:
    number = max(0, need_integer(name, count))
    if _open(value):
        return UNKNOWN
    if not isinstance(value, str | list):
        raise EvaluationError(f"`{name}` takes an array or a string, not {kind_of(value)}")
    return value[:number] if keep_start else value[number:]


@function("take", 2, 2)
def take(value: Any, count: Any) -> Any:
    """So many elements or characters from the start."""
    return _part("take", value, count, keep_start=True)


@function("skip", 2, 2)
def skip(value: Any, count: Any) -> Any:
    """What follows after so many elements or characters."""
    return _part("skip", value, count, keep_start=False)


@function("contains", 2, 2, lenient=True)
def contains(container: Any, item: Any) -> Any:
    """Whether an array holds an element, an object a key (without case), a text a part."""
    if isinstance(container, list):
        verdicts = [same_exactly(element, item) for element in container]
        if any(verdict is True for verdict in verdicts):
            return True
        return UNKNOWN if any(verdict is UNKNOWN for verdict in verdicts) or _open(container) else False
    if container is UNKNOWN or item is UNKNOWN:
        return UNKNOWN
    if isinstance(container, dict):
        return member(container, text_of(item)) is not MISSING
    return text_of(item) in need_text("contains", container)


def _index(name: str, container: Any, item: Any, *, backwards: bool) -> Any:
    if isinstance(container, list):
        if has_unknown(container) or has_unknown(item):
            return UNKNOWN
        found = [position for position, element in enumerate(container) if same_exactly(element, item)]
        return (found[-1] if backwards else found[0]) if found else -1
    if container is UNKNOWN or item is UNKNOWN:
        return UNKNOWN
    text, part = upper(need_text(name, container)), upper(need_text(name, item))
    return text.rfind(part) if backwards else text.find(part)


@function("indexOf", 2, 2, lenient=True)
def index_of(container: Any, item: Any) -> Any:
    """Where a part (without case) or an element (with case) is first met, or -1."""
    return _index("indexOf", container, item, backwards=False)


@function("lastIndexOf", 2, 2, lenient=True)
def last_index_of(container: Any, item: Any) -> Any:
    """Where a part (without case) or an element (with case) is last met, or -1."""
    return _index("lastIndexOf", container, item, backwards=True)


@function("join", 2, 2)
def join(value: Any, delimiter: Any) -> Any:
    """The elements as one text."""
    items = need_list("join", value)
    if has_unknown(items):
        return UNKNOWN
    texts = [write_json(item) if isinstance(item, list | dict) else text_of(item) for item in items]
    return need_text("join", delimiter).join(texts)


@function("tryIndexFromEnd", 2, 2)
def try_index_from_end(value: Any, index: Any) -> Any:
    """An element counted from the end, starting with 1, or null."""
    items, position = need_list("tryIndexFromEnd", value), need_integer("tryIndexFromEnd", index)
    if _open(items):
        return UNKNOWN
    return items[-position] if 1 <= position <= len(items) else None


@function("items", 1, 1)
def items(value: Any) -> list[dict[str, Any]]:
    """The members of an object as `key` and `value`, sorted by key."""
    held = need_object("items", value)
    return [{"key": key, "value": held[key]} for key in sorted(held, key=lambda key: (fold(key), key))]
