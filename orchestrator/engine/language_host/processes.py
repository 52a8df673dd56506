"""Child processes of the language host: each in a session of its own, none outlives the host."""

import asyncio
import contextlib
import os
import signal
from asyncio import FIRST_COMPLETED, StreamReader, create_task
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

GRACE_SECONDS = 2.0
_CHUNK = 64 * 1024


class Children:
    """The processes that run for one host.

    Sessions of their own keep a Ctrl-C in the terminal, and the engine's signal to our process
    group, away from them: the engine ends a program by closing its connection, and we by `SIGTERM`.
    What they write comes through us: a child with our own output would keep the engine waiting for
    the end of that output, should we be killed first.
    """

    def __init__(self) -> None:
        self._running: set[Process] = set()

    @asynccontextmanager
    async def child(
        self, command: Sequence[str], *, folder: str, environment: Mapping[str, str]
    ) -> AsyncIterator[Process]:
        """A child process that is ended with the block, however the block is left."""
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,
        )
        self._running.add(process)
        try:
            yield process
        finally:
            _signal_session(process, signal.SIGTERM)
            await asyncio.shield(self._gone(process))

    def kill(self) -> None:
        """End at once what still runs; for the host's own end, when nothing can be awaited any more."""
        for process in self._running:
            _signal_session(process, signal.SIGKILL)

    async def _gone(self, process: Process) -> None:
        try:
            await asyncio.wait_for(process.wait(), GRACE_SECONDS)
        except TimeoutError:
            _signal_session(process, signal.SIGKILL)
            await process.wait()
        self._running.discard(process)


async def output(process: Process) -> AsyncIterator[tuple[str, bytes]]:
    """What a child writes, as it comes, each piece with the name of its stream."""
    streams: dict[str, StreamReader] = {"stdout": process.stdout, "stderr": process.stderr}  # type: ignore[dict-item]
    reads = {create_task(stream.read(_CHUNK)): name for name, stream in streams.items()}
    while reads:
        done, _ = await asyncio.wait(reads, return_when=FIRST_COMPLETED)
        for task in done:
            name = reads.pop(task)
            if chunk := task.result():
                yield name, chunk
                reads[create_task(streams[name].read(_CHUNK))] = name


async def ended(process: Process) -> int:
    """The exit code of a child whose output becomes ours."""
    copying = create_task(_copy(process))
    code = await process.wait()
    await asyncio.wait([copying], timeout=GRACE_SECONDS)  # a process that it started may hold the output open
    copying.cancel()
    return code


async def _copy(process: Process) -> None:
    descriptors = {"stdout": 1, "stderr": 2}
    async for name, chunk in output(process):
        left = memoryview(chunk)
        while left:
            left = left[os.write(descriptors[name], left) :]


def _signal_session(process: Process, number: signal.Signals) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
