"""Diagnostics as text for people, as JSON, and as annotations of GitHub's workflows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from site_builder.model.codes import CODES
from site_builder.model.diagnostic import Diagnostic, Severity
from site_builder.model.source import Source

MAX_REPEATED = 5
"""How many diagnostics of one code are written out for one file; the rest are counted."""

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

_GITHUB_LEVEL = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


class Format(Enum):
    """How diagnostics are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Finding(Struct, frozen=True):
    """A diagnostic with everything that is printed of it."""

    path: str
    """Source path; empty where no single file is at fault."""
    line: int | None
    """1-based; None where the whole file is meant."""
    column: int | None
    """1-based, in code points; None where the whole file is meant."""
    end_line: int | None
    """1-based last line touched; None where the whole file is meant."""
    severity: Severity
    """How much it matters."""
    code: str
    """Registered code."""
    message: str
    """Offending value and rule broken."""
    help: str
    """The remedy."""

    @property
    def place(self) -> str:
        """``path:line:column`` as far as it is known."""
        if self.line is None:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def text(self) -> str:
        """The one line that stands for it, without the remedy."""
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.severity.value}[{self.code}] {self.message}"


def collect_findings(
    diagnostics: Sequence[Diagnostic], sources: Sequence[Source]
) -> tuple[Finding, ...]:
    """``diagnostics`` without duplicates, by path and place, with lines and columns.

    Args:
        diagnostics: In any order.
        sources: The texts that they point into.
    """
    by_path = {source.path: source for source in sources}
    findings = {_finding(diagnostic, by_path.get(diagnostic.path)) for diagnostic in diagnostics}
    return tuple(sorted(findings, key=_order))


def cap_findings(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """The findings that are written out, each with the number of those that it stands for too.

    Of one code in one file, the first ``MAX_REPEATED`` are written out; the last of these stands
    for the rest.
    """
    totals = Counter((finding.path, finding.code) for finding in findings)
    written: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = finding.path, finding.code
        written[key] += 1
        if written[key] <= MAX_REPEATED:
            rest = totals[key] - MAX_REPEATED if written[key] == MAX_REPEATED else 0
            yield finding, max(0, rest)


def format_diagnostics(
    diagnostics: Sequence[Diagnostic], sources: Sequence[Source], form: Format
) -> str:
    """What is printed of ``diagnostics``; ends with a line feed unless it is empty."""
    findings = collect_findings(diagnostics, sources)
    match form:
        case Format.JSON:
            records = [finding_json(finding) for finding in findings]
            return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
        case Format.GITHUB:
            return "".join(f"{_github_line(finding)}\n" for finding in findings)
        case Format.TEXT:
            lines = (line for item in cap_findings(findings) for line in _text_lines(*item))
            return "".join(f"{line}\n" for line in lines)


def drop_notices(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``diagnostics`` without those that ask nothing of the author."""
    return tuple(d for d in diagnostics if CODES[d.code].severity is not Severity.INFO)


def summarise(diagnostics: Sequence[Diagnostic], sources: Sequence[Source]) -> str:
    """How many findings there are of each severity, as ``2 errors, 1 warning, 3 notices``."""
    counts = Counter(finding.severity for finding in collect_findings(diagnostics, sources))
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    parts = [
        f"{counts[severity]} {word}{'' if counts[severity] == 1 else 's'}"
        for severity, word in words.items()
        if counts[severity]
    ]
    return ", ".join(parts) or "nothing to complain of"


def finding_json(finding: Finding) -> dict[str, str | int | None]:
    """A finding as the model JSON has it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "help": finding.help,
    }


def _finding(diagnostic: Diagnostic, source: Source | None) -> Finding:
    code = CODES[diagnostic.code]
    line = column = end_line = None
    if source is not None and diagnostic.span is not None:
        line, end_line = source.lines_of(diagnostic.span)
        column = source.column_number(diagnostic.span.start)
    return Finding(
        path=diagnostic.path,
        line=line,
        column=column,
        end_line=end_line,
        severity=code.severity,
        code=diagnostic.code,
        message=diagnostic.message,
        help=diagnostic.help or code.remedy,
    )


def _order(finding: Finding) -> tuple[str, int, int, int, str, str, str]:
    rank = _RANK[finding.severity]
    place = finding.path, finding.line or 0, finding.column or 0
    return *place, rank, finding.code, finding.message, finding.help


def _text_lines(finding: Finding, rest: int) -> Iterator[str]:
    yield finding.text
    if rest:
        yield f"    … and {rest} more {finding.code} in this file"
    if finding.help:
        yield f"    help: {finding.help}"


def _github_line(finding: Finding) -> str:
    """A workflow command, see docs.github.com, "Workflow commands for GitHub Actions"."""
    fields = {"file": finding.path, "line": finding.line, "endLine": finding.end_line}
    fields |= {"col": finding.column, "title": finding.code}
    given = ",".join(f"{name}={_github_value(v)}" for name, v in fields.items() if v)
    message = f"{finding.message} (help: {finding.help})" if finding.help else finding.message
    return f"::{_GITHUB_LEVEL[finding.severity]} {given}::{_github_text(message)}"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_value(value: str | int) -> str:
    return _github_text(str(value)).replace(":", "%3A").replace(",", "%2C")
