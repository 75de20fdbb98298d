"""What the machine is that figures were taken on."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine, as far as it matters for the time that a build takes."""

    processor: str
    cores: int
    """Cores that this process may use."""
    memory: int
    """Bytes."""
    system: str
    python: str
    load: float
    """Programs that wanted to run, on average over the minute before."""


def describe_machine() -> Machine:
    """This machine, now."""
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else _cores(),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        system=platform.platform(),
        python=platform.python_version(),
        load=os.getloadavg()[0],
    )


def describe_commit(root: Path) -> str:
    """The commit that is checked out in ``root``, with a ``+`` where files differ from it."""
    command = ["git", "describe", "--always", "--abbrev=9", "--dirty=+"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _cores() -> int:
    return os.cpu_count() or 1


def _processor() -> str:
    """The model of the processor; ``platform`` knows none on Linux."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
