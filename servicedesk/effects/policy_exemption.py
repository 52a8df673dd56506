"""An exemption from a guardrail, written to the estate's exemptions."""

from collections.abc import Iterator
from datetime import timedelta

from config.estate import EXEMPTIONS_FILE
from config.groups import team_groups
from servicedesk.approval import deciders_on_guardrails
from servicedesk.effects.change import Change, Context
from servicedesk.known import unknown
from servicedesk.model.governance import PolicyExemptionRequest
from servicedesk.problems import Problem, Refusal
from servicedesk.yaml_text import edited, plain_text

LONGEST_DAYS = 366
"""How far ahead an exemption may end."""


def policy_exemption(context: Context, body: PolicyExemptionRequest) -> Change | Refusal:
    """One entry more in `exemptions.yaml`; what stands there stays as it is written."""
    problems = tuple(_problems(context, body))
    if problems:
        return Refusal(problems)
    entry = {
        "guardrail": body.guardrail,
        "stack": body.stack,
        "scope": body.scope,
        "reason": body.reason[:256],
        "ticket": body.ticket,
        "approver": body.approver,
        "expires": body.expires.isoformat(),
    }
    text = context.texts.get(EXEMPTIONS_FILE)
    if text is None or not context.estate.exemptions:
        changed = plain_text({"exemptions": [entry]})
    else:
        changed = edited(text, lambda data: data["exemptions"].append(entry))
    summary = f"`{body.stack}` is exempt from `{body.guardrail}` at `{body.scope}` until {body.expires}"
    return Change(files={EXEMPTIONS_FILE: changed}, summary=(summary,))


def _problems(context: Context, body: PolicyExemptionRequest) -> Iterator[Problem]:
    if context.guardrails:
        yield from unknown("guardrail", body.guardrail, context.guardrails, "guardrail", code="D-EFF-011")
    last = context.today + timedelta(days=LONGEST_DAYS)
    if not context.today <= body.expires <= last:
        yield Problem(
            code="D-EFF-010",
            where="expires",
            found=f"{body.expires}",
            accepted=f"a day from {context.today} to {last}",
            remedy="choose an earlier end, and renew it then" if body.expires > last else "choose a day to come",
        )
    deciders = deciders_on_guardrails(context.estate)
    people = {
        name.lower()
        for group in team_groups(context.estate)
        if group.key in deciders
        for name in (*group.owners, *group.members)
    }
    if body.approver.lower() not in people:
        yield Problem(
            code="D-APR-002",
            where="approver",
            found=f"`{body.approver}`",
            accepted="somebody of " + ", ".join(f"`{key}`" for key in sorted(deciders)),
            remedy="name one of them",
        )
