"""The job that deletes old rows of a team's tables."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import pulumi
import pulumi_databricks as databricks

from components._base import EstateComponent
from components._tokens import Token

_SOURCE = files("components.databricks.notebooks").joinpath("expire_rows.py")
_SUNDAYS = "0 0 3 ? * SUN"
_CLUSTER = "deleting"


@dataclass(frozen=True, kw_only=True)
class TableRetention:
    """How long rows of a schema's tables are kept."""

    schema_name: str
    """Required. The schema."""
    column: str
    """Required. The column of a date or time by which rows age."""
    days: int
    """Required. Days after which rows are deleted, 1 or more."""


@dataclass(frozen=True, kw_only=True)
class TableRetentionsArgs:
    """The tables of a team."""

    title: str
    """Required. What job and notebook are called."""
    catalog_name: str
    """Required. The zone's catalogue."""
    retentions: Mapping[str, TableRetention]
    """Required. Schemas by a stable key: letters, digits, hyphens and underscores."""
    policy_id: pulumi.Input[str]
    """Required. The policy of the team's clusters, which decides on size and tags."""
    spark_version: str
    """Required. A runtime that the policy allows."""
    mail: str
    """Required. Who is told when it fails."""


@dataclass(frozen=True, kw_only=True)
class TableRetentionsOutputs:
    """The job."""

    job_id: pulumi.Output[str]


class TableRetentions(EstateComponent[TableRetentionsOutputs]):
    """A job on Sundays at 03:00 UTC, on a cluster of its own that lives as long as the job.

    It runs as whoever deployed it, as a rule the team's pipeline. The notebook stands outside everybody's folders,
    where only administrators of the workspace write: who may change it deletes with those rights.
    """

    def __init__(self, name: str, args: TableRetentionsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.TABLE_RETENTIONS, name, opts=opts)
        notebook = databricks.Notebook(
            self.child_name("notebook"),
            path=f"/data-estate/{args.title}/expire_rows",
            language="PYTHON",
            content_base64=base64.b64encode(_SOURCE.read_bytes()).decode(),
            opts=self.stateless(),
        )
        job = databricks.Job(
            self.child_name("job"),
            name=f"{args.title}: retention of tables",
            max_concurrent_runs=1,
            schedule={"quartz_cron_expression": _SUNDAYS, "timezone_id": "UTC"},
            email_notifications={"on_failures": [args.mail]},
            job_clusters=[
                {
                    "job_cluster_key": _CLUSTER,
                    "new_cluster": {
                        "policy_id": args.policy_id,
                        "apply_policy_default_values": True,
                        "spark_version": args.spark_version,
                        "autoscale": {"min_workers": 1, "max_workers": 1},
                    },
                }
            ],
            tasks=[
                {
                    "task_key": key,
                    "job_cluster_key": _CLUSTER,
                    "notebook_task": {
                        "notebook_path": notebook.path,
                        "base_parameters": {
                            "catalog": args.catalog_name,
                            "schema": wanted.schema_name,
                            "column": wanted.column,
                            "days": str(wanted.days),
                        },
                    },
                }
                for key, wanted in sorted(args.retentions.items())
            ],
            opts=self.stateless(),
        )
        self.publish(TableRetentionsOutputs(job_id=job.id))
