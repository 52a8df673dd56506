"""Every rule's cases, and what the runner refuses."""

from pathlib import Path

import pytest

from policies.testing import run_cases

CASES = Path("tests/policy_cases")
GOOD = "storage-account-https-only"


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def case(value: str, verdict: str, more: str = "") -> str:
    return (
        f"resource:\n  type: Microsoft.Storage/storageAccounts\n  name: sta\n"
        f"  properties: {{supportsHttpsTrafficOnly: {value}}}\nexpect:\n  verdict: {verdict}\n{more}"
    )


@pytest.fixture(scope="module")
def outcome() -> tuple[int, list[str]]:
    count, problems = run_cases(CASES)
    return count, [str(problem) for problem in problems]


def test_every_case_comes_out_as_stated(outcome: tuple[int, list[str]]) -> None:
    assert outcome[1] == []
    assert outcome[0] > 300


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("pass.wrong.yaml", case("false", "pass"), "P-CAS-004"),
        ("fail.message.yaml", case("false", "violation", "  message: other words\n"), "P-CAS-004"),
        ("unknown.path.yaml", case("!unknown ''", "unknown", "  undecided: [elsewhere]\n"), "P-CAS-004"),
        ("unknown.known.yaml", case("true", "pass"), "P-CAS-003"),
        ("maybe.kind.yaml", case("true", "pass"), "P-CAS-003"),
        ("pass.verdict.yaml", case("true", "fine"), "P-CAS-003"),
        ("pass.key.yaml", case("true", "pass") + "colour: red\n", "P-CAS-003"),
        ("pass.broken.yaml", "resource: [", "P-CAS-003"),
        ("pass.parameter.yaml", case("true", "pass") + "parameters: {colour: red}\n", "P-CAS-003"),
    ],
)
def test_the_runner_refuses(tmp_path: Path, name: str, text: str, code: str) -> None:
    write(tmp_path, f"{GOOD}/{name}", text)
    _, problems = run_cases(tmp_path)
    assert code in {problem.code for problem in problems if problem.where.startswith(f"{GOOD}/")}


def test_a_rule_without_a_kind_of_case_and_a_case_without_a_rule_are_told(tmp_path: Path) -> None:
    write(tmp_path, f"{GOOD}/pass.on.yaml", case("true", "pass"))
    write(tmp_path, "no-such-rule/pass.on.yaml", case("true", "pass"))
    count, problems = run_cases(tmp_path)
    assert count == 1
    told = {(problem.code, problem.where) for problem in problems}
    assert ("P-CAS-002", "no-such-rule/pass.on.yaml") in told
    gaps = next(p for p in problems if p.code == "P-CAS-001" and p.where == GOOD)
    assert "fail, unknown, other" in gaps.found
