"""The language host as the engine sees it: a process that tells a port, and ends when asked."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import language_pb2, language_pb2_grpc

from orchestrator.engine.engine import VERSION

pytestmark = pytest.mark.engine


@pytest.fixture
def host(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "DATA_ESTATE_ENGINE_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "orchestrator.engine.language_host", "127.0.0.1:1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def port(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_in_order(host: "subprocess.Popen[str]", number: signal.Signals) -> None:
    assert port(host)
    host.send_signal(number)
    assert host.wait(3) == 0


def test_it_answers_the_engine(host: "subprocess.Popen[str]") -> None:
    with grpc.insecure_channel(f"127.0.0.1:{port(host)}") as channel:
        stub = language_pb2_grpc.LanguageRuntimeStub(channel)
        assert stub.GetPluginInfo(empty_pb2.Empty()).version == VERSION
        info = language_pb2.ProgramInfo(root_directory="/", program_directory="/", entry_point=".")
        packages = stub.GetRequiredPackages(language_pb2.GetRequiredPackagesRequest(info=info)).packages
        assert "azure-native" in [package.name for package in packages]
        assert stub.About(language_pb2.AboutRequest(info=info)).executable == sys.executable


def test_a_missing_virtual_environment_is_told(host: "subprocess.Popen[str]", tmp_path: Path) -> None:
    info = language_pb2.ProgramInfo(root_directory=str(tmp_path), program_directory=str(tmp_path))
    info.options["virtualenv"] = "missing"
    with grpc.insecure_channel(f"127.0.0.1:{port(host)}") as channel:
        stub = language_pb2_grpc.LanguageRuntimeStub(channel)
        with pytest.raises(grpc.RpcError, match="no Python in the virtual environment"):
            stub.Run(language_pb2.RunRequest(info=info))


PROGRAM = """
import os, pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path("started").write_text(str(os.getpid()))
time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_program_keeps_the_engine_waiting_for_a_host_that_ended(
    host: "subprocess.Popen[str]", tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "pulumi-language-python-exec").write_text(PROGRAM, encoding="utf-8")
    info = language_pb2.ProgramInfo(root_directory="/", program_directory=str(tmp_path), entry_point=".")
    started = tmp_path / "started"
    with grpc.insecure_channel(f"127.0.0.1:{port(host)}") as channel:
        run = language_pb2_grpc.LanguageRuntimeStub(channel).Run.future(language_pb2.RunRequest(info=info))
        deadline = time.monotonic() + 20
        while not (started.exists() and started.read_text()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        run.cancel()
    program = int(started.read_text())
    try:
        host.send_signal(number)
        assert host.stdout is not None
        assert host.stdout.read() == ""  # the end of the output, which the engine waits for
        if number is signal.SIGINT:
            with pytest.raises(ProcessLookupError):
                _wait_until_gone(program)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(program, signal.SIGKILL)


def _wait_until_gone(program: int) -> None:
    for _ in range(200):
        os.kill(program, 0)
        time.sleep(0.02)
