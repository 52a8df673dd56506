"""The pipeline of models: it names only what stands, and lets a model answer only once it has answered a sample."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.pipelines.commands import ROOT, Commands
from tests.unit.stacks.deployment import Deployment

FOLDER = ROOT / "pipelines/mlops"
STACK, SERVICE = "learning", "learning"
_COMPUTE = "microsoft.machinelearningservices/workspaces/computes"
_DATASTORE = "microsoft.machinelearningservices/workspaces/datastores"
_ENDPOINT = "microsoft.machinelearningservices/workspaces/onlineendpoints"


def _yaml(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(name="commands")
def _commands(tmp_path: Path, everything: Deployment) -> Commands:
    return Commands(
        tmp_path,
        everything.exported[STACK]["contract"],
        {
            "ml job create": "echo brave_sail",
            "ml job show": "echo Completed",
            "ml model show": "exit 1",
            "ml online-deployment list": "printf 'release-6\\n'",
        },
    )


def _verbs(calls: list[str]) -> list[str]:
    return [" ".join(call.split()[1:4]) for call in calls if call.startswith("az ml")]


def test_training_keeps_the_model_of_a_job_that_completed(commands: Commands, tmp_path: Path) -> None:
    code, calls, errors = commands.run("train.sh", STACK, SERVICE, str(tmp_path / "trained"))
    assert (code, errors) == (0, "")
    assert _verbs(calls) == ["ml job create", "ml job stream", "ml job show", "ml job download"]
    assert (tmp_path / "trained/job").read_text(encoding="utf-8") == "brave_sail\n"


def test_a_job_that_failed_ends_the_pipeline(commands: Commands, tmp_path: Path) -> None:
    commands.answers["ml job show"] = "echo Failed"
    code, calls, errors = commands.run("train.sh", STACK, SERVICE, str(tmp_path / "trained"))
    assert code == 1
    assert "brave_sail ended as Failed" in errors
    assert "ml job download" not in _verbs(calls)


def _release(commands: Commands) -> tuple[int, list[str], str]:
    trained = commands.folder / "trained"
    trained.mkdir()
    (trained / "job").write_text("brave_sail\n", encoding="utf-8")
    return commands.run("release.sh", STACK, SERVICE, "scoring", "churn", "7", "abc123", str(trained))


def test_a_model_takes_over_once_it_has_answered_a_sample(commands: Commands) -> None:
    code, calls, errors = _release(commands)
    assert (code, errors) == (0, "")
    assert _verbs(calls) == [
        "ml model show",
        "ml model create",
        "ml online-deployment create",
        "ml online-endpoint invoke",
        "ml online-endpoint update",
        "ml online-deployment list",
        "ml online-deployment delete",
    ]
    (model,) = [call for call in calls if "ml model create" in call]
    assert "tags.commit=abc123 tags.job=brave_sail" in model
    assert calls[-1].endswith("--name release-6 --yes")


def test_a_model_that_does_not_answer_gets_no_traffic(commands: Commands) -> None:
    commands.answers["ml online-endpoint invoke"] = "exit 1"
    code, calls, _ = _release(commands)
    assert code == 1
    assert "ml online-endpoint update" not in _verbs(calls)
    assert "ml online-deployment delete" not in _verbs(calls)


def test_a_second_run_registers_nothing_twice(commands: Commands) -> None:
    commands.answers["ml model show"] = "exit 0"
    _, calls, _ = _release(commands)
    assert "ml model create" not in _verbs(calls)


def test_the_workspace_and_the_endpoint_are_those_that_stand(commands: Commands, everything: Deployment) -> None:
    _, calls, _ = _release(commands)
    (configured,) = [call for call in calls if call.startswith("az configure")]
    group, workspace = re.fullmatch(r"az configure --defaults group=(\S+) workspace=(\S+)", configured).groups()  # type: ignore[union-attr]
    endpoint = next(call.split("--name ")[1].split()[0] for call in calls if "online-endpoint update" in call)
    place = f"/resourceGroups/{group}/providers/Microsoft.MachineLearningServices/workspaces/{workspace}"
    standing = {row.id.partition(place)[2]: row.type for row in everything.cloud.store.below("") if place in row.id}
    assert standing[f"/onlineEndpoints/{endpoint}"] == _ENDPOINT


def test_the_job_names_a_cluster_and_a_datastore_of_the_template(everything: Deployment) -> None:
    job = _yaml(FOLDER / "train.yml")
    rows = [row for row in everything.cloud.store.below("") if f"/rg-evr-{STACK}-" in row.id.lower()]
    named = {row.type: set[str]() for row in rows}
    for row in rows:
        named[row.type].add(row.name)
    assert job["compute"].removeprefix("azureml:") in named[_COMPUTE]
    store = re.match(r"azureml://datastores/([a-z_]+)/paths/", job["inputs"]["data"]["path"])
    assert store is not None
    assert store[1] in named[_DATASTORE]
    assert job["identity"] == {"type": "managed"}


def test_whatever_the_files_name_is_there() -> None:
    job, pipeline = _yaml(FOLDER / "train.yml"), (ROOT / "pipelines/mlops.yml").read_text(encoding="utf-8")
    assert (FOLDER / job["code"] / "train.py").is_file()
    assert (FOLDER / job["environment"]["conda_file"]).is_file()
    named = {
        *re.findall(r"scriptPath: (\S+)", pipeline),
        *(f"pipelines/{one}" for one in re.findall(r"template: (\S+)", pipeline)),
    }
    assert named == {f"pipelines/mlops/{name}" for name in ("train.sh", "release.sh", "steps-set-up.yml")}
    assert all((ROOT / name).is_file() for name in named)


def test_everything_that_is_installed_is_pinned() -> None:
    packages = _yaml(FOLDER / "example/environment.yml")["dependencies"]
    assert all("=" in one for one in packages[:-1])
    assert all("==" in one for one in packages[-1]["pip"])
    assert re.search(
        r"extension add --name ml --version \d+\.\d+\.\d+", (FOLDER / "steps-set-up.yml").read_text(encoding="utf-8")
    )


def test_every_stage_waits_for_its_environment_and_signs_in_as_its_own_stack() -> None:
    pipeline = _yaml(ROOT / "pipelines/mlops.yml")
    train, each = pipeline["stages"]
    (staged,) = each.values()
    for stage in (train, *staged):
        (job,) = stage["jobs"]
        steps = job["strategy"]["runOnce"]["deploy"]["steps"]
        (task,) = [step for step in steps if step.get("task", "").startswith("AzureCLI")]
        assert task["inputs"]["azureSubscription"] == job["environment"]


def test_the_sample_has_the_columns_that_the_model_learns() -> None:
    source = (FOLDER / "example/train.py").read_text(encoding="utf-8")
    columns = json.loads((FOLDER / "example/request.json").read_text(encoding="utf-8"))["input_data"]["columns"]
    assert re.search(r"^FEATURES = (\[.*\])$", source, re.MULTILINE)[1] == json.dumps(columns)  # type: ignore[index]
