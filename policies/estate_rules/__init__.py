"""The second pack: rules in Python, one file each, collected here once."""

from policies.estate_rules.endpoint_registered import RULE as ENDPOINT_REGISTERED
from policies.estate_rules.peering_both_halves import RULE as PEERING_BOTH_HALVES
from policies.estate_rules.people_without_privilege import RULE as PEOPLE_WITHOUT_PRIVILEGE
from policies.estate_rules.repository_reviewed import RULE as REPOSITORY_REVIEWED
from policies.estate_rules.subnet_inside_network import RULE as SUBNET_INSIDE_NETWORK
from policies.kit.python_rule import PythonRule

RULES: tuple[PythonRule, ...] = (
    PEOPLE_WITHOUT_PRIVILEGE,
    ENDPOINT_REGISTERED,
    SUBNET_INSIDE_NETWORK,
    PEERING_BOTH_HALVES,
    REPOSITORY_REVIEWED,
)
"""Every rule of the pack, by id."""
