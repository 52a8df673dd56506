"""Project file, stack files and environment of a workspace."""

import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from orchestrator.engine.commands import Options, PolicyPack, arguments
from orchestrator.engine.engine import VERSION, Engine, Origin, cache_directory
from orchestrator.engine.environment import Simulation, engine_environment
from orchestrator.engine.results import Verb
from orchestrator.engine.stack_files import copy_stack_files, secrets_provider, simulated, stack_names
from orchestrator.engine.workspace import Target, Workspace, open_workspace, refresh_files, work_directory

REAL = """\
secretsprovider: azurekeyvault://vault.example/keys/state
encryptedkey: bm90IGEga2V5
config:
  data-estate:stack:
    kind: landing-zone
    password:
      secure: v1:abc:def
    words: [a, b]
    more:
      - secure: v1:ghi
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    (folder / "estate").mkdir(parents=True)
    (folder / "policies").mkdir()
    (folder / "Pulumi.yaml").write_text(
        "name: data-estate\nmain: .\nstackConfigDir: estate\nruntime:\n  name: python\n", encoding="utf-8"
    )
    (folder / "estate" / "Pulumi.dev.yaml").write_text(REAL, encoding="utf-8")
    return folder


def opened(checkout: Path, folder: Path | None = None, providers: str | None = "azure-native:1") -> Workspace:
    engine = Engine(Path("/engine/pulumi"), VERSION, Origin.CACHE)
    return open_workspace(folder or checkout / "estate", engine=engine, debug_providers=providers, checkout=checkout)


def test_a_copy_has_no_secrets_of_the_real_stack() -> None:
    text = simulated(REAL)
    assert "secure" not in text
    assert "azurekeyvault" not in text
    assert YAML(typ="safe").load(text) == {
        "config": {
            "data-estate:stack": {
                "kind": "landing-zone",
                "password": "simulated",
                "words": ["a", "b"],
                "more": ["simulated"],
            }
        }
    }


def test_a_file_without_a_last_line_end_gets_one() -> None:
    assert simulated("config: {}") == "config: {}\n"
    assert simulated("") == ""


def test_copies_follow_their_sources_and_keep_their_salt(tmp_path: Path) -> None:
    source, copies = tmp_path / "estate", tmp_path / "copies"
    source.mkdir()
    (source / "Pulumi.a.yaml").write_text("config: {x: 1}\n", encoding="utf-8")
    (source / "Pulumi.b.yaml").write_text("config: {}\n", encoding="utf-8")
    copy_stack_files(source, copies)
    copy = copies / "Pulumi.a.yaml"
    copy.write_text(copy.read_text(encoding="utf-8") + "encryptionsalt: v1:salt\n", encoding="utf-8")
    (source / "Pulumi.a.yaml").write_text("config: {x: 2}\n", encoding="utf-8")
    (source / "Pulumi.b.yaml").unlink()
    copy_stack_files(source, copies)
    assert copy.read_text(encoding="utf-8") == "config: {x: 2}\nencryptionsalt: v1:salt\n"
    assert stack_names(copies) == ("a",)


def test_the_secrets_provider_of_a_stack_file(checkout: Path) -> None:
    assert secrets_provider(checkout / "estate", "dev") == "azurekeyvault://vault.example/keys/state"
    (checkout / "estate" / "Pulumi.dev.yaml").write_text("config: {}\n", encoding="utf-8")
    assert secrets_provider(checkout / "estate", "dev") is None


def project(workspace: Workspace) -> dict[str, object]:
    text = (workspace.project_dir / "Pulumi.yaml").read_text(encoding="utf-8")
    loaded: dict[str, object] = YAML(typ="safe").load(text)
    return loaded


def test_a_simulated_workspace_runs_the_checkouts_program_on_copies(checkout: Path) -> None:
    workspace = opened(checkout)
    assert workspace.target is Target.SIMULATED
    assert (workspace.project_dir / str(project(workspace)["main"])).resolve() == checkout.resolve()
    assert stack_names(workspace.project_dir / str(project(workspace)["stackConfigDir"])) == ("dev",)
    assert (workspace.project_dir / "policies").resolve() == (checkout / "policies").resolve()


def test_a_workspace_for_azure_works_on_the_real_stack_files(checkout: Path) -> None:
    workspace = opened(checkout, providers=None)
    assert workspace.target is Target.AZURE
    folder = workspace.project_dir / str(project(workspace)["stackConfigDir"])
    assert folder.resolve() == (checkout / "estate").resolve()


def test_opening_twice_writes_nothing(checkout: Path) -> None:
    workspace = opened(checkout)
    before = {file: file.stat().st_mtime_ns for file in workspace.directory.rglob("*.yaml")}
    refresh_files(workspace.estate_dir, workspace.project_dir, workspace.target, checkout)
    assert {file: file.stat().st_mtime_ns for file in workspace.directory.rglob("*.yaml")} == before


def test_two_estates_of_the_same_name_have_their_own_work_directories(checkout: Path, tmp_path: Path) -> None:
    own, other = checkout / "estate", tmp_path / "other" / "estate"
    assert work_directory(own, checkout) == checkout / ".estate" / "estate"
    assert work_directory(other, checkout).name.startswith("estate-")
    assert work_directory(other, checkout) != work_directory(tmp_path / "third" / "estate", checkout)


def test_a_simulated_environment_reaches_nothing_of_the_users(tmp_path: Path) -> None:
    simulation = Simulation(backend=tmp_path / "state", home=tmp_path / "home", debug_providers="azure-native:1")
    environment = engine_environment(
        engine_directory=Path("/engine"),
        python=Path(sys.executable),
        estate_dir=tmp_path,
        simulation=simulation,
        base={"PATH": "/bin", "PULUMI_OPTION_CWD": "/elsewhere", "PULUMI_BACKEND_URL": "azblob://mine"},
    )
    assert environment["PATH"] == "/engine:/bin"
    assert environment["PULUMI_BACKEND_URL"] == (tmp_path / "state").as_uri()
    assert environment["PULUMI_HOME"] == str(tmp_path / "home")
    assert "PULUMI_OPTION_CWD" not in environment
    assert "PULUMI_SKIP_CHECKPOINTS" not in environment


def test_against_azure_backend_and_passphrase_are_the_users_and_checkpoints_always_on(tmp_path: Path) -> None:
    environment = engine_environment(
        engine_directory=Path("/engine"),
        python=Path(sys.executable),
        estate_dir=tmp_path,
        simulation=None,
        checkpoints=False,
        base={"PULUMI_BACKEND_URL": "azblob://mine"},
    )
    assert environment["PULUMI_BACKEND_URL"] == "azblob://mine"
    assert {"PULUMI_CONFIG_PASSPHRASE", "PULUMI_HOME", "PULUMI_SKIP_CHECKPOINTS"} & set(environment) == set()


def test_the_cache_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_directory() == tmp_path / "data-estate" / "engine"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_directory() == tmp_path / ".cache" / "data-estate" / "engine"


def line(verb: Verb, options: Options) -> str:
    return " ".join(arguments("dev", verb, options, Path("/log")))


def test_the_command_line_of_each_verb(tmp_path: Path) -> None:
    pack = PolicyPack(folder=tmp_path, config=tmp_path / "config.json")
    everything = Options(
        policy_packs=(pack,), refresh=True, run_program=True, targets=("u",), parallel=4, message="why"
    )
    up = line(Verb.UP, everything)
    assert f"--policy-pack {tmp_path}" in up
    assert f"--policy-pack-config {tmp_path}/config.json" in up
    assert "--yes --skip-preview" in up
    assert "--refresh --target u --parallel 4 --message why" in up
    assert "--yes" not in line(Verb.PREVIEW, everything)
    assert "--policy-pack" not in line(Verb.DESTROY, everything)
    assert "--run-program" in line(Verb.DESTROY, everything)
    assert "--preview-only" in line(Verb.REFRESH, Options(preview_only=True))
    assert "--yes" not in line(Verb.REFRESH, Options(preview_only=True))
    assert f"--file {tmp_path}/import.json" in line(Verb.IMPORT, Options(imports=tmp_path / "import.json"))
