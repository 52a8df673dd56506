"""A Python language host for the engine, for machines where the official bundle cannot be had.

The engine starts it as `pulumi-language-python ENGINE_ADDRESS`, reads a port from its output, and
asks it over gRPC to run programs and policy packs. See `__main__`.
"""
