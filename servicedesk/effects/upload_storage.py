"""Storage for uploads: an entry of its zone, with the exemptions that its public door needs; and taking both out."""

from datetime import date
from functools import partial
from typing import Any

from config.estate import EXEMPTIONS_FILE
from config.load import stack_file
from config.uploads import GUARDRAILS, group_id
from servicedesk.effects.change import Change, Context
from servicedesk.known import unknown
from servicedesk.model.datasets import UploadStorageRequest
from servicedesk.problems import Refusal, refusal
from servicedesk.texts import Texts, changed_texts
from servicedesk.yaml_text import edited, edited_stack, loaded, plain_text

TICKET = "upload storage"
"""What marks the exemptions that come and go with uploads."""


def upload_storage(context: Context, body: UploadStorageRequest) -> Change | Refusal:
    """One account more in the zone, and its group for external storage exempt until the last upload ends."""
    estate = context.estate
    if problems := unknown("landing_zone", body.landing_zone, estate.landing_zones, "landing zone"):
        return Refusal(problems)
    if body.remove_on <= context.today:
        return refusal(
            "D-EFF-010",
            "remove_on",
            found=f"{body.remove_on}",
            accepted=f"a day after {context.today}",
            remedy="choose a day to come",
        )
    zone = estate.landing_zones[body.landing_zone]
    name = stack_file(body.landing_zone)
    entry = {
        "integration": body.integration,
        "provider": body.provider,
        "address_ranges": list(body.provider_address_ranges),
        "classification": str(body.classification),
        "remove_on": body.remove_on.isoformat(),
        "request": context.request,
    }
    key = context.request.replace("-", "").lower()
    edit = partial(_add, key=key, entry=entry)
    files = {name: edited_stack(context.texts[name], edit)}
    last = (
        max(body.remove_on, *(upload.remove_on for upload in zone.uploads.values())) if zone.uploads else body.remove_on
    )
    exemptions = [
        {
            "guardrail": guardrail,
            "stack": body.landing_zone,
            "scope": str(group_id(estate, body.landing_zone)),
            "reason": "Accounts for uploads answer to their providers' public addresses; nothing else stands here.",
            "ticket": TICKET,
            "approver": zone.ops.mail,
            "expires": last.isoformat(),
        }
        for guardrail in GUARDRAILS
    ]
    files[EXEMPTIONS_FILE] = _exempt(context.texts.get(EXEMPTIONS_FILE), body.landing_zone, exemptions)
    addresses = ", ".join(body.provider_address_ranges)
    return Change(
        files=files,
        summary=(
            f"{body.provider} uploads to `{body.landing_zone}` from {addresses} until {body.remove_on}",
            f"the zone's group for external storage is exempt from {', '.join(GUARDRAILS)} until {last}",
        ),
    )


def without_ended_uploads(texts: Texts, today: date) -> Change | None:
    """The estate's data without the uploads whose day has come, and without exemptions that nothing needs any more.

    Works on data that no longer loads, too: an exemption that has ended makes the estate invalid.
    """
    files: dict[str, str | None] = {}
    summary: list[str] = []
    needed: dict[str, date] = {}
    for name, text in texts.items():
        stack = (loaded(text).get("config") or {}).get("data-estate:stack") or {}
        uploads = stack.get("uploads") or {}
        over = [key for key, one in uploads.items() if _day(one) <= today]
        left = [_day(one) for key, one in uploads.items() if key not in over]
        zone = name.removeprefix("Pulumi.").removesuffix(".yaml")
        if left:
            needed[zone] = max(left)
        if over:
            files[name] = edited_stack(text, partial(_remove, over=over))
            summary += [f"{uploads[key]['provider']} uploads no longer to `{zone}`" for key in over]
    if not files:
        return None
    file = changed_texts(texts, files).get(EXEMPTIONS_FILE)
    if file is not None:
        files[EXEMPTIONS_FILE] = edited(file, partial(_settle, needed=needed))
    return Change(files=files, summary=tuple(summary))


def _add(stack: Any, *, key: str, entry: dict[str, Any]) -> None:
    stack.setdefault("uploads", {})[key] = entry


def _remove(stack: Any, *, over: list[str]) -> None:
    for key in over:
        del stack["uploads"][key]
    if not stack["uploads"]:
        del stack["uploads"]


def _exempt(text: str | None, zone: str, exemptions: list[dict[str, Any]]) -> str:
    if text is None or not loaded(text).get("exemptions"):
        return plain_text({"exemptions": exemptions})

    def replace(data: Any) -> None:
        data["exemptions"][:] = [one for one in data["exemptions"] if not _ours(one, zone)]
        data["exemptions"].extend(exemptions)

    return edited(text, replace)


def _settle(data: Any, *, needed: dict[str, date]) -> None:
    data["exemptions"][:] = [one for one in data["exemptions"] if one["ticket"] != TICKET or one["stack"] in needed]
    for one in data["exemptions"]:
        if one["ticket"] == TICKET:
            one["expires"] = needed[one["stack"]].isoformat()


def _ours(exemption: Any, zone: str) -> bool:
    return bool(exemption["ticket"] == TICKET and exemption["stack"] == zone)


def _day(upload: Any) -> date:
    return date.fromisoformat(str(upload["remove_on"]))
