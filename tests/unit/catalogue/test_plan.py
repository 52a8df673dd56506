"""Plans lead from anything that is registered to what ought to be, and leave others' entries alone."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.apply import Refusal, apply
from catalogue.entries import ROLES, Collection, Holders, Registered, Scan, Source, Trigger
from catalogue.marks import is_own, mark, own_prefix
from catalogue.plan import CHANGES, Action, plan

ROOT, PREFIX = "pview", "cts"
GROUPS = {"ops": "g1", "team": "g2", "owner": "g3"}
OWN, THEIRS = own_prefix(PREFIX), "their-"


class Memory:
    """An account in memory, which refuses what depends on what is not there."""

    def __init__(self, state: Registered) -> None:
        self.collections, self.sources = dict(state.collections), dict(state.sources)
        self.scans = dict(state.scans)
        self.holders: dict[str, Holders] = dict(state.holders)

    def state(self) -> Registered:
        return Registered(collections=self.collections, sources=self.sources, scans=self.scans, holders=self.holders)

    def put_collection(self, collection: Collection) -> None:
        self._need(collection.parent in self.collections)
        self.collections[collection.name] = collection

    def change_holders(self, collection: str, give: Holders, take: Holders) -> None:
        self._need(collection in self.collections)
        held = self.holders.get(collection, {})
        none: frozenset[str] = frozenset()
        self.holders[collection] = {
            role: (held.get(role, none) | give.get(role, none)) - take.get(role, none) for role in ROLES
        }

    def put_source(self, source: Source) -> None:
        self._need(source.collection in self.collections)
        self.sources[source.name] = source

    def put_scan(self, scan: Scan) -> None:
        self._need(scan.source in self.sources and scan.collection in self.collections)
        self.scans[scan.source, scan.name] = scan

    def delete_scan(self, source: str, name: str) -> None:
        del self.scans[source, name]

    def delete_source(self, name: str) -> None:
        self._need(not any(source == name for source, _ in self.scans))
        del self.sources[name]

    def delete_collection(self, name: str) -> None:
        inside = [one.parent for one in self.collections.values()]
        inside += [one.collection for one in self.sources.values()]
        inside += [one.collection for one in self.scans.values()]
        self._need(name not in inside)
        del self.collections[name]
        self.holders.pop(name, None)

    @staticmethod
    def _need(is_so: bool) -> None:
        if not is_so:
            raise Refusal("Refused", "it depends on what is not there, or something depends on it", 409)


def _collections(names: list[str], own: bool) -> dict[str, Collection]:
    """A tree: each stands below one that comes before it, or below the root."""
    made: dict[str, Collection] = {}
    for at, name in enumerate(names):
        parent = ROOT if at % 2 == 0 else names[at - 1]
        text = f"of {name} {mark(PREFIX)}" if own else "theirs"
        made[name] = Collection(name=name, friendly_name=name.upper(), description=text, parent=parent)
    return made


@st.composite
def states(draw: st.DrawFn, *, others: bool) -> Registered:
    """What the estate has, or wants to have; beside what others made, perhaps."""
    own = draw(st.lists(st.sampled_from(["cts-a", "cts-b", "cts-c", "cts-d"]), unique=True))
    collections = _collections(own, own=True)
    if others:
        collections |= _collections(draw(st.lists(st.sampled_from(["fin", "hr"]), unique=True)), own=False)
        collections[ROOT] = Collection(name=ROOT, friendly_name=ROOT, description="", parent="")
        if "fin" in collections and own:
            collections["fin"] = replace(collections["fin"], parent=draw(st.sampled_from(own)))
    places = sorted(collections.keys() | ({ROOT} if others else set()))
    holders = {
        name: {role: draw(st.frozensets(st.sampled_from([*GROUPS.values()]))) for role in ROLES} for name in places
    }
    sources: dict[str, Source] = {}
    scans: dict[tuple[str, str], Scan] = {}
    prefixes = [OWN, THEIRS] if others else [OWN]
    for number in draw(st.lists(st.integers(0, 3), unique=True)) if own else []:
        prefix = draw(st.sampled_from(prefixes))
        # Others have other lakes: theirs would be conflicts, which have a test of their own.
        endpoint = f"https://{prefix}{number}/"
        name = f"{prefix}{number}"
        collection = draw(st.sampled_from(own))
        place = {"collection": collection, "endpoint": endpoint, "resource_id": "", "location": "weu"}
        sources[name] = Source(name=name, **place)
        for scan_prefix in draw(st.lists(st.sampled_from(prefixes), unique=True)):
            scan = Scan(
                source=name,
                name=f"{scan_prefix}scan",
                collection=draw(st.sampled_from(own)),
                prefixes=draw(st.sampled_from([(), ("a",)])),
                trigger=draw(st.sampled_from([None, Trigger(frequency="Week", day="Monday", hour=1, level="Full")])),
            )
            scans[name, scan.name] = scan
    return Registered(collections=collections, holders=holders, sources=sources, scans=scans)


def foreign(state: Registered) -> Mapping[str, object]:
    return {
        "collections": {name: one for name, one in state.collections.items() if not is_own(one, PREFIX)},
        "sources": {name: one for name, one in state.sources.items() if not name.startswith(OWN)},
        "scans": {key: one for key, one in state.scans.items() if not all(name.startswith(OWN) for name in key)},
    }


@settings(max_examples=300, deadline=None)
@given(wanted=states(others=False), found=states(others=True))
def test_what_a_plan_leaves_needs_no_further_plan(wanted: Registered, found: Registered) -> None:
    account = Memory(found)
    apply(plan(wanted, found, prefix=PREFIX, groups=GROUPS), account, lambda _: None)
    again = plan(wanted, account.state(), prefix=PREFIX, groups=GROUPS)
    assert not [step for step in again if step.action in CHANGES]
    assert wanted.collections.keys() <= account.collections.keys()
    assert wanted.sources.keys() <= account.sources.keys()
    assert wanted.scans.keys() <= account.scans.keys()


@settings(max_examples=300, deadline=None)
@given(wanted=states(others=False), found=states(others=True))
def test_what_others_made_stays_as_it_is(wanted: Registered, found: Registered) -> None:
    account = Memory(found)
    apply(plan(wanted, found, prefix=PREFIX, groups=GROUPS), account, lambda _: None)
    assert foreign(account.state()) == foreign(found)


@given(wanted=states(others=False))
def test_what_stands_as_wanted_needs_nothing(wanted: Registered) -> None:
    assert plan(wanted, wanted, prefix=PREFIX, groups=GROUPS) == ()


def test_a_name_that_others_took_is_a_conflict() -> None:
    mine = Collection(name="cts-a", friendly_name="A", description=mark(PREFIX), parent=ROOT)
    found = Registered(collections={"cts-a": replace(mine, description="theirs", friendly_name="Theirs")})
    (step,) = plan(Registered(collections={"cts-a": mine}), found, prefix=PREFIX, groups={})
    assert (step.action, step.kind) == (Action.CONFLICT, "collection")
    assert "`Theirs`" in step.reasons[0]


def test_roles_of_people_outside_the_estate_are_left_to_them() -> None:
    wanted = Registered(holders={ROOT: {ROLES[0]: frozenset({"g1"})}})
    found = Registered(holders={ROOT: {ROLES[0]: frozenset({"somebody", "g2"})}})
    (step,) = plan(wanted, found, prefix=PREFIX, groups=GROUPS)
    assert step.reasons == (f"give {ROLES[0]} to `ops`", f"take {ROLES[0]} from `team`")
