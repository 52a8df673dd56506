"""Generate `arm/tables/` from pulumi-azure-native and the azure-mgmt packages (dependency group `generate`).

Run it from the checkout's root: `python -m tools.generate_arm_tables`. What could not be paired is printed.
"""

import importlib.metadata
import json
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tools.arm_tables import pulumi_side
from tools.arm_tables.build import Namespace, build

TARGET = Path("arm/tables")
DATE = "2026-11-23"
_VERSION = re.compile(r"Uses Azure REST API version ([\w-]+)\.")


@cache
def api_version(token: str) -> str:
    """The API version that the SDK names for a resource."""
    cls = getattr(pulumi_side.module_of(token), token.split(":")[2])
    match = _VERSION.search(cls.__doc__ or cls.__init__.__doc__ or "") or _VERSION.search(
        Path(sys.modules[cls.__module__].__file__ or "").read_text(encoding="utf-8")
    )
    if not match:
        raise SystemExit(f"{token}: the SDK names no API version")
    return match.group(1)


def table(name: str, namespace: Namespace) -> Mapping[str, Any]:
    """One namespace's file."""
    native = importlib.metadata.version("pulumi-azure-native")
    return {
        "namespace": name,
        "source": [f"pulumi-azure-native {native}", *sorted(namespace.sources)],
        "date": DATE,
        "resources": sorted(namespace.resources, key=lambda entry: str(entry["token"])),
        "objects": dict(sorted(namespace.objects.items())),
    }


def main() -> None:
    """Write every table and the index."""
    outcome = build(api_version)
    TARGET.mkdir(parents=True, exist_ok=True)
    index: dict[str, str] = {}
    for name, namespace in sorted(outcome.namespaces.items()):
        file = f"{name.lower()}.json"
        text = json.dumps(table(name, namespace), indent=1, sort_keys=True)
        (TARGET / file).write_text(text + "\n", encoding="utf-8")
        index |= {str(entry["token"]): file for entry in namespace.resources}
    (TARGET / "index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print("\n".join(outcome.notes))
    print(f"{len(index)} types in {len(outcome.namespaces)} namespaces, {len(outcome.notes)} notes")


if __name__ == "__main__":
    main()
