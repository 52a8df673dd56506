"""A provider with a memory, for tests of the engine room: it can be slow, and it knows what it was asked."""

# ruff: noqa: N802 - the methods have the names of the protocol

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc


class TinyProvider(provider_pb2_grpc.ResourceProviderServicer):
    """Keeps things by id; `hold` makes the creation of one wait, after it is done, for `release` or a cancel."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Any]] = {}
        self.created: list[str] = []
        self.hold = ""
        self.held = threading.Event()
        self.release = threading.Event()

    def Attach(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="1.0.0")

    def GetSchema(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetSchemaResponse(schema="{}")

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True, acceptResources=True)

    def Check(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: Any) -> Any:
        same = request.old_inputs == request.news
        kinds = provider_pb2.DiffResponse
        return kinds(changes=kinds.DIFF_NONE if same else kinds.DIFF_SOME)

    def Create(self, request: Any, context: Any) -> Any:
        if request.preview:
            return provider_pb2.CreateResponse(properties=request.properties)
        identity = thing_id(request.urn)
        if identity in self.things:
            context.abort(grpc.StatusCode.ALREADY_EXISTS, f"{identity} exists")
        self.things[identity] = dict(request.properties.items())
        self.created.append(identity)
        if identity == self.hold:
            self.held.set()
            self.release.wait(60)
        return provider_pb2.CreateResponse(id=identity, properties=request.properties)

    def Read(self, request: Any, context: Any) -> Any:
        if request.id not in self.things:
            return provider_pb2.ReadResponse()
        found = struct_pb2.Struct()
        found.update(self.things[request.id])
        return provider_pb2.ReadResponse(id=request.id, properties=found, inputs=found)

    def Update(self, request: Any, context: Any) -> Any:
        self.things[request.id] = dict(request.news.items())
        return provider_pb2.UpdateResponse(properties=request.news)

    def Delete(self, request: Any, context: Any) -> Any:
        self.things.pop(request.id, None)
        return empty_pb2.Empty()

    def Cancel(self, request: Any, context: Any) -> Any:
        self.release.set()
        return empty_pb2.Empty()


def thing_id(urn: str) -> str:
    """The id of a thing: its stack and its name."""
    parts = urn.split("::")
    return f"/{parts[0].rsplit(':', 1)[-1]}/{parts[-1]}"


@contextmanager
def serving(provider: TinyProvider) -> Iterator[str]:
    """Serve a provider; gives the value for PULUMI_DEBUG_PROVIDERS."""
    server = grpc.server(ThreadPoolExecutor(8))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"tiny:{port}"
    finally:
        provider.release.set()
        server.stop(None).wait()
