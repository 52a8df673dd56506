"""Child processes of the language host: each in a session of its own, none outlives the host."""

import asyncio
import contextlib
import os
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

GRACE_SECONDS = 2.0


@asynccontextmanager
async def child(
    command: Sequence[str], *, folder: str, environment: Mapping[str, str], output: int | None = None
) -> AsyncIterator[Process]:
    """A child process that is ended with the block, however the block is left.

    A session of its own keeps a Ctrl-C in the terminal, and the engine's signal to our process
    group, away from it: the engine ends a program by closing its connection, and we by `SIGTERM`.
    """
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=dict(environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        await asyncio.shield(_end(process))


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    _signal_session(process, signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), GRACE_SECONDS)
    except TimeoutError:
        _signal_session(process, signal.SIGKILL)
        await process.wait()


def _signal_session(process: Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
