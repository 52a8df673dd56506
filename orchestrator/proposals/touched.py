"""Which stacks a change of the estate's files can touch. Pure."""

from collections.abc import Iterable

from config.estate import Estate
from config.load import stack_file


def touched(before: Estate, after: Estate, files: Iterable[str]) -> tuple[str, ...]:
    """The stacks that a change of files can touch, sorted.

    A stack that is new, and every zone, touches the platform (groups, repositories); a zone touches the peerings, too.
    An exemption touches nothing by itself: it is deployed before what needs it, and refused where nothing does.
    """
    changed = set(files)
    names = {name for name in after.stacks if stack_file(name) in changed}
    wide = {name for name in names if name not in before.stacks or name in after.zones}
    found = set(names)
    if wide:
        found |= set(after.platform)
    if wide & set(after.zones):
        found |= set(after.peerings)
    return tuple(sorted(found))
