"""Goals, tables, and where they are written."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from .programs import ROOT

BEGIN, END = "<!-- figures: written by ./bench --write-docs -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Goal:
    """One line of the contract: a figure, its limit, and whether it holds."""
    what: str
    value: float
    limit: float
    at_most: bool          # else: at least
    unit: str = "x"

    @property
    def holds(self) -> bool:
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    def row(self) -> list[str]:
        sign = "≤" if self.at_most else "≥"
        return [self.what, f"{self.value:.2f} {self.unit}", f"{sign} {self.limit:g} {self.unit}",
                "PASS" if self.holds else "MISS"]


@dataclass
class Table:
    title: str
    header: list[str]
    rows: list[list[str]]
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        lines = [f"### {self.title}", ""]
        lines += ["| " + " | ".join(self.header) + " |", "|---|" + "---:|" * (len(self.header) - 1)]
        lines += ["| " + " | ".join(row) + " |" for row in self.rows]
        lines += ["", *self.notes] if self.notes else []
        return "\n".join(lines) + "\n"

    def text(self) -> str:
        widths = [max(len(row[i]) for row in [self.header, *self.rows]) for i in range(len(self.header))]
        def line(row: list[str]) -> str:
            return "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                             for i, (cell, width) in enumerate(zip(row, widths))).rstrip()
        return "\n".join([self.title, line(self.header), "  ".join("-" * width for width in widths),
                          *map(line, self.rows), *self.notes]) + "\n"


@dataclass
class Report:
    """What one benchmark has to say."""
    name: str
    tables: list[Table] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    data: object = None

    def all_tables(self) -> list[Table]:
        if not self.goals:
            return self.tables
        missed = sum(not goal.holds for goal in self.goals)
        return [*self.tables, Table(f"{self.name}: goals", ["goal", "measured", "wanted", ""],
                                    [goal.row() for goal in self.goals],
                                    [f"{len(self.goals) - missed} of {len(self.goals)} hold."])]

    def json(self) -> dict[str, object]:
        return {"data": self.data, "goals": [
            {"what": goal.what, "value": goal.value, "limit": goal.limit,
             "kind": "at most" if goal.at_most else "at least", "holds": goal.holds} for goal in self.goals]}


def _section(machine: dict[str, str], report: Report) -> str:
    lines = [f"## {report.name}", "", "; ".join(f"{name}: {value}" for name, value in machine.items()) + ".", ""]
    return "\n".join([*lines, *(table.markdown() for table in report.all_tables())])


def save(folder: Path, suite: str, machine: dict[str, str], report: Report) -> None:
    """What one suite found, beside what the others found before: results/<suite>.json and .md."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / suite
    stem.with_suffix(".json").write_text(json.dumps({"machine": machine, **report.json()}, indent=1) + "\n")
    stem.with_suffix(".md").write_text(_section(machine, report))


def write_docs(folder: Path, names: list[str]) -> Path:
    """Puts the latest figures of all suites between the markers of docs/benchmarks.md."""
    page = ROOT / "docs" / "benchmarks.md"
    before, rest = page.read_text().split(BEGIN)
    _, after = rest.split(END)
    sections = "\n".join((folder / f"{name}.md").read_text() for name in names)
    page.write_text(f"{before}{BEGIN}\n\n{sections}\n{END}{after}")
    return page
