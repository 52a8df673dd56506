"""The data planes of all simulated accounts over HTTP: `http://127.0.0.1:{port}/{account}/{account|policyStore|scan}/…`."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from arm.errors import ArmError
from simulator.purview.plane import answer
from simulator.purview.refusals import refused

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

_BEARER = "Bearer "


class PurviewServer(ThreadingHTTPServer):
    """Serves the accounts of one cloud. The bearer token is the object id of whoever calls."""

    daemon_threads = True

    def __init__(self, cloud: "Cloud") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.cloud = cloud

    @property
    def port(self) -> int:
        """The port on which it answers."""
        return int(self.server_address[1])


def start(cloud: "Cloud") -> PurviewServer:
    """Serve from a thread of its own until `shutdown`."""
    server = PurviewServer(cloud)
    Thread(target=server.serve_forever, name="purview", daemon=True).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one segment for an answer: the kernel would wait between two
    server: PurviewServer

    def do_GET(self) -> None:
        """Read."""
        self._serve()

    def do_PUT(self) -> None:
        """Write."""
        self._serve()

    def do_DELETE(self) -> None:
        """Remove."""
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: the log is for what goes wrong."""

    def _serve(self) -> None:
        asked = urlsplit(self.path)
        token = self.headers.get("Authorization", "")
        caller = token.removeprefix(_BEARER) if token.startswith(_BEARER) else None
        try:
            body = self._body()
            given = answer(
                self.server.cloud, self.command, unquote(asked.path), dict(parse_qsl(asked.query)), body, caller
            )
            self._send(200 if given is not None else 204, given)
        except ArmError as error:
            self._send(error.status, {"error": {"code": error.code, "message": error.message}})

    def _body(self) -> dict[str, Any]:
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise refused("body", what="a JSON object is accepted")
        return found

    def _send(self, status: int, given: Any) -> None:
        text = b"" if given is None else json.dumps(given).encode()
        self.send_response(status)
        if given is not None:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
