"""Started by the engine: `pulumi preview --policy-pack policies/bring_your_own`."""

import os
import sys

from policies.bring_your_own.pack import VARIABLE, OwnPack
from policies.kit.analyzer import serve
from policies.kit.settings import settings_from
from policies.packs import all_rules
from policies.problems import GuardrailDataError

if __name__ == "__main__":
    try:
        settings = settings_from(os.environ, all_rules())
        pack = OwnPack(os.environ.get(VARIABLE) or settings.policy_folder, settings)
    except GuardrailDataError as error:
        sys.exit(str(error))
    serve(pack)
