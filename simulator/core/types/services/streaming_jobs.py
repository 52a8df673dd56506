"""Jobs of Stream Analytics: how much of a machine each tier sells."""

from simulator.core.request import Request, dig
from simulator.core.rules import fact_rows, refusal
from simulator.core.types.base import HANDLERS
from simulator.core.types.services.tabled import Tabled

JOB = "Microsoft.StreamAnalytics/streamingjobs"
_PARTS, _UNIT, _MOST = (3, 7), 10, 660
BAD_UNITS = refusal(
    "BadRequest",
    400,
    "A job of StandardV2 takes 3, 7, 10, 20, 30 up to 660 streaming units; `{name}` asks for {units}.",
    source="Azure/azure-quickstart-templates streamanalytics-create; code inferred",
)


class StreamingJobs(Tabled):
    """A job."""

    def validate(self, request: Request) -> None:
        """Units of the second version are sold by thirds of one, then by whole ones."""
        super().validate(request)
        units = request.given("properties", "transformation", "properties", "streamingUnits")
        tier = request.given("properties", "sku", "name") or dig(request.body, "sku", "name")
        sold = units is None or units in _PARTS or (units % _UNIT == 0 and _UNIT <= units <= _MOST)
        if tier == "StandardV2" and not sold:
            raise BAD_UNITS(request.id, name=request.id.name, units=units)


(_ROW,) = [row for row in fact_rows("services") if row["arm_type"] == JOB]
HANDLERS[JOB.lower()] = StreamingJobs(dict(_ROW))
