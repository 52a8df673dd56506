"""The end of a stack: its file goes, once nothing needs it and its data may go."""

from collections.abc import Iterator

from config.graph import dependencies
from config.load import stack_file
from config.models.stacks import TeamStack
from servicedesk.effects.change import Change, Context
from servicedesk.effects.keys import keys_not_turned
from servicedesk.model.operations import DecommissionRequest
from servicedesk.problems import Problem, Refusal


def decommission(context: Context, body: DecommissionRequest) -> Change | Refusal:
    """Remove the stack's file."""
    problems = tuple(_problems(context, body))
    if problems:
        return Refusal(problems)
    return Change(
        files={stack_file(body.stack): None},
        summary=(f"`{body.stack}` leaves the estate",),
        before_merge=(f"destroy what stands: `estate destroy {body.stack}`",),
    )


def _problems(context: Context, body: DecommissionRequest) -> Iterator[Problem]:
    estate = context.estate
    stack = estate.stacks[body.stack]
    if not body.consumers_told:
        yield Problem(
            code="D-EFF-005",
            where="consumers_told",
            found="users were not told",
            accepted="`true`",
            remedy="tell those who use it, then ask again",
        )
    if not isinstance(stack, TeamStack) and body.stack not in estate.landing_zones:
        yield Problem(
            code="D-EFF-005",
            where="stack",
            found=f"`{body.stack}` is a {stack.kind}",
            accepted="a landing zone, integration or product",
            remedy="leave the foundation of the estate to its operators",
        )
        return
    users = set(estate.in_zone(body.stack)) | {
        name for name, reads in dependencies(estate).items() if body.stack in reads and name in estate.teams
    }
    if users:
        yield Problem(
            code="D-EFF-005",
            where="stack",
            found="still there: " + ", ".join(f"`{name}`" for name in sorted(users)),
            accepted="a stack on which none rests",
            remedy="decommission those first",
        )
    yield from keys_not_turned(estate, body.stack, "stack")
