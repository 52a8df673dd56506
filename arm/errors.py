"""Azure's refusals, in Azure's words."""


class ArmError(Exception):
    """A request that Azure refuses.

    `code` is Azure's error code, `status` the HTTP status, `target` the id or property that is meant.
    """

    def __init__(self, code: str, message: str, *, status: int = 400, target: str = "") -> None:
        self.code = code
        self.message = message
        self.status = status
        self.target = target
        super().__init__(f"{code} ({status}) {target}: {message}" if target else f"{code} ({status}): {message}")
