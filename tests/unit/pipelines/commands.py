"""Commands that stand in for `az` and `estate` on a script's path: they answer, and write down how they were called."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_AZ = """#!/usr/bin/env bash
echo "az $*" >>"$CALLS"
case " $* " in
  {cases}
esac
"""
_ESTATE = """#!/usr/bin/env bash
echo "estate $*" >>"$CALLS"
exec python3 - "${@: -1}" <<'PYTHON'
import json, os, sys
value = json.loads(os.environ["CONTRACT"])
for key in sys.argv[1].split("."):
    value = value[key]
print(value)
PYTHON
"""


@dataclass
class Commands:
    """A checkout's copy in which scripts run, with commands of its own."""

    folder: Path
    contract: Mapping[str, object]
    """What `estate outputs` finds."""
    answers: dict[str, str] = field(default_factory=dict)
    """What `az` does, as shell text, by a part of its arguments; the first that fits."""

    def run(self, script: str, *arguments: str) -> tuple[int, list[str], str]:
        """Run a script of `pipelines/mlops`: its exit code, the calls it made, and what it said of errors."""
        calls = self.folder / "calls"
        calls.write_text("", encoding="utf-8")
        cases = "\n  ".join(f'*" {part} "*) {text} ;;' for part, text in self.answers.items())
        self._write("bin/az", _AZ.format(cases=cases or "*) ;;"))
        self._write(".venv/bin/estate", _ESTATE)
        done = subprocess.run(
            ["/bin/bash", str(ROOT / "pipelines/mlops" / script), *arguments],
            cwd=self.folder,
            env={
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "CALLS": str(calls),
                "CONTRACT": json.dumps(self.contract),
                **dict.fromkeys(("servicePrincipalId", "tenantId", "idToken"), "given-by-the-task"),
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, calls.read_text(encoding="utf-8").splitlines(), done.stderr

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
