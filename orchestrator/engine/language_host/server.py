"""What the engine asks of a language host, over gRPC."""

# ruff: noqa: N802 - the methods have the names of the protocol

import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2

from orchestrator.engine.engine import LANGUAGE_EXECUTOR, VERSION
from orchestrator.engine.language_host import program
from orchestrator.engine.language_host.interpreter import InterpreterError, interpreter
from orchestrator.engine.language_host.packages import required_plugins
from orchestrator.engine.language_host.processes import Children, ended, output
from orchestrator.engine.language_host.protocol import language_pb2, language_pb2_grpc, plugin_pb2


class LanguageHost(language_pb2_grpc.LanguageRuntimeServicer):  # type: ignore[misc, name-defined]
    """Runs Python programs and policy packs for one engine."""

    def __init__(self, engine_address: str, folder: Path, children: Children) -> None:
        self._engine = engine_address
        self._children = children
        self._executor = folder / LANGUAGE_EXECUTOR

    async def Handshake(self, request: Any, _context: Any) -> Any:
        """Learn the engine's address."""
        self._engine = request.engine_address
        return language_pb2.LanguageHandshakeResponse()

    async def GetPluginInfo(self, _request: Any, _context: Any) -> Any:
        """Tell the version: that of the engine we belong to."""
        return plugin_pb2.PluginInfo(version=VERSION)

    async def GetRequiredPackages(self, request: Any, context: Any) -> Any:
        """List the providers whose packages are installed in the program's environment."""
        packages = [
            plugin_pb2.PackageDependency(
                name=plugin.name, kind="resource", version=plugin.version, server=plugin.server
            )
            for plugin in required_plugins(await _python(request.info, context))
        ]
        return language_pb2.GetRequiredPackagesResponse(packages=packages)

    async def GetRequiredPlugins(self, request: Any, context: Any) -> Any:
        """The same, as older engines ask."""
        plugins = [
            plugin_pb2.PluginDependency(name=plugin.name, kind="resource", version=plugin.version, server=plugin.server)
            for plugin in required_plugins(await _python(request.info, context))
        ]
        return language_pb2.GetRequiredPluginsResponse(plugins=plugins)

    async def Run(self, request: Any, context: Any) -> Any:
        """Run a program to its end; what it prints goes through our own output to the engine."""
        python = await _python(request.info, context)
        command = program.command(python, self._executor, request, self._engine)
        environment = program.environment(request, os.environ)
        folder = request.info.program_directory
        async with self._children.child(command, folder=folder, environment=environment) as process:
            error, bail = program.verdict(await ended(process))
        return language_pb2.RunResponse(error=error, bail=bail)

    async def RunPlugin(self, request: Any, context: Any) -> AsyncIterator[Any]:
        """Run a policy pack (or another plugin in Python) and hand on what it writes."""
        python = await _python(request.info, context)
        entry = str(Path(request.info.program_directory, request.info.entry_point or "."))
        environment = dict(entry.split("=", 1) for entry in request.env)
        command = [python, "-u", entry, *request.args]
        async with self._children.child(command, folder=request.pwd, environment=environment) as process:
            async for name, chunk in output(process):
                yield language_pb2.RunPluginResponse(**{name: chunk})
            yield language_pb2.RunPluginResponse(exitcode=await process.wait())

    async def InstallDependencies(self, _request: Any, _context: Any) -> AsyncIterator[Any]:
        """Say who installs dependencies here."""
        message = b"dependencies are locked and installed by `make`; nothing to do here\n"
        yield language_pb2.InstallDependenciesResponse(stdout=message)

    async def RuntimeOptionsPrompts(self, _request: Any, _context: Any) -> Any:
        """Nothing to ask."""
        return language_pb2.RuntimeOptionsResponse()

    async def GetProgramDependencies(self, _request: Any, _context: Any) -> Any:
        """The lock file lists them; `pulumi about` shows none."""
        return language_pb2.GetProgramDependenciesResponse()

    async def About(self, _request: Any, _context: Any) -> Any:
        """Tell which Python runs."""
        return language_pb2.AboutResponse(executable=sys.executable, version=sys.version.split()[0])

    async def Cancel(self, _request: Any, _context: Any) -> Any:
        """The engine stops; programs end as their connection to it closes."""
        return empty_pb2.Empty()


async def _python(info: Any, context: Any) -> str:
    options = dict(info.options.items())
    try:
        return interpreter(info.root_directory, str(options.get("virtualenv") or ""))
    except InterpreterError as error:
        await context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
        raise
