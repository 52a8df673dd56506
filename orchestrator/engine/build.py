"""Building the Pulumi CLI from its Go modules, for machines that get.pulumi.com cannot be reached from."""

import collections
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from orchestrator.engine.cache import Tell, install_executable, require_space
from orchestrator.engine.engine import LANGUAGE_EXECUTOR, LANGUAGE_HOST, VERSION
from orchestrator.engine.golang import ensure_go, required_version
from orchestrator.problems import OperationError

_HERE = Path(__file__).parent
_MODULE = _HERE / "module"
_LAUNCHER = _HERE / "language_host" / "launcher.sh"
_COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
_SDK = "github.com/pulumi/pulumi/sdk/v3"
_EXECUTOR_IN_SDK = Path("python", "cmd", LANGUAGE_EXECUTOR)
_VERSION_FLAG = f"-s -w -X {_SDK}/go/common/version.Version=v{VERSION}"
_SPACE_TO_BUILD = 4_000_000_000
"""Modules, Go's build cache and the result, measured: 3.1 GB."""
_TELL_SECONDS = 15.0
_DETAIL_LINES = 25
_NETWORK = re.compile(r"dial tcp|no such host|proxyconnect|connection refused|i/o timeout|40[34] |410 Gone|TLS")


def build_engine(folder: Path, tell: Tell) -> None:
    """Bring what is missing of the engine into `folder`: the CLI, its Python language host, the executor.

    Errors: `OperationError` for each way in which it can fail.
    """
    environment = {
        **os.environ,
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "-mod=readonly -buildvcs=false",
        "GOWORK": "off",
    }
    go = ensure_go(
        required_version((_MODULE / "go.mod").read_text(encoding="utf-8")),
        folder.parent / "go",
        environment,
        tell,
    )
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".build-") as scratch:
        module = Path(scratch)
        for name in ("go.mod", "go.sum"):
            (module / name).write_bytes((_MODULE / name).read_bytes())
        if not (folder / "pulumi").exists():
            require_space(folder, _SPACE_TO_BUILD)
            tell(f"building Pulumi {VERSION} from its Go modules: some minutes, once for this user")
            _compile(go, module, environment, tell)
            install_executable(module / "pulumi", folder / "pulumi")
        if not (folder / LANGUAGE_EXECUTOR).exists():
            install_executable(_sdk_folder(go, module, environment) / _EXECUTOR_IN_SDK, folder / LANGUAGE_EXECUTOR)
        install_executable(_LAUNCHER, folder / LANGUAGE_HOST)


def _compile(go: Path, module: Path, environment: Mapping[str, str], tell: Tell) -> None:
    started = told = time.monotonic()
    last: collections.deque[str] = collections.deque(maxlen=_DETAIL_LINES)
    packages = 0
    line = [str(go), "build", "-v", "-trimpath", "-ldflags", _VERSION_FLAG, "-o", "pulumi", _COMMAND]
    with subprocess.Popen(line, cwd=module, env=environment, stderr=subprocess.PIPE, text=True) as process:
        for message in process.stderr or ():
            last.append(message.rstrip())
            packages += 1
            if time.monotonic() - told > _TELL_SECONDS:
                told = time.monotonic()
                tell(f"compiled {packages} packages in {told - started:.0f} s")
    if process.returncode and _NETWORK.search("\n".join(last)):
        raise _not_served(last)
    if process.returncode:
        raise OperationError(
            code="E-ENG-005",
            where=f"building Pulumi {VERSION}",
            found=f"`go build` ended with exit code {process.returncode}",
            accepted="a build without errors",
            remedy="see the last lines below; free memory and disk, or install the Pulumi CLI",
            details="\n".join(last),
        )
    tell(f"built in {time.monotonic() - started:.0f} s")


def _sdk_folder(go: Path, module: Path, environment: Mapping[str, str]) -> Path:
    for line in (("mod", "download", _SDK), ("list", "-m", "-f", "{{.Dir}}", _SDK)):
        done = subprocess.run([go, *line], cwd=module, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise _not_served(done.stderr.splitlines())
    return Path(done.stdout.strip())


def _not_served(words: Iterable[str]) -> OperationError:
    return OperationError(
        code="E-ENG-004",
        where="the engine's Go modules",
        found="they cannot be downloaded",
        accepted="a Go module proxy that can be reached (GOPROXY)",
        remedy="check the network and GOPROXY, or install the Pulumi CLI and put it on PATH",
        details="\n".join(list(words)[-_DETAIL_LINES:]),
    )
