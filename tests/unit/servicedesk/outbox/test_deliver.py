"""Letters under failing senders, killed workers and two workers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.outbox.deliver import ATTEMPTS, Delivered, addresses_of, deliver, wait_after
from servicedesk.outbox.queue import CLAIM, Outbox
from servicedesk.outbox.senders.base import Unsent
from servicedesk.store import Store
from tests.unit.servicedesk.outbox.waiting import Told, minutes, outbox_with
from tests.unit.servicedesk.world import GRACE, World


@pytest.fixture
def world(database: str) -> World:
    return World(url=database)


def run(world: World, outbox: Outbox, sender: Told) -> Delivered:
    return deliver(outbox, sender, addresses_of(world.estate), world.clock)


def test_groups_get_it_in_their_mailbox_and_people_in_their_own(world: World) -> None:
    sender = Told()
    outbox = outbox_with(world, "data-platform-ops", GRACE)
    assert run(world, outbox, sender) == Delivered(sent=2)
    assert [message.address for message in sender.messages] == ["data-platform@contoso.example", GRACE]
    assert [message.id for message in sender.messages] == ["R-0001.1", "R-0001.2"]
    assert run(world, outbox, sender) == Delivered()
    assert outbox.waiting() == ()


def test_what_fails_is_tried_again_later_with_the_same_id(world: World) -> None:
    outbox = outbox_with(world, GRACE)
    assert run(world, outbox, Told(Unsent("no route"))) == Delivered(put_off=1)
    (letter,) = outbox.waiting()
    assert (letter.attempts, letter.error, letter.due) == (1, "no route", world.clock() + minutes(1))
    sender = Told()
    assert run(world, outbox, sender) == Delivered()
    world.clock.now += minutes(1)
    assert run(world, outbox, sender) == Delivered(sent=1)
    assert sender.messages[0].id == letter.id


def test_a_receiver_that_asks_for_more_time_gets_it(world: World) -> None:
    outbox = outbox_with(world, GRACE)
    run(world, outbox, Told(Unsent("busy", after=timedelta(hours=2))))
    assert outbox.waiting()[0].due == world.clock() + timedelta(hours=2)


def test_a_letter_is_given_up_in_the_end_and_can_be_revived(world: World) -> None:
    outbox = outbox_with(world, GRACE)
    for attempt in range(ATTEMPTS):
        done = run(world, outbox, Told(Unsent(f"no route {attempt}")))
        world.clock.now += timedelta(hours=6)
    assert done == Delivered(dead=1)
    (dead,) = outbox.waiting(dead=True)
    assert dead.error == f"no route {ATTEMPTS - 1}"
    assert outbox.waiting() == ()
    assert outbox.revive(dead.entry, world.clock())
    assert not outbox.revive(dead.entry, world.clock())
    assert run(world, outbox, Told()) == Delivered(sent=1)
    assert sum((wait_after(n) for n in range(1, ATTEMPTS)), timedelta()) < timedelta(days=1)


@pytest.mark.parametrize("receiver", ["gone/team", GRACE])
def test_what_cannot_arrive_is_given_up_at_once(world: World, receiver: str) -> None:
    outbox = outbox_with(world, receiver)
    assert run(world, outbox, Told(Unsent("no such mailbox", permanent=True))) == Delivered(dead=1)
    assert outbox.waiting(dead=True)[0].error in ("the estate has no group `gone/team`", "no such mailbox")


def test_a_killed_worker_keeps_a_letter_for_the_length_of_its_claim_only(world: World) -> None:
    outbox = outbox_with(world, GRACE)
    assert len(outbox.claim(world.clock(), 10)) == 1  # and then it is killed
    assert run(world, outbox, Told()) == Delivered()
    world.clock.now += CLAIM
    assert run(world, outbox, Told()) == Delivered(sent=1)


def test_a_worker_that_comes_late_does_not_undo_what_the_next_one_noted(world: World) -> None:
    outbox = outbox_with(world, GRACE)
    (late,) = outbox.claim(world.clock(), 1)
    world.clock.now += CLAIM
    (taken,) = outbox.claim(world.clock(), 1)
    outbox.give_up(late, world.clock(), "too late")
    outbox.put_off(late, world.clock() + minutes(600), "too late")
    assert outbox.waiting() == (taken,)
    outbox.sent(taken, world.clock())
    outbox.give_up(taken, world.clock(), "after all")
    assert outbox.waiting(dead=True) == ()


def test_workers_at_once_share_the_letters(database: str) -> None:
    world = World(url=database)
    outbox_with(world, *(f"person{number}@contoso.example" for number in range(60)))
    sender = Told()

    def work(_: int) -> Delivered:
        return run(world, Outbox(Store(world.url).engine), sender)

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(work, range(4)))
    assert sum(one.sent for one in done) == 60
    assert len({message.id for message in sender.messages}) == len(sender.messages) == 60


@given(st.integers(min_value=1, max_value=10_000))
def test_waits_grow_to_their_bound(attempts: int) -> None:
    assert minutes(1) <= wait_after(attempts) <= wait_after(attempts + 1) <= timedelta(hours=6)
