"""The way of a PUT: small checks in Azure's order, each refusing or passing the request on."""

from collections.abc import Callable

from simulator.core.request import Request
from simulator.core.stages.conformance import check_conformance
from simulator.core.stages.customer_keys import check_customer_keys
from simulator.core.stages.deny import check_denied
from simulator.core.stages.immutables import check_immutables
from simulator.core.stages.known import check_type_known
from simulator.core.stages.limits import check_limits
from simulator.core.stages.location import check_location
from simulator.core.stages.locks import check_locks
from simulator.core.stages.names import check_name_rule
from simulator.core.stages.place import check_place
from simulator.core.stages.policy import enforce_policies
from simulator.core.stages.specific import check_specific

STAGES: tuple[Callable[[Request], None], ...] = (
    check_type_known,
    check_place,
    check_name_rule,
    check_location,
    check_conformance,
    check_immutables,
    check_locks,
    check_denied,
    enforce_policies,
    check_specific,
    check_customer_keys,
    check_limits,
)
