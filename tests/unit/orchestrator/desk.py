"""What tests of `estate request` share."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Example = Callable[[str], str]
"""Writes the example of a kind of request; the path of its file."""
Run = Callable[..., tuple[int, Any]]


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody."""
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "core.hooksPath=/dev/null"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, check=True)
