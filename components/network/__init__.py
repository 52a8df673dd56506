"""Networks: spokes, peering, private DNS, private endpoints, firewall, resolver, Bastion."""
