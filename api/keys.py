"""The key that signs tokens: a file that only its owner may read, made when it is first needed."""

import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from api.problems import refused
from servicedesk.problems import Refused

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key of a file. Errors: `Refused` where others may read the file, or where it holds no Ed25519 key."""
    if not path.exists():
        _make(path)
    if path.stat().st_mode & _OTHERS:
        raise _unsafe(path, f"others may open it (mode {stat.S_IMODE(path.stat().st_mode):04o})")
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError:
        raise _unsafe(path, "a file that is no key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _unsafe(path, "a key of another kind")
    return key


def _make(path: Path) -> None:
    """Write a new key; where two processes do it at once, the first one's stays. It is never there in part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(f".{path.name}.{os.getpid()}")
    written.unlink(missing_ok=True)
    text = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    try:
        os.link(written, path)
    except FileExistsError:
        return
    finally:
        written.unlink()


def _unsafe(path: Path, found: str) -> Refused:
    return refused(
        "H-IDN-004",
        str(path),
        found=found,
        accepted="an Ed25519 key in a file of mode 0600",
        remedy="remove it: a new one is made, and tokens signed with the old one end",
    )
