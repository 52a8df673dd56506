"""The REST API of an estate's folder: its application, its tokens, its document. Needs the extra `api`."""

from datetime import timedelta
from pathlib import Path

import uvicorn

from api.app import create_app, openapi_document
from api.identity import LocalIssuer
from api.keys import signing_key
from api.living import Living
from api.service import Service
from orchestrator.cli.request_door import open_door
from orchestrator.engine.workspace import work_directory
from servicedesk.answers import Answers
from servicedesk.texts import read_texts

__all__ = ["issue", "openapi_document", "serve", "service"]
_KEY = "servicedesk/issuer.pem"


def service(estate_dir: Path) -> Service:
    """The service desk of an estate, with the same database as `estate request`."""
    desk = open_door(estate_dir).desk
    return Service(desk, Living(lambda: read_texts(estate_dir)), _issuer(estate_dir), Answers(desk.store.engine))


def serve(estate_dir: Path, host: str, port: int) -> None:
    """Answer until stopped."""
    uvicorn.run(create_app(service(estate_dir)), host=host, port=port, server_header=False)


def issue(estate_dir: Path, name: str, ttl: timedelta) -> str:
    """A token for somebody whom the estate names. Errors: `Refused`."""
    person = open_door(estate_dir).person(name)
    return _issuer(estate_dir).token(person.name, ttl)


def _issuer(estate_dir: Path) -> LocalIssuer:
    return LocalIssuer(signing_key(work_directory(estate_dir) / _KEY))
