"""What the tests of this folder share: a cluster's answers, and other Pythons."""

import os
import pwd
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).parents[2]
NOBODY = pwd.getpwnam("nobody")
# initdb wants a number that has a name.
UNSHARE = ["unshare", "--user", f"--map-user={pwd.getpwnam('daemon').pw_uid}", "--"]
ENSURE = """
import sys
from rudersdal_frivillig.embedded.server import Cluster
cluster = Cluster(sys.argv[1], durable=False)
cluster.ensure()
print(cluster.pid(), flush=True)
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="Only root is refused.")
needs_unshare = pytest.mark.skipif(
    subprocess.run([*UNSHARE, "true"], check=False, capture_output=True).returncode,
    reason="This machine gives no user namespaces.",
)


def params(cluster):
    return cluster.connection_params() | {"dbname": "postgres"}


def ask(cluster, question):
    with psycopg.connect(**params(cluster)) as connection:
        return connection.execute(question).fetchone()[0]


def start_python(code, *args, prefix=(), **options):
    command = [*prefix, sys.executable, "-c", code, *map(str, args)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, **options
    )


def run_python(code, *args, **options):
    """What `code` printed."""
    with start_python(code, *args, **options) as process:
        output, _ = process.communicate(timeout=50)
    assert process.returncode == 0
    return output


def kill_postmaster(cluster):
    os.kill(cluster.pid(), signal.SIGKILL)
