"""Bare resources: no component, no alias, no reference; what the engine and the SDK cost by themselves."""

import pulumi

TAGS = dict.fromkeys(("Owner", "Environment", "CostCenter", "Department"), "bench")
"""What the guardrails in the simulated Azure ask of every resource."""

config = pulumi.Config()
count = config.get_int("resources") or 0
if count:
    import pulumi_azure_native as azure_native

    from components.transformations import drop_aliases

    drop_aliases()
    subscription = azure_native.Provider("subscription", subscription_id=config.require("subscription"))
    options = pulumi.ResourceOptions(provider=subscription)
    group = azure_native.resources.ResourceGroup(
        "group", resource_group_name="rg-cts-bench-dev-weu", location="westeurope", tags=TAGS, opts=options
    )
    for number in range(count - 1):
        azure_native.network.VirtualNetwork(
            f"network-{number}",
            virtual_network_name=f"vnet-cts-bench-{number}",
            resource_group_name=group.name,
            location="westeurope",
            tags=TAGS,
            address_space={"address_prefixes": [f"10.{number // 256}.{number % 256}.0/24"]},
            opts=options,
        )
