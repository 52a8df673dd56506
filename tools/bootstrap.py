"""Make `.venv` from the lock file, on a machine that has nothing but Python 3.11 or newer.

Uses the uv on PATH, or installs one into a cache of its own. The machine's pip configuration (index,
certificate, links) holds for uv as well: where pip is told to use another index than PyPI, the locked
versions and hashes are installed from that index.

Needs the standard library only. Run by `make`; does nothing where nothing changed.
"""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"
OLDEST_UV = (0, 8)
"""Older ones do not read the lock file."""
PYPI = "https://pypi.org/simple"
STAMP = ".data-estate"
_INPUTS = ("uv.lock", "pyproject.toml", "tools/bootstrap.py")
_TRANSLATED = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


def main() -> int:
    """Bring `.venv` up to date; returns the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        return _fail(f"Python {found} at {sys.executable}", "Python 3.11 or newer", "make PYTHON=/path/to/python3.11")
    stamp = ROOT / ".venv" / STAMP
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return 0
    environment = uv_environment(os.environ, pip_settings())
    uv = find_uv()
    if uv is None:
        return _fail(
            "no uv on PATH, and it cannot be installed", f"`{UV}` from a Python index", "see pip's words above"
        )
    print("installing the locked packages into .venv", flush=True)
    done = sync(uv, environment)
    if done:
        return _fail(f"uv ended with exit code {done}", "0", "see uv's words above; check the network and the index")
    stamp.write_text(wanted, encoding="utf-8")
    return 0


def fingerprint() -> str:
    """What `.venv` depends on, as one word."""
    digest = hashlib.sha256(f"{sys.executable} {sys.version}".encode())
    for name in _INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def pip_settings() -> dict[str, str]:
    """What pip is configured with on this machine, wherever it is written; environment variables win."""
    done = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    return parse_pip_settings(done.stdout) if done.returncode == 0 else {}


def parse_pip_settings(listing: str) -> dict[str, str]:
    """Read `pip config list`: lines such as `global.index-url='https://…'`."""
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        place, _, value = line.partition("=")
        section, _, name = place.rpartition(".")
        rank = {":env:": 2, "install": 1}.get(section, 0)
        if name in _TRANSLATED and rank >= found.get(name, (0, ""))[0]:
            found[name] = (rank, str(ast.literal_eval(value)))
    return {name: value for name, (_, value) in found.items()}


def uv_environment(base: Mapping[str, str], pip: Mapping[str, str]) -> dict[str, str]:
    """The environment for uv: pip's settings in uv's words, except where uv has been told itself."""
    translated = {_TRANSLATED[name]: " ".join(value.split()) for name, value in pip.items()}
    return {
        **translated,
        **base,
        "UV_PYTHON": sys.executable,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_PROJECT_ENVIRONMENT": str(ROOT / ".venv"),
    }


def find_uv() -> str | None:
    """The uv on PATH where it is new enough, else one in the cache; None where that cannot be installed."""
    if (uv := shutil.which("uv")) and uv_version(uv) >= OLDEST_UV:
        return uv
    base = os.environ.get("XDG_CACHE_HOME") or ""
    cache = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    folder = cache / "data-estate" / UV.replace("==", "-")
    uv = str(folder / "bin" / "uv")
    if Path(uv).exists():
        return uv
    print(f"installing {UV} into {folder}", flush=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]
    for line in ([sys.executable, "-m", "venv", str(folder)], pip):
        if subprocess.run(line, check=False).returncode:
            shutil.rmtree(folder, ignore_errors=True)
            return None
    return uv


def uv_version(uv: str) -> tuple[int, ...]:
    """The version of a uv command; empty where it does not run."""
    done = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"uv (\d+)\.(\d+)", done.stdout)
    return tuple(int(part) for part in found.groups()) if found else ()


def sync(uv: str, environment: Mapping[str, str]) -> int:
    """Install exactly what is locked; returns uv's exit code."""
    of_pypi = environment.get("UV_DEFAULT_INDEX", PYPI).rstrip("/") == PYPI
    if of_pypi and not _run([uv, "sync", "--frozen", "--quiet"], environment):
        return 0
    # The lock names PyPI's own addresses. From another index: same versions, same hashes, its addresses.
    with tempfile.TemporaryDirectory() as folder:
        locked = str(Path(folder) / "locked.txt")
        python = str(ROOT / ".venv" / "bin" / "python")
        steps = (
            [uv, "venv", "--quiet", "--allow-existing", str(ROOT / ".venv")],
            [uv, "export", "--frozen", "--quiet", "--no-emit-project", "--output-file", locked],
            [uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "--requirement", locked],
            [uv, "pip", "install", "--quiet", "--python", python, "--no-deps", "--editable", str(ROOT)],
        )
        return next((code for step in steps if (code := _run(step, environment))), 0)


def _run(line: list[str], environment: Mapping[str, str]) -> int:
    return subprocess.run(line, cwd=ROOT, env=dict(environment), check=False).returncode


def _fail(found: str, accepted: str, remedy: str) -> int:
    print(f"E-BOOT-001 · tools/bootstrap.py · {found} · {accepted} · {remedy}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
