"""The second pack: rules in Python, one file each, collected here once."""

from policies.estate_rules.addresses_apart import RULE as ADDRESSES_APART
from policies.estate_rules.budget_present import RULE as BUDGET_PRESENT
from policies.estate_rules.endpoint_registered import RULE as ENDPOINT_REGISTERED
from policies.estate_rules.exemption_valid import RULE as EXEMPTION_VALID
from policies.estate_rules.peering_both_halves import RULE as PEERING_BOTH_HALVES
from policies.estate_rules.people_without_privilege import RULE as PEOPLE_WITHOUT_PRIVILEGE
from policies.estate_rules.private_dns_reachable import RULE as PRIVATE_DNS_REACHABLE
from policies.estate_rules.public_doors_closed import RULE as PUBLIC_DOORS_CLOSED
from policies.estate_rules.release_approved import RULE as RELEASE_APPROVED
from policies.estate_rules.repository_reviewed import RULE as REPOSITORY_REVIEWED
from policies.estate_rules.rights_by_matrix import RULE as RIGHTS_BY_MATRIX
from policies.estate_rules.skus_allowed import RULE as SKUS_ALLOWED
from policies.estate_rules.subnet_inside_network import RULE as SUBNET_INSIDE_NETWORK
from policies.kit.python_rule import PythonRule

RULES: tuple[PythonRule, ...] = (
    BUDGET_PRESENT,
    SKUS_ALLOWED,
    REPOSITORY_REVIEWED,
    RELEASE_APPROVED,
    EXEMPTION_VALID,
    PEOPLE_WITHOUT_PRIVILEGE,
    RIGHTS_BY_MATRIX,
    ENDPOINT_REGISTERED,
    SUBNET_INSIDE_NETWORK,
    PEERING_BOTH_HALVES,
    ADDRESSES_APART,
    PRIVATE_DNS_REACHABLE,
    PUBLIC_DOORS_CLOSED,
)
"""Every rule of the pack, by id."""
