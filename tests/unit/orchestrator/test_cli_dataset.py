"""`estate dataset`: lists, shows and exports."""

import json
from pathlib import Path

import pytest
import yaml

from orchestrator.cli.app import main
from orchestrator.exit_codes import ExitCode


def run(*line: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(line)
    return int(ended.value.code or 0)


def test_every_dataset_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "dataset", "list") == ExitCode.OK
    listed = {one["dataset"]: one for one in json.loads(capsys.readouterr().out)}
    assert {"crm/contacts", "customer-360/customers"} <= set(listed)
    assert listed["crm/contacts"]["layers"] == ["raw", "enriched"]


def test_one_is_shown_with_its_folders_and_groups(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "dataset", "show", "crm/contacts") == ExitCode.OK
    shown = json.loads(capsys.readouterr().out)
    assert "raw: raw/Sensitive/crm/contacts" in shown["folders"]
    assert "grp-cts-sales-dev-crm-RAW-contacts-R" in shown["groups"]
    assert (shown["schemas"], shown["certified"]) == ([], False)


def test_analysts_find_the_schemas_and_the_mark_of_a_certified_product(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--estate", "tests/everything", "--json", "dataset", "show", "batch/customers") == ExitCode.OK
    shown = json.loads(capsys.readouterr().out)
    assert "evr_zone_dev.batch__customers_curated_sensitive" in shown["schemas"]
    assert shown["certified"] is True


def test_contracts_are_printed_as_yaml_and_written_to_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("dataset", "export", "crm/contacts") == ExitCode.OK
    printed = yaml.safe_load(capsys.readouterr().out)
    assert run("--json", "dataset", "export", "--to", str(tmp_path / "contracts")) == ExitCode.OK
    assert len(json.loads(capsys.readouterr().out)) >= 4
    written = (tmp_path / "contracts" / "crm.contacts.odcs.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(written) == printed


def test_a_dataset_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "dataset", "show", "crm/nothing") == ExitCode.INVALID_INPUT
    told = json.loads(capsys.readouterr().out)
    assert told["problems"][0]["code"] == "E-DAT-001"


def test_datasets_are_found_by_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "dataset", "search", "customer", "mail") == ExitCode.OK
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["dataset"], first["certified"]) == ("crm/contacts", False)
    assert "column `mail`" in first["fits"]
    assert run("dataset", "search", "zebra") == ExitCode.OK
    assert "estate request new dataset" in capsys.readouterr().out
