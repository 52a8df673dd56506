"""Started by the engine: `pulumi preview --policy-pack policies/estate_rules`."""

import os
import sys

from policies.estate_rules import RULES
from policies.estate_rules.pack import EstatePack
from policies.kit.analyzer import serve
from policies.kit.settings import settings_from
from policies.packs import all_rules
from policies.problems import GuardrailDataError

if __name__ == "__main__":
    try:
        pack = EstatePack(RULES, settings_from(os.environ, all_rules()))
    except GuardrailDataError as error:
        sys.exit(str(error))
    serve(pack)
