"""`python -m simulator serve --state DIR`: serve one simulated Azure until it is told to stop."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from simulator.server import serve
from simulator.state import StateFolder

_TRIES, _PAUSE_SECONDS = 20, 0.05


def _claim(folder: StateFolder) -> IO[str] | None:
    """Claim the folder; who asks whether it is served holds the claim for an instant."""
    for _ in range(_TRIES):
        if (held := folder.claim()) is not None:
            return held
        time.sleep(_PAUSE_SECONDS)
    return None


def main(arguments: Sequence[str]) -> int:
    """Serve; 1 where another process serves the folder."""
    parser = argparse.ArgumentParser(
        prog="simulator", description="A simulated Azure behind Pulumi's provider protocol."
    )
    parser.add_argument("verb", choices=["serve"])
    parser.add_argument("--state", type=Path, required=True, help="the folder that holds the simulated cloud")
    folder = StateFolder(parser.parse_args(arguments).state)
    claim = _claim(folder)
    if claim is None:
        print(f"S-RUN-001 · {folder.path} · another process serves it · one process · stop that one", file=sys.stderr)
        return 1
    with claim:
        serve(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
