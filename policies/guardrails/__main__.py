"""Started by the engine: `pulumi preview --policy-pack policies/guardrails`."""

import os
import sys

from policies.catalogue import rules
from policies.guardrails.pack import GuardrailPack
from policies.kit.analyzer import serve
from policies.kit.settings import settings_from
from policies.packs import all_rules
from policies.problems import GuardrailDataError

if __name__ == "__main__":
    try:
        pack = GuardrailPack(rules(), settings_from(os.environ, all_rules()))
    except GuardrailDataError as error:
        sys.exit(str(error))
    serve(pack)
