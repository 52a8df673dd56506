"""The application on the reference estate, with a clock that tests move and tokens for anybody."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient

from api.app import Api, create_app
from api.identity import LocalIssuer
from api.living import Living
from api.service import Service
from servicedesk.answers import Answers
from servicedesk.examples import examples
from tests.unit.servicedesk.world import World

HOUR = timedelta(hours=1)


@dataclass
class Doors:
    """One service desk, its application, and a caller."""

    url: str
    world: World = field(init=False)
    issuer: LocalIssuer = field(init=False)
    app: Api = field(init=False)
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.world = World(url=self.url)
        self.issuer = LocalIssuer(Ed25519PrivateKey.generate())
        desk = self.world.desk
        living = Living(lambda: self.world.texts)
        self.app = create_app(Service(desk, living, self.issuer, Answers(desk.store.engine)))
        self.client = TestClient(self.app, raise_server_exceptions=False)

    def headers(self, name: str, key: str | None = None) -> dict[str, str]:
        more = {"Idempotency-Key": key} if key else {}
        return {"Authorization": f"Bearer {self.issuer.token(name, HOUR)}", **more}

    def get(self, name: str, path: str, **query: Any) -> Any:
        return self.client.get(path, headers=self.headers(name), params=query or None)

    def post(self, name: str, path: str, data: Any = None, key: str | None = None) -> Any:
        return self.client.post(path, headers=self.headers(name, key), json=data)

    def begun(self, name: str, kind: str) -> str:
        """The id of a draft: the kind's example."""
        answer = self.post(name, "/requests", examples()[kind])
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])
