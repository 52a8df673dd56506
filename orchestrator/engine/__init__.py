"""The Pulumi engine: where it comes from, the environment it runs in, and one run of one stack.

Read in this order: `install` (an engine), `workspace` (where it runs), `run` (a run) and `results`
(what comes back).
"""
