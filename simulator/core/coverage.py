"""What the simulator knows of Azure and what it does not: the page `docs/reference/simulator-coverage.md`.

The page is the register of rules (`simulator.core.rules`) beside the tables of known facts (`data/*.csv`).
"""

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

from arm.immutable import immutable_paths
from arm.name_rules import rule_for
from arm.private_link import groups
from simulator.core import cloud, schemas
from simulator.core.rules import BEHAVIOURS, REFUSALS, fact_table
from simulator.core.types import HANDLERS, handler_for
from simulator.core.types.base import GENERIC
from simulator.core.types.services.tabled import Tabled

HEAD = """# What the simulator covers

<!-- Generated from the rules in `simulator/core/` and the tables in `simulator/core/data/`: edit those, then run
`make docs`. -->

The simulated Azure refuses and does what is listed here, each rule with its source.
A type without a table is refused: nothing succeeds silently.
Rows of the fact tables that no rule implements are listed last, so that nobody takes silence for consent.
"code name inferred" in a source says that the condition is documented and the name of its code is not.

"""
WHOLE = cloud.Cloud
"""Importing the cloud registers every rule there is."""
ENTITY_RULES = ("azuredevops", "databricks", "azuread")


def _elsewhere() -> str:
    """The rules of entities that are no ARM resources; they live with the provider that serves them."""
    found = files("simulator").joinpath("providers/rules")
    names = [found.joinpath(f"{name}.json") for name in ENTITY_RULES]
    return " ".join(one.read_text(encoding="utf-8") for one in names if one.is_file())


def implemented_refusals() -> frozenset[str]:
    """Keys of the table of refusals that a rule implements."""
    keys = {key for rule in REFUSALS for key in rule.facts}
    served = _elsewhere()
    keys |= {
        key
        for key, row in fact_table("refusals").items()
        if key.startswith("AzureDevOps") and row["code"] and row["code"] in served
    }
    return frozenset(keys)


def implemented_behaviours() -> frozenset[str]:
    """Keys of the table of behaviours that a rule or a handler implements."""
    keys = {key for rule in BEHAVIOURS for key in rule.facts}
    for key, row in fact_table("behaviours").items():
        if row["kind"] == "computed" and schemas.is_known(_subject(key)) and handler_for(_subject(key)) is not GENERIC:
            keys.add(key)
    return frozenset(keys)


def _subject(key: str) -> str:
    return key.partition(":")[0].partition("#")[0]


def handler_kind(arm_type: str) -> str:
    """`specific`, `table` (values and names from `data/services.csv`) or `generic`."""
    handler = handler_for(arm_type)
    if handler is GENERIC or handler.arm_type.endswith("/*"):
        return "generic"
    return "table" if isinstance(handler, Tabled) else "specific"


def render() -> str:
    """The page in Markdown."""
    return "".join([HEAD, *_summary(), *_types(), *_refusals(), *_behaviours(), *_missing()]).rstrip() + "\n"


def _summary() -> Iterator[str]:
    kinds = Counter(handler_kind(one) for one in schemas.known_types())
    yield "| What | Known | Covered |\n| --- | --- | --- |\n"
    for name, table, done in (
        ("Refusals", "refusals", implemented_refusals()),
        ("Behaviours", "behaviours", implemented_behaviours()),
    ):
        yield f"| {name} in the fact tables | {len(fact_table(table))} | {len(done)} |\n"
    beyond = sum(not rule.facts for rule in REFUSALS)
    yield f"| Refusals from other sources | | {beyond} |\n"
    total = sum(kinds.values())
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in ("specific", "table", "generic"))
    yield f"| Resource types | {total} | {counts} |\n"
    paths = sum(len(immutable_paths(one)) for one in schemas.known_types())
    yield f"| Immutable properties of those types | {paths} | {paths} |\n"
    named = sum(rule_for(one) is not None for one in schemas.known_types())
    yield f"| Name rules of those types | {total} | {named} |\n"
    linked = sum(len(groups(one)) for one in schemas.known_types())
    yield f"| Private link groups of those types | {linked} | {linked} |\n\n"


def _types() -> Iterator[str]:
    yield "## Types\n\n"
    yield "`specific` types have rules of their own, `table` types take names and computed values from a table, "
    yield "`generic` types are held to body, name, location, immutable properties, locks, rights and policies.\n\n"
    yield "| Type | Rules |\n| --- | --- |\n"
    for one in schemas.known_types():
        yield f"| `{one}` | {handler_kind(one)} |\n"
    inner = sorted(
        handler.arm_type
        for key, handler in HANDLERS.items()
        if not schemas.is_known(handler.arm_type) and key[0] != "*"
    )
    yield f"\nTypes that appear with others: {', '.join(f'`{one}`' for one in inner)}.\n\n"


def _refusals() -> Iterator[str]:
    yield "## Refusals\n\n| Code | Status | Message | Source |\n| --- | --- | --- | --- |\n"
    table = fact_table("refusals")
    rows = {
        (rule.code, rule.status, rule.says, _source([table[key]["source"] for key in rule.facts], rule.source))
        for rule in REFUSALS
    }
    for code, status, says, source in sorted(rows):
        yield f"| `{code}` | {status} | {_cell(says)} | {_cell(source)} |\n"
    yield "\n"


def _behaviours() -> Iterator[str]:
    yield "## Behaviours\n\n| What happens | Source |\n| --- | --- |\n"
    table = fact_table("behaviours")
    for rule in sorted(BEHAVIOURS, key=lambda one: (one.facts, one.does)):
        source = _source([table[key]["source"] for key in rule.facts], rule.source)
        yield f"| {_cell(rule.does)} | {_cell(source)} |\n"
    yield "\n"


def _missing() -> Iterator[str]:
    yield "## Not covered\n\n"
    yield "Rows of the fact tables without a rule. `no table` means that the type itself is refused.\n\n"
    yield "| Row | Operation | Why |\n| --- | --- | --- |\n"
    for table, done in (("refusals", implemented_refusals()), ("behaviours", implemented_behaviours())):
        for key, row in fact_table(table).items():
            if key not in done:
                yield f"| `{key}` | {row.get('operation', '')} | {_why(key, row)} |\n"


def _why(key: str, row: dict[str, str] | object) -> str:
    subject = _subject(key)
    if subject.startswith("Microsoft.") and not schemas.is_known(subject):
        return "no table"
    computed = isinstance(row, dict) and row.get("kind") == "computed"
    return "computed values of a generic type" if computed else "open"


def _source(listed: list[str], own: str) -> str:
    return "; ".join(dict.fromkeys([*listed, *([own] if own else [])]))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("{", "`").replace("}", "`").replace("``", "`")
