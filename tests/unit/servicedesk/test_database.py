"""Which database is opened, and how; nothing secret is taken from or told to where others read."""

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from servicedesk.database import VARIABLE, chosen_url, open_engine, postgresql_arguments
from servicedesk.problems import Refused
from tests.unit.postgresql import Server

FILE = Path("journal.sqlite")


def test_a_file_unless_the_environment_names_a_server(tmp_path: Path) -> None:
    file = tmp_path / "work" / "journal.sqlite"
    assert chosen_url({}, file) == f"sqlite:///{file}"
    assert file.parent.is_dir()
    assert chosen_url({VARIABLE: "postgresql://desk@db.example.com/d"}, FILE) == (
        "postgresql+psycopg://desk@db.example.com/d"
    )


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("mysql://db.example.com/desk", "D-STO-001"),
        ("sqlite:///desk", "D-STO-001"),
        ("desk", "D-STO-001"),
        ("postgresql://desk:Hunter2@db.example.com/desk", "D-STO-002"),
        ("postgresql://desk@db.example.com/desk?password=Hunter2", "D-STO-002"),
    ],
)
def test_other_addresses_and_passwords_in_them_are_refused_and_not_told(address: str, code: str) -> None:
    with pytest.raises(Refused, match=code) as no:
        chosen_url({VARIABLE: address}, FILE)
    assert "Hunter2" not in str(no.value)


def test_without_the_driver_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(Refused, match=r"D-STO-003.*data-estate\[postgresql\]"):
        chosen_url({VARIABLE: "postgresql:///desk"}, FILE)


def test_over_a_network_the_server_has_to_prove_its_name() -> None:
    def mode(address: str) -> str | None:
        return postgresql_arguments(make_url(address)).get("sslmode")

    assert mode("postgresql://desk@db.example.com/desk") == "verify-full"
    assert mode("postgresql:///desk?host=db.example.com") == "verify-full"
    assert mode("postgresql:///desk?host=/run/postgresql") is None
    assert mode("postgresql://localhost/desk") is None
    assert mode("postgresql://desk@db.example.com/desk?sslmode=verify-ca") is None, "the address says it"


def test_a_database_that_does_not_answer_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=f"D-STO-004 · {tmp_path} · .*No such file") as no:
        open_engine(f"postgresql+psycopg://desk@/desk?host={tmp_path}")
    assert "\n" not in str(no.value)


def test_a_server_that_comes_back_is_used_again(server: Server) -> None:
    engine = open_engine(server.database())
    with engine.begin() as connection:
        killed = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    other = open_engine(server.database())
    with other.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": killed})
    with engine.begin() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()
    other.dispose()
