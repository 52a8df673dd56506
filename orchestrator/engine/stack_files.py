"""Copies of an estate's stack files for simulated runs.

A simulated stack is protected by a known passphrase, whatever protects the real one: a copy has no
secrets provider, no encrypted values, and keeps the salt that the engine wrote into it.
"""

import re
from pathlib import Path

from orchestrator.engine.files import write_if_changed

_PREFIX, _SUFFIX = "Pulumi.", ".yaml"
_SECRETS = re.compile(r"^(?:secretsprovider|encryptedkey|encryptionsalt):.*\n?", re.MULTILINE)
_SALT = re.compile(r"^encryptionsalt:.*$", re.MULTILINE)
_PROVIDER = re.compile(r"^secretsprovider:\s*['\"]?([^'\"\s]+)", re.MULTILINE)
_ENCRYPTED = re.compile(r"([:-])\s+secure:[ \t]*\S+[ \t]*$", re.MULTILINE)
PLACEHOLDER = "simulated"
"""What a simulated run gets in place of an encrypted value."""


def stack_file(folder: Path, stack: str) -> Path:
    """The configuration file of a stack."""
    return folder / f"{_PREFIX}{stack}{_SUFFIX}"


def stack_names(folder: Path) -> tuple[str, ...]:
    """The stacks that have a file in a folder, sorted."""
    files = folder.glob(f"{_PREFIX}*{_SUFFIX}")
    return tuple(sorted(file.name.removeprefix(_PREFIX).removesuffix(_SUFFIX) for file in files))


def secrets_provider(folder: Path, stack: str) -> str | None:
    """The secrets provider that a stack file asks for, such as `azurekeyvault://…`."""
    found = _PROVIDER.search(stack_file(folder, stack).read_text(encoding="utf-8"))
    return found.group(1) if found else None


def copy_stack_files(source: Path, destination: Path) -> None:
    """Bring the copies up to date: changed ones rewritten, copies of removed stacks removed."""
    stacks = stack_names(source)
    for stack in stacks:
        copy = stack_file(destination, stack)
        salt = _SALT.search(copy.read_text(encoding="utf-8")) if copy.exists() else None
        text = simulated(stack_file(source, stack).read_text(encoding="utf-8"))
        write_if_changed(copy, text + (salt.group() + "\n" if salt else ""))
    for stack in set(stack_names(destination)) - set(stacks):
        stack_file(destination, stack).unlink()


def simulated(text: str) -> str:
    """A stack file's text without what needs the real secrets provider."""
    text = _ENCRYPTED.sub(rf"\1 {PLACEHOLDER}", _SECRETS.sub("", text))
    return text if not text or text.endswith("\n") else text + "\n"
