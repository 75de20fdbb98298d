"""What was found, as MkDocs tells it: in its log, or as what ends a build.

Another process may have found it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from site_builder.model.diagnostic import Severity
from site_builder.report.diagnostics import cap_findings, collect_findings, drop_notices, summarise
from site_builder.shell.errors import SiteBuilderError

if TYPE_CHECKING:
    # loading it takes as long as loading MkDocs, which another process may do meanwhile
    from site_builder.shell.compiling import Compilation


def pack_findings(compilation: Compilation) -> str:
    """What was found, as JSON: a level of logging and a line each, the sum of it last."""
    found, sources = compilation.diagnostics, compilation.sources
    lines = []
    for finding, rest in cap_findings(collect_findings(drop_notices(found), sources)):
        more = f" (and {rest} more {finding.code} in this file)" if rest else ""
        remedy = f"; help: {finding.help}" if finding.help else ""
        level = logging.ERROR if finding.severity is Severity.ERROR else logging.WARNING
        lines.append((level, f"{finding.text}{more}{remedy}"))
    whole = f"{summarise(found, sources)} (site-builder check shows all)"
    return json.dumps([*lines, (logging.INFO, whole)])


def log_findings(packed: str, log: logging.Logger | logging.LoggerAdapter[logging.Logger]) -> None:
    """Logs what ``pack_findings`` gave; MkDocs counts warnings for its strict builds."""
    for level, line in json.loads(packed):
        log.log(level, "%s", line)


@contextmanager
def told_by_mkdocs() -> Iterator[None]:
    """Lets MkDocs say in a line what is wrong with the environment, as it does for plugins."""
    try:
        yield
    except SiteBuilderError as error:
        raise PluginError(str(error)) from error
