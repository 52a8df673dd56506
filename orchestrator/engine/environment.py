"""The environment in which the engine runs; the only place that names its variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PYTHON = "DATA_ESTATE_PYTHON"
"""The Python that runs programs, packs and our language host."""
ESTATE = "DATA_ESTATE_DIR"
"""The estate's folder; what a program reads."""

SIMULATED_PASSPHRASE = "simulated"  # noqa: S105 - protects simulated values only
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Programs and packs import thousands of modules of the SDK: compiling them anew costs seconds in every run."""
_CALLERS_OPTIONS = "PULUMI_OPTION_"
"""The engine takes any flag from such a variable; ours are given by us alone."""


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What makes a run a simulated one."""

    backend: Path
    """The folder that holds the stacks' state."""
    home: Path
    """The engine's own folder (plugins, sessions), so that nothing of the user's is touched."""
    debug_providers: str
    """`name:port` pairs of the running simulator."""


def engine_environment(
    *,
    engine_directory: Path,
    python: Path,
    estate_dir: Path,
    simulation: Simulation | None,
    checkpoints: bool = True,
    base: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The whole environment for a run of the engine by this program.

    Against Azure the caller's backend, credentials and secrets provider are left as they are.
    `checkpoints=False` keeps the state in memory until the end of a run: only for simulated runs
    that nobody will kill, never against Azure.
    """
    inherited = os.environ if base is None else base
    environment = {name: value for name, value in inherited.items() if not name.startswith(_CALLERS_OPTIONS)}
    environment.pop(_NO_BYTECODE, None)
    environment |= variables(python=python, estate_dir=estate_dir, simulation=simulation)
    environment["PATH"] = os.pathsep.join((str(engine_directory), inherited.get("PATH", os.defpath)))
    environment["PULUMI_DEBUG_COMMANDS"] = "true"  # gives `--event-log`
    if simulation and not checkpoints:
        environment |= {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
    return environment


def variables(*, python: Path, estate_dir: Path, simulation: Simulation | None) -> dict[str, str]:
    """The variables that a run by hand needs as well."""
    result = {
        PYTHON: str(python),
        ESTATE: str(estate_dir),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER": "true",
    }
    if simulation:
        result |= {
            "PULUMI_BACKEND_URL": simulation.backend.as_uri(),
            "PULUMI_HOME": str(simulation.home),
            "PULUMI_CONFIG_PASSPHRASE": SIMULATED_PASSPHRASE,
            "PULUMI_DEBUG_PROVIDERS": simulation.debug_providers,
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        }
    return result
