"""Arguments that a component refuses, before anything is registered."""

import pulumi


class ArgumentError(pulumi.InputPropertyError, pulumi.RunError):
    """An argument that cannot become a resource. One line: code, where, found, accepted, what to do.

    It is a `RunError`, so that a program shows the line and no stack trace, and an `InputPropertyError`,
    so that a hosted component reports the property.
    """

    def __init__(self, code: str, where: str, *, found: str, accepted: str, remedy: str) -> None:
        self.code = code
        super().__init__(where, f"{code} · {where} · {found} · {accepted} · {remedy}")

    def __str__(self) -> str:
        return self.reason
