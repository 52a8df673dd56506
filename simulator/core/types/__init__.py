"""Resource types that know more than the tables; importing the package registers them."""

from simulator.core.types import network, resources
from simulator.core.types.base import HANDLERS, Handler, handler_for, handles

__all__ = ["HANDLERS", "Handler", "handler_for", "handles", "network", "resources"]
