"""The official Pulumi CLI, installed by the SDK's own installer where get.pulumi.com can be reached."""

import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from orchestrator.engine.cache import Tell
from orchestrator.engine.engine import VERSION

_HOME = "https://get.pulumi.com/install.sh"
_PROBE_SECONDS = 4.0
_INSTALL_SECONDS = 900.0
_INSTALL = (
    "import sys; from semver import VersionInfo; from pulumi.automation import PulumiCommand; "
    "PulumiCommand.install(root=sys.argv[1], version=VersionInfo.parse(sys.argv[2]))"
)


def reachable(url: str = _HOME, seconds: float = _PROBE_SECONDS) -> bool:
    """Whether the installer's home answers soon."""
    request = urllib.request.Request(url, method="HEAD")  # noqa: S310 - a fixed https address
    try:
        with urllib.request.urlopen(request, timeout=seconds):  # noqa: S310
            return True
    except (OSError, ValueError):
        return False


def install_official(target: Path, tell: Tell) -> bool:
    """Install into `target` in one step; returns whether it worked, and tells why not."""
    if not reachable():
        tell("get.pulumi.com cannot be reached from here")
        return False
    tell(f"installing Pulumi {VERSION} from get.pulumi.com")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".official-") as scratch:
        root = Path(scratch) / "root"
        try:
            done = subprocess.run(
                [sys.executable, "-c", _INSTALL, str(root), VERSION],
                capture_output=True,
                text=True,
                check=False,
                timeout=_INSTALL_SECONDS,
            )
        except subprocess.TimeoutExpired:
            tell(f"the official installer did not end within {_INSTALL_SECONDS:.0f} s")
            return False
        if done.returncode or not (root / "bin" / "pulumi").exists():
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            tell(f"the official installer failed: {reason}")
            return False
        shutil.rmtree(target, ignore_errors=True)
        root.rename(target)
    return True
