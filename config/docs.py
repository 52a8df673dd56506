"""The reference of templates and services, read from the data and the models."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from config.customer_keys import encrypts, why_none
from config.models.services import Service
from config.templates import templates


def render_services() -> str:
    """Markdown: the templates, and every type of service with its settings."""
    return "\n".join([*_templates(), *_services()]) + "\n"


def _templates() -> Iterator[str]:
    yield "# Templates and services"
    yield ""
    yield "An integration or product takes a template. `services` adds services, or takes the place of the template's"
    yield "by the same key; `without` leaves some out. Every service is private, writes its logs to the zone's"
    yield "workspace, and has no keys or passwords; one for which Azure insists on a key says where it is kept."
    yield ""
    yield "| Template | For | What it is for | Services |"
    yield "| --- | --- | --- | --- |"
    for name, template in templates().items():
        services = ", ".join(f"`{key}`: {service.type}" for key, service in template.services.items()) or "none"
        yield f"| `{name}` | {', '.join(template.kinds)} | {template.purpose} | {services} |"


def _services() -> Iterator[str]:
    schema = TypeAdapter(Service).json_schema()
    definitions = schema["$defs"]
    for kind, reference in sorted(schema["discriminator"]["mapping"].items()):
        model = definitions[reference.rsplit("/", 1)[-1]]
        yield from ("", f"## {kind}", "", str(model["description"]), "", _key(kind))
        settings = {name: node for name, node in model["properties"].items() if name != "type"}
        if settings:
            yield from ("", "| Setting | Default | Accepted | Meaning |", "| --- | --- | --- | --- |")
        for name, node in settings.items():
            default = f"`{node['default']}`" if node.get("default") not in (None, {}, []) else ""
            fixed = " Fixed at creation." if node.get("immutable") else ""
            yield f"| `{name}` | {default} | {_accepted(node)} | {node.get('description', '').strip()}{fixed} |"


def _key(kind: str) -> str:
    encrypted = encrypts(kind)
    return f"A customer's key encrypts {encrypted}." if encrypted else f"No customer's key: {why_none(kind)}."


def _accepted(node: dict[str, Any]) -> str:
    options = [option for option in node.get("anyOf", [node]) if option.get("type") != "null"]
    found = options[0]
    if "enum" in found:
        return ", ".join(f"`{value}`" for value in found["enum"])
    if "minimum" in found and "maximum" in found:
        return f"{found['minimum']} to {found['maximum']}"
    return {"boolean": "`true`, `false`", "array": "a list", "object": "a map"}.get(str(found.get("type")), "text")
