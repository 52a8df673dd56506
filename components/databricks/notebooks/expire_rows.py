# Databricks notebook source
"""Deletes rows of a schema's Delta tables that are older than so many days, and then the files that held them.

A table without the column is left alone, and named. Files go seven days after no version of the table needs them,
which is what `VACUUM` keeps by default.
"""

from typing import Any

_TABLES = """
SELECT tables.table_name AS name, count(columns.column_name) AS aged
FROM {catalog}.information_schema.tables AS tables
LEFT JOIN {catalog}.information_schema.columns AS columns
  ON columns.table_schema = tables.table_schema AND columns.table_name = tables.table_name
  AND lower(columns.column_name) = lower(:column)
WHERE tables.table_schema = :schema AND tables.data_source_format = 'DELTA'
  AND tables.table_type IN ('MANAGED', 'EXTERNAL')
GROUP BY tables.table_name
ORDER BY tables.table_name
"""


def expire(spark: Any, catalog: str, schema: str, column: str, days: int) -> list[str]:
    """Delete what is older; a sentence for each table."""
    told = []
    found = spark.sql(_TABLES.format(catalog=_quoted(catalog)), args={"schema": schema, "column": column}).collect()
    for table in found:
        name = ".".join(_quoted(part) for part in (catalog, schema, table["name"]))
        if not table["aged"]:
            told.append(f"{name} has no column {column}: left alone")
            continue
        older = f"{_quoted(column)} < current_timestamp() - INTERVAL {int(days)} DAYS"
        spark.sql(f"DELETE FROM {name} WHERE {older}")  # noqa: S608 - names are quoted, days a number
        spark.sql(f"VACUUM {name}")
        told.append(f"{name} keeps {int(days)} days")
    return told


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


if "dbutils" in globals():
    _given = [globals()["dbutils"].widgets.get(name) for name in ("catalog", "schema", "column", "days")]
    for _sentence in expire(globals()["spark"], *_given):
        print(_sentence)
