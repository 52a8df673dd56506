"""The estate's data as texts: what a request's effect is computed from, and what it gives back."""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from config.estate import Estate
from config.load import load_estate
from config.problems import EstateErrors
from servicedesk.problems import Refusal, from_estate

Texts = Mapping[str, str]
"""File name → text, of every YAML file in the estate's folder."""


def read_texts(folder: Path) -> Texts:
    """The files of an estate's folder."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def changed_texts(texts: Texts, files: Mapping[str, str | None]) -> Texts:
    """The texts after a change; None removes a file."""
    return {name: text for name, text in {**texts, **files}.items() if text is not None}


def load_texts(texts: Texts, today: date | None = None) -> Estate | Refusal:
    """The estate that texts make, with every check run; a refusal with every problem."""
    with tempfile.TemporaryDirectory(prefix="estate-") as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        try:
            return load_estate(Path(folder), today=today)
        except EstateErrors as errors:
            return Refusal(tuple(from_estate(problem) for problem in errors.problems))
