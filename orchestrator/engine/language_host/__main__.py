"""The process that the engine starts as `pulumi-language-python [flags] ENGINE_ADDRESS`."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import grpc

from orchestrator.engine.language_host.processes import Children
from orchestrator.engine.language_host.protocol import language_pb2_grpc
from orchestrator.engine.language_host.server import LanguageHost

FOLDER = "DATA_ESTATE_ENGINE_DIR"
"""Set by the launcher: the folder that it and the executor lie in."""
_MAX_MESSAGE = 400 * 1024 * 1024
_OPTIONS = [("grpc.max_receive_message_length", _MAX_MESSAGE), ("grpc.max_send_message_length", _MAX_MESSAGE)]
_PARENT_CHECK_SECONDS = 1.0


async def serve(engine_address: str, folder: Path) -> None:
    """Serve until the engine asks us to end, or is gone."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    server = grpc.aio.server(options=_OPTIONS)
    children = Children()
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(LanguageHost(engine_address, folder, children), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)
    engine = os.getppid()
    while not stop.is_set() and os.getppid() == engine:
        try:
            await asyncio.wait_for(stop.wait(), _PARENT_CHECK_SECONDS)
        except TimeoutError:
            continue
    await server.stop(None)
    children.kill()


def main(arguments: Sequence[str]) -> int:
    """Run the host; the engine's address is the last argument, flags before it are the engine's own."""
    if not arguments:
        print("usage: pulumi-language-python ENGINE_ADDRESS; it is started by the engine", file=sys.stderr)
        return 2
    asyncio.run(serve(arguments[-1], Path(os.environ[FOLDER])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
