"""Asking a person at a terminal for the fields of a request, one after the other."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from servicedesk.examples import examples
from servicedesk.model import KINDS, AnyRequest
from servicedesk.problems import Refusal
from servicedesk.reading import read_body

Ask = Callable[[str], str]
"""Shows a question, and gives what the person answers."""
Say = Callable[[str], None]


def asked(kind: str, given: Mapping[str, Any], ask: Ask, say: Say) -> AnyRequest | Refusal:
    """The request that a person's answers make; what is given is not asked, optional fields are not asked either.

    A field whose answer is refused is asked again, with what was wrong. A refusal is left of what was given.
    """
    fields = KINDS[kind].model_fields
    answers = dict(given)
    wanted = [name for name, field in fields.items() if field.is_required() and name not in {*given, "kind"}]
    optional = sorted(name for name, field in fields.items() if not field.is_required() and name not in given)
    if optional:
        say(f"More may be said with --set: {', '.join(optional)}")
    while True:
        for name in wanted:
            answers[name] = _answer(kind, name, ask)
        body = read_body({**answers, "kind": kind})
        if not isinstance(body, Refusal):
            return body
        wrong = {problem.where.split(".")[0] for problem in body.problems}
        if not wrong <= set(fields) - set(given):
            return body
        for problem in body.problems:
            say(str(problem))
        wanted = sorted(wrong, key=list(fields).index)


def _answer(kind: str, name: str, ask: Ask) -> Any:
    """A text where the example is one; YAML otherwise, such as `[a, b]` or `12`."""
    meaning = " ".join((KINDS[kind].model_fields[name].description or "").split())
    example = examples()[kind].get(name)
    shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    text = ask(f"{name}: {meaning or name.replace('_', ' ')} (such as {shown})").strip()
    if isinstance(example, str):
        return text
    try:
        return YAML(typ="safe").load(text)
    except YAMLError:
        return text
