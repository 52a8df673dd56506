"""A program as small as can be: some things, and ways to go wrong, chosen by configuration."""

import sys

import pulumi


class Thing(pulumi.CustomResource):
    """A resource of the tiny provider."""

    def __init__(self, name: str, size: int, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("tiny:index:Thing", name, {"size": size}, opts)


config = pulumi.Config()
if message := config.get("say"):
    print(message)
if message := config.get("refuse"):
    raise pulumi.RunError(message)
if message := config.get("break"):
    raise ValueError(message)
if code := config.get_int("leave"):
    sys.exit(code)

previous: Thing | None = None
for number in range(config.get_int("things") or 0):
    in_order = pulumi.ResourceOptions(depends_on=[previous] if previous else [])
    previous = Thing(f"thing-{number}", number, in_order)
pulumi.export("things", config.get_int("things"))
