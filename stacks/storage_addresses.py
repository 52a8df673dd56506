"""Addresses as storage firewalls take them."""

from ipaddress import IPv4Network


def as_azure_writes(addresses: IPv4Network) -> str:
    """Storage firewalls refuse /31 and /32: a single address stands without its length."""
    return str(addresses.network_address) if addresses.prefixlen == addresses.max_prefixlen else str(addresses)
