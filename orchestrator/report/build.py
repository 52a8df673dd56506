"""Putting the report together from what was deployed."""

from pathlib import Path

from config.estate import Estate
from orchestrator.engine.commands import export_state
from orchestrator.engine.results import StackResult
from orchestrator.fleet.operate import Results
from orchestrator.fleet.progress import changes_text
from orchestrator.fleet.schedule import Skipped
from orchestrator.inventory import standing
from orchestrator.pictures.scene import scene
from orchestrator.pictures.svg import svg
from orchestrator.report.catalogue import catalogue_of
from orchestrator.report.model import Finding, Report, StackRow, resource_rows
from orchestrator.report.page import catalogue_page, page
from orchestrator.session import Session


def report_of(session: Session, results: Results, guardrails: int) -> Report:
    """The report of a deployment."""
    estate = session.estate
    return Report(
        title=estate.settings.organization.name,
        picture=svg(scene(estate)),
        stacks=tuple(_row(session, name, results[name]) for name in sorted(results)),
        findings=tuple(
            Finding(item.level, item.policy, item.urn.rsplit("::", 1)[-1], item.message)
            for result in results.values()
            if isinstance(result, StackResult)
            for item in result.violations
        ),
        guardrails=guardrails,
        resources=resource_rows(standing(session)),
        simulated=session.workspace.simulation is not None,
    )


def write(session: Session, report: Report) -> Path:
    """Write the page, and beside it the catalogue of guardrails that it refers to; returns where the page is."""
    folder = session.workspace.reports_dir
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "estate.html"
    file.write_text(page(report), encoding="utf-8")
    (folder / "guardrails.html").write_text(catalogue_page(catalogue_of(session.estate)), encoding="utf-8")
    return file


def _row(session: Session, name: str, result: StackResult | Skipped) -> StackRow:
    estate = session.estate
    skipped = isinstance(result, Skipped)
    return StackRow(
        name=name,
        kind=estate.stacks[name].kind,
        environment=estate.environment_name(estate.stacks[name]) or "",
        region=_region(estate, name),
        resources=0 if skipped else _managed(session, name),
        changes=result.reason if isinstance(result, Skipped) else changes_text(result),
        seconds=0.0 if isinstance(result, Skipped) else result.duration_seconds,
        outcome="skipped" if isinstance(result, Skipped) else str(result.outcome),
    )


def _region(estate: Estate, name: str) -> str:
    zone = estate.teams[name].landing_zone if name in estate.teams else name
    return estate.zones[zone].region if zone in estate.zones else "all"


def _managed(session: Session, stack: str) -> int:
    resources = export_state(session.workspace, stack)["deployment"].get("resources", [])
    return sum(1 for resource in resources if resource.get("custom") and "pulumi:" not in resource["type"])
