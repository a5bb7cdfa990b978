"""The processes of a cluster, found by name and working directory.

`postmaster.pid` is not asked: after a crash or in a new container its number may
be another program's.
"""

import contextlib
import hashlib
import os
import signal
import time
from pathlib import Path

import psutil

# Seconds a server gets to end its sessions before it is killed.
PATIENCE = 20


def name_cluster(data: Path) -> str:
    """What PostgreSQL shows in the titles of its processes."""
    return hashlib.sha256(os.fsencode(data)).hexdigest()[:16]


def list_processes(data: Path) -> list[psutil.Process]:
    """The living PostgreSQL processes of the data directory, the oldest first.

    One look at every process on the machine per call.
    """
    return [p for p in psutil.process_iter() if _belongs(p, data)]


def list_heads(data: Path) -> list[psutil.Process]:
    """The postmaster; if that is dead, the sessions that outlive it."""
    found = list_processes(data)
    numbers = {process.pid for process in found}
    return [process for process in found if _parent(process) not in numbers]


def end_processes(data: Path) -> None:
    """Shut the server down in order; kill what hangs, recovery repairs that."""
    for process in list_heads(data):
        _signal(process, signal.SIGINT)
    patience = time.monotonic() + PATIENCE
    while found := list_processes(data):
        if time.monotonic() > patience:
            for process in found:
                _signal(process, signal.SIGKILL)
        time.sleep(0.05)


def _parent(process: psutil.Process) -> int | None:
    with contextlib.suppress(psutil.Error):
        number: int = process.ppid()
        return number
    return None


def _signal(process: psutil.Process, number: int) -> None:
    # It may end by itself in between.
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def _belongs(process: psutil.Process, data: Path) -> bool:
    try:
        if process.name() != "postgres":
            return False
        # A zombie has a name, but no working directory.
        return bool(process.cwd() == str(data))
    except psutil.AccessDenied:
        return _is_named(process, data)
    except psutil.Error:
        return False


def _is_named(process: psutil.Process, data: Path) -> bool:
    """A root in a container may see the command of `nobody`, but not its folder."""
    try:
        command = " ".join(process.cmdline())
    except psutil.Error:
        return False
    return f"{data} " in command or f"postgres: {name_cluster(data)}: " in command
