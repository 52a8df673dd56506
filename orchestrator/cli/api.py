"""`estate api`: the service desk over HTTP."""

import importlib
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from orchestrator.cli.request_do import safely
from orchestrator.cli.settings import settings_of
from orchestrator.problems import InvalidInputError

app = typer.Typer(no_args_is_help=True, help="The service desk over HTTP: serve it, sign in, describe it.")
_LIFE = re.compile(r"(\d{1,4})([mh])\Z", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours"}


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="The address to listen on; TLS is left to a proxy before it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8480,
) -> None:
    """Serve the REST API until stopped."""
    settings = settings_of(context)
    settings.note.print(f"http://{host}:{port}/openapi.json describes it; `estate api token` signs in")
    safely(lambda: _http().serve(settings.estate_dir, host, port))


@app.command()
def token(
    context: typer.Context,
    person: Annotated[str, typer.Option("--as", metavar="PERSON", help="A user principal name.")],
    ttl: Annotated[str, typer.Option(help="How long it holds, up to 24h: minutes or hours, such as 30m.")] = "1h",
) -> None:
    """Print a token for a person, signed by this machine's key. Whoever runs this can act as anybody: guard the key."""
    settings = settings_of(context)
    issued = safely(lambda: _http().issue(settings.estate_dir, person, _life(ttl)))
    settings.show({"token": issued}, issued)


@app.command()
def openapi(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", help="A file to write; standard output otherwise.")] = None,
) -> None:
    """Write the OpenAPI document."""
    settings = settings_of(context)
    document = _http().openapi_document()
    if out is None:
        typer.echo(json.dumps(document, indent=2))
        return
    out.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    settings.show({"written": str(out)}, f"written: {out}")


def _life(text: str) -> timedelta:
    found = _LIFE.match(text)
    if found is None:
        raise InvalidInputError(
            code="E-API-001",
            where="--ttl",
            found=f"`{text}`",
            accepted="minutes or hours, such as `30m` or `8h`",
            remedy="write a number and `m` or `h`",
        )
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _http() -> Any:
    """The module that needs the extra; loaded when it is needed, so that other verbs do without."""
    try:
        return importlib.import_module("orchestrator.http")
    except ModuleNotFoundError as missing:
        raise InvalidInputError(
            code="E-API-002",
            where="estate api",
            found=f"no module `{missing.name}`",
            accepted="data-estate with its extra `api`",
            remedy="install `data-estate[api]`",
        ) from None
