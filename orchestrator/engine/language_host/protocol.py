"""The engine's protocol: the SDK's own stubs, without the half second it takes to import the whole SDK."""

import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def _bare_package(name: str, folder: Path) -> None:
    if name not in sys.modules:
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


def _stubs() -> None:
    found = importlib.util.find_spec("pulumi")
    if found is None or found.origin is None:
        raise ImportError("the Pulumi SDK is not installed in this Python")
    folder = Path(found.origin).parent
    _bare_package("pulumi", folder)
    _bare_package("pulumi.runtime", folder / "runtime")


_stubs()

language_pb2 = importlib.import_module("pulumi.runtime.proto.language_pb2")
language_pb2_grpc = importlib.import_module("pulumi.runtime.proto.language_pb2_grpc")
plugin_pb2 = importlib.import_module("pulumi.runtime.proto.plugin_pb2")
