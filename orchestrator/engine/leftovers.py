"""What an engine that was killed while it wrote a state leaves beside the state's file.

The engine writes a state to a file of its own and then renames it, which is safe. Before that it writes the
file's attributes (content type and checksum) in place: killed between the two, it leaves an empty attributes
file, and from then on it answers every question about the stack with `EOF`. The state itself is whole; without
the attributes file, the engine reads it with the attributes' defaults.
"""

import json
from pathlib import Path


def remove_leftovers(backend: Path, project: str, stack: str) -> tuple[Path, ...]:
    """Remove attributes files that were cut off, and states that were never put in place; returns them.

    Only for a stack on which nobody works: a living engine's files look the same in the middle of a write.
    """
    folder = backend / ".pulumi" / "stacks" / project
    cut_off = [file for file in sorted(folder.glob(f"{stack}.json*.attrs")) if not _is_whole(file)]
    unfinished = sorted(folder.glob(f"{stack}.json*.tmp"))
    for file in (*cut_off, *unfinished):
        file.unlink(missing_ok=True)
    return (*cut_off, *unfinished)


def _is_whole(attributes: Path) -> bool:
    try:
        json.loads(attributes.read_bytes())
    except ValueError:
        return False
    return True
