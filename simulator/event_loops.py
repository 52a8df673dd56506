"""Event loops for a program that runs in-process: the SDK opens some on demand and closes none."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


@contextmanager
def own_event_loops() -> Iterator[None]:
    """A loop for the program, and one for the thread that answers its registrations one after the other."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda _loop, _context: None)  # what fails is raised to the caller once
    asyncio.set_event_loop(loop)
    worker = ThreadPoolExecutor(max_workers=1)
    loop.set_default_executor(worker)
    answering = worker.submit(_new_current_loop).result()
    try:
        yield
    finally:
        _end_waiting(loop)
        worker.submit(asyncio.set_event_loop, None).result()
        worker.shutdown()
        for ended in (answering, loop):
            ended.close()
        asyncio.set_event_loop(None)


def _new_current_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop


def _end_waiting(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what a failed program left behind."""
    waiting = asyncio.all_tasks(loop)
    for task in waiting:
        task.cancel()
    if waiting:
        loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
