"""Sample access logs of the lakes that stand, as Azure Monitor keeps them in the table `StorageBlobLogs`.

Nobody reads a simulated lake, so the reading is made up: from the folders that stand, a seed and the days. Some folders
are popular, some are hardly read, some not at all; pipelines write, strangers are refused, the platform scans.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from arm.ids import parse
from simulator.core.cloud import Cloud
from simulator.core.lake import CONTAINERS

PEOPLE = 40
"""How many people the sample has."""
_DAILY = (9.0, 3.0, 0.6, 0.0)
"""Reads on a working day of folders by popularity."""
_READERS = (24, 8, 3, 0)
_WEEKEND = 0.15
_REFUSED = 0.02


def access_logs(cloud: Cloud, until: date, days: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """The rows of some days up to and without `until`, folder by folder; the same for the same seed and folders."""
    for container in cloud.store.of_type(CONTAINERS):
        below = cloud.store.records("path", parent=container.key)
        paths = sorted(one["path"] for one in below if one["path"])
        for path in paths:
            if not any(other.startswith(f"{path}/") for other in paths):
                yield from _of_folder(container.id, path, until, days, seed)


def _of_folder(container: str, path: str, until: date, days: int, seed: int) -> Iterator[dict[str, Any]]:
    service = parse(container).parent
    account = service.parent if service else None
    place = (account, parse(container).name, path)
    chance = Random(f"{seed}|{container.lower()}|{path}")  # noqa: S311 - a sample, nothing is guarded by it
    popularity = chance.randrange(len(_DAILY))
    readers = [f"analyst{chance.randrange(PEOPLE):02}@sample.example" for _ in range(_READERS[popularity])]
    for back in range(days, 0, -1):
        day = until - timedelta(days=back)
        yield _row(chance, day, place, "StorageWrite", "AppendFile", "pipeline")
        if chance.random() < _REFUSED:
            yield _row(chance, day, place, "StorageRead", "ReadFile", "stranger@sample.example", status=403)
        if day.weekday() == 0:
            yield _row(chance, day, place, "StorageRead", "GetBlob", "scanner", trusted=True)
        expected = _DAILY[popularity] * (_WEEKEND if day.weekday() > 4 else 1.0)
        for _ in range(int(expected * chance.uniform(0.4, 1.6) + chance.random())):
            yield _row(chance, day, place, "StorageRead", "ReadFile", chance.choice(readers))


def _row(
    chance: Random,
    day: date,
    place: tuple[Any, str, str],
    category: str,
    operation: str,
    who: str,
    *,
    status: int = 200,
    trusted: bool = False,
) -> dict[str, Any]:
    account, container, path = place
    moment = datetime.combine(day, time()) + timedelta(seconds=chance.randrange(6 * 3600, 20 * 3600))
    file = f"{path}/part-{chance.randrange(8):05}.parquet"
    size = chance.randrange(10_000, 40_000_000) if status == 200 else 0
    person = "@" in who
    return {
        "TimeGenerated": f"{moment.isoformat()}.0000000Z",
        "AccountName": account.name,
        "Category": category,
        "OperationName": operation,
        "AuthenticationType": "TrustedAccess" if trusted else "OAuth",
        "RequesterObjectId": str(_object_id(who)),
        "RequesterUpn": who if person else "",
        "StatusCode": str(status),
        "StatusText": "Success" if status == 200 else "AuthorizationPermissionMismatch",
        "Uri": f"https://{account.name}.dfs.core.windows.net/{container}/{file}",
        "ObjectKey": f"/{account.name}/{container}/{file}",
        "ResponseBodySize": size if category == "StorageRead" else 0,
        "RequestBodySize": 0 if category == "StorageRead" else size,
        "Type": "StorageBlobLogs",
        "_ResourceId": str(account).lower(),
    }


def _object_id(who: str) -> str:
    digits = f"{Random(who).getrandbits(128):032x}"  # noqa: S311 - as above
    return "-".join((digits[:8], digits[8:12], f"4{digits[13:16]}", f"a{digits[17:20]}", digits[20:]))
