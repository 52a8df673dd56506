"""One process that serves every simulated package, each on its own port of the loopback interface."""

import json
import os
import signal
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from simulator.core.cloud import Cloud
from simulator.core.seed import plant
from simulator.providers.provider import Package
from simulator.providers.registry import packages
from simulator.providers.servicer import Servicer
from simulator.purview import server as purview
from simulator.state import StateFolder

_MESSAGE_BYTES = 400 * 1024 * 1024
_OPTIONS = [
    ("grpc.max_receive_message_length", _MESSAGE_BYTES),
    ("grpc.max_send_message_length", _MESSAGE_BYTES),
    ("grpc.so_reuseport", 0),
]
_THREADS = 64
_GRACE_SECONDS = 5.0


def serve(folder: StateFolder) -> None:
    """Serve until SIGTERM or SIGINT. The folder must have been claimed by the caller."""
    cloud = Cloud(folder.database)
    plant(cloud, json.loads(folder.seed.read_text(encoding="utf-8")))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    servers, ports = start(packages(cloud))
    catalogues = purview.start(cloud)
    folder.announce(os.getpid(), ports, catalogues.port)
    stop.wait()
    catalogues.shutdown()
    for ended in [server.stop(_GRACE_SECONDS) for server in servers]:
        ended.wait()
    folder.retire()


def start(served: Mapping[str, Package]) -> tuple[list[grpc.Server], dict[str, int]]:
    """Start a server for each package; returns the servers, which live as long as they are kept, and the ports."""
    servers: list[grpc.Server] = []
    ports: dict[str, int] = {}
    for name, package in served.items():
        server = grpc.server(ThreadPoolExecutor(_THREADS, thread_name_prefix=name), options=_OPTIONS)
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(Servicer(package), server)
        ports[name] = server.add_insecure_port("127.0.0.1:0")
        server.start()
        servers.append(server)
    return servers, ports
