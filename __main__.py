"""The program of every stack: load the estate, build the stack's kind."""

import gc
import os
from pathlib import Path

import pulumi

from config.load import STACK_KEY, load_estate
from config.problems import EstateErrors
from stacks import build


def main() -> None:
    """Build the selected stack, or say what is wrong with the estate's data."""
    gc.disable()  # a program lives for seconds; a tenth of them went into looking for garbage among its imports
    folder = Path(os.environ.get("DATA_ESTATE_DIR") or Path(__file__).parent / "estate")
    try:
        estate = load_estate(folder)
    except EstateErrors as error:
        raise pulumi.RunError(f"{len(error.problems)} problems in {folder}:\n{error}") from None
    build(estate, pulumi.get_stack(), pulumi.Config().get_object(STACK_KEY.split(":")[1]))


main()
