"""Refusals as the providers print them, and as gRPC carries them."""

from collections.abc import Iterable
from typing import Any, NoReturn

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from pulumi.runtime.proto import provider_pb2, status_pb2

from arm.errors import ArmError
from simulator.providers import wire
from simulator.providers.provider import HalfMadeError

DETAILS = "grpc-status-details-bin"


def message(error: ArmError) -> str:
    """One line with Azure's status, code and message, and the id that is meant."""
    target = f' Target="{error.target}"' if error.target else ""
    return f'Status={error.status} Code="{error.code}" Message="{error.message}"{target}'


def abort(context: grpc.ServicerContext, text: str) -> NoReturn:
    """End a call with an error."""
    context.abort(grpc.StatusCode.UNKNOWN, text)
    raise AssertionError("abort raises")


def abort_half_made(
    context: grpc.ServicerContext, error: HalfMadeError, inputs: Any, secrets: Iterable[wire.Path]
) -> NoReturn:
    """End a call with an error that carries what now stands, so that the engine keeps it in the state."""
    detail = provider_pb2.ErrorResourceInitFailed(
        id=error.state.id,
        properties=wire.encode(error.state.outputs, secrets),
        inputs=inputs,
        reasons=list(error.reasons),
    )
    packed = AnyMessage()
    packed.Pack(detail)
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=str(error), details=[packed])
    context.set_trailing_metadata(((DETAILS, status.SerializeToString()),))
    abort(context, str(error))
