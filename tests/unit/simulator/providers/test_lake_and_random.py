"""Lake paths of the azure package, and random values."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers import random
from simulator.providers.provider import InvalidRequestError, State

from .conftest import Driver

FILESYSTEM = "azure:storage/dataLakeGen2Filesystem:DataLakeGen2Filesystem"
PATH = "azure:storage/dataLakeGen2Path:DataLakeGen2Path"
ACES = [{"scope": "access", "type": "group", "id": "0a", "permissions": "r-x"}]


@pytest.fixture
def lake(open_driver: Callable[..., Driver]) -> Driver:
    return open_driver("azure", storageUseAzuread="true")


@pytest.fixture
def filesystem(lake: Driver, account: State) -> State:
    return lake.create(FILESYSTEM, storageAccountId=account.id, name="raw")


def test_a_filesystem_is_a_container_with_a_root(lake: Driver, account: State, filesystem: State, cloud: Cloud) -> None:
    assert filesystem.id == "https://stlakesales.dfs.core.windows.net/raw"
    assert cloud.exists(f"{account.id}/blobServices/default/containers/raw")
    changed = lake.update(FILESYSTEM, filesystem, aces=ACES)
    assert changed.outputs["aces"] == ACES
    with pytest.raises(InvalidRequestError, match="import it"):
        lake.create(FILESYSTEM, storageAccountId=account.id, name="raw")


def test_a_path_has_its_access_control_and_ends_with_its_filesystem(
    lake: Driver, account: State, filesystem: State
) -> None:
    place = {"storageAccountId": account.id, "filesystemName": "raw", "path": "sales/orders", "resource": "directory"}
    path = lake.create(PATH, **place, aces=ACES)
    assert path.id == "https://stlakesales.dfs.core.windows.net/raw/sales/orders"
    assert lake.refresh(PATH, path) == path
    imported = lake.session.read(PATH, State(path.id))
    assert imported is not None
    assert {name: imported.inputs[name] for name in place} == place
    assert lake.changes(PATH, path, path="other") == {"path": True}
    lake.session.delete(FILESYSTEM, filesystem)
    assert lake.refresh(PATH, path) is None
    lake.session.delete(PATH, path)


def test_the_data_plane_s_refusals_come_through(
    lake: Driver, account: State, filesystem: State, azure: Driver, open_driver: Callable[..., Driver]
) -> None:
    wrong = [{"scope": "access", "type": "somebody", "permissions": "rwx"}]
    with pytest.raises(ArmError) as refused:
        lake.update(FILESYSTEM, filesystem, aces=wrong)
    assert refused.value.code == "InvalidAclEntry"
    azure.update("azure-native:storage:StorageAccount", account, allowSharedKeyAccess=False)
    by_key = open_driver("azure", storageUseAzuread="false")
    with pytest.raises(ArmError) as refused:
        by_key.update(FILESYSTEM, filesystem, aces=ACES)
    assert refused.value.code == "KeyBasedAuthenticationNotPermitted"


def test_a_malformed_place_is_refused(lake: Driver, account: State) -> None:
    with pytest.raises(InvalidRequestError, match="not the id of a lake path"):
        lake.session.read(PATH, State("raw/sales"))
    with pytest.raises(InvalidRequestError, match="does not stand"):
        lake.session.read(PATH, State("https://stother.dfs.core.windows.net/raw/sales"))
    with pytest.raises(InvalidRequestError, match="needs a name"):
        lake.create(FILESYSTEM, storageAccountId=account.id)


def draw(name: str) -> str:
    return f"random:index/{name[0].lower()}{name[1:]}:{name}"


PASSWORD = draw("RandomPassword")


@pytest.fixture
def chance() -> Driver:
    return Driver(random.package().open({}))


LEAST = st.fixed_dictionaries(
    {name: st.integers(0, 3) for name in ("minLower", "minUpper", "minNumeric", "minSpecial")}
)


@given(least=LEAST, more=st.integers(1, 20), special=st.sampled_from(["_%", "!"]))
def test_a_password_holds_what_was_asked_for(least: dict[str, int], more: int, special: str) -> None:
    driver = Driver(random.package().open({}))
    length = sum(least.values()) + more
    result = driver.create(PASSWORD, length=length, overrideSpecial=special, **least).outputs["result"]
    assert len(result) == length
    assert re.fullmatch(f"[a-zA-Z0-9{re.escape(special)}]+", result)
    assert len(re.findall("[a-z]", result)) >= least["minLower"]
    assert len(re.findall("[A-Z]", result)) >= least["minUpper"]
    assert len(re.findall("[0-9]", result)) >= least["minNumeric"]
    assert sum(result.count(one) for one in special) >= least["minSpecial"]


def test_impossible_lengths_and_alphabets_are_refused(chance: Driver) -> None:
    assert "at least 9" in chance.problems(PASSWORD, length=8, minLower=9)["length"]
    nothing = dict.fromkeys(("lower", "upper", "numeric", "special"), False)
    assert "special" in chance.problems(PASSWORD, length=8, **nothing)


def test_a_value_is_drawn_once_and_anew_when_anything_changes(chance: Driver) -> None:
    made = chance.create(PASSWORD, length=24, special=False)
    assert made.outputs["result"].isalnum()
    assert chance.refresh(PASSWORD, made) == made
    assert chance.changes(PASSWORD, made, length=30) == {"length": True}
    assert chance.changes(PASSWORD, made, keepers={"a": "b"}) == {"keepers": True}
    assert {"result", "bcryptHash"} <= chance.session.secret_outputs(PASSWORD)
    assert chance.create(PASSWORD, length=24).outputs["result"] != made.outputs["result"]


def test_the_other_kinds_have_their_shapes(chance: Driver) -> None:
    made = chance.create(draw("RandomUuid"))
    assert made.id == made.outputs["result"]
    assert re.fullmatch("[0-9a-f]{8}-.*", made.id)
    assert len(chance.create(draw("RandomId"), byteLength=4).outputs["hex"]) == 8
    assert len(chance.create(draw("RandomBytes"), length=4).outputs["hex"]) == 8
    assert chance.create(draw("RandomInteger"), min=3, max=3).outputs["result"] == 3
    assert len(chance.create(draw("RandomPet"), length=3, prefix="a").id.split("-")) == 4
    assert sorted(chance.create(draw("RandomShuffle"), inputs=["a", "b"]).outputs["results"]) == ["a", "b"]
    assert len(chance.create(draw("RandomShuffle"), inputs=["a", "b"], resultCount=1).outputs["results"]) == 1


def test_what_can_be_imported_is_stated_as_its_id(chance: Driver) -> None:
    found = chance.session.read(draw("RandomString"), State("abc"))
    assert found is not None
    assert found.inputs == {"length": 3}
    assert found.outputs["result"] == "abc"
    with pytest.raises(InvalidRequestError):
        chance.session.read(draw("RandomId"), State("abc"))
