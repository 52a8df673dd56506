"""What the `estate` command says to the shell with its exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every verb of `estate`."""

    OK = 0
    """Done; nothing is wrong."""
    FAILURE = 1
    """Something failed while it ran: the engine, Azure, the network, the disk."""
    INVALID_INPUT = 2
    """The estate's data or the command line is wrong; nothing was run."""
    DRIFT = 3
    """What stands differs from what the estate says."""
    POLICY_VIOLATION = 4
    """A mandatory guardrail refused."""
    INTERRUPTED = 130
    """Stopped by the user (128 + SIGINT)."""
