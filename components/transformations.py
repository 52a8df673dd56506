"""Stack transformations: what a program applies to all of its resources at once."""

import pulumi
from pulumi.runtime import register_stack_transformation

_NATIVE = "azure-native:"


def drop_aliases() -> None:
    """Drop the aliases that azure-native classes add for their type's other API versions.

    The SDK adds one per version, up to sixty for a network resource, and the engine looks each of them up
    in the state. This project never had state under the old tokens. Call it first in the program.
    """
    register_stack_transformation(without_version_aliases)


def without_version_aliases(
    args: pulumi.ResourceTransformationArgs,
) -> pulumi.ResourceTransformationResult | None:
    """The same resource without aliases that only name another API version of its type; others stay."""
    if not args.type_.startswith(_NATIVE) or not args.opts.aliases:
        return None
    kept = [alias for alias in args.opts.aliases if not _names_a_version(alias)]
    if len(kept) == len(args.opts.aliases):
        return None
    options = pulumi.ResourceOptions.merge(args.opts, None)
    options.aliases = kept
    return pulumi.ResourceTransformationResult(props=args.props, opts=options)


def _names_a_version(alias: "pulumi.Input[str | pulumi.Alias]") -> bool:
    """Whether an alias changes nothing but the type; `...` marks what an alias leaves as it is."""
    if not isinstance(alias, pulumi.Alias) or not isinstance(alias.type_, str):
        return False
    rest: tuple[object, ...] = (alias.name, alias.parent, alias.stack, alias.project)
    return alias.type_.startswith(_NATIVE) and all(part is ... for part in rest)
