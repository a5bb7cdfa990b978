"""A PostgreSQL of the project's own, for development, demo and tests.

It listens on a Unix socket only this user can reach, and it is left running between
commands. `python -m rudersdal_frivillig.embedded.server stop PATH` ends it.
"""

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TextIO

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from rudersdal_frivillig.embedded import account as accounts
from rudersdal_frivillig.embedded import processes
from rudersdal_frivillig.embedded.account import Account
from rudersdal_frivillig.embedded.errors import ClusterError

# The same order and letters on every machine. With LC_CTYPE=C pg_trgm loses æøå.
INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--lc-ctype=" + ("en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"),
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    # Parallel workers need more /dev/shm than a container has.
    "max_parallel_workers_per_gather": "0",
    # The indexes lie in memory or on a disk without arms, and answers are short.
    "random_page_cost": "1.1",
    "jit": "off",
}
# What PGHOSTADDR, PGOPTIONS and their like would otherwise say about another server.
NEUTRAL = {
    "hostaddr": "",
    "options": "",
    "require_auth": "",
    "sslmode": "disable",
    "gssencmode": "disable",
    "channel_binding": "disable",
    "target_session_attrs": "any",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
LOG_LIMIT = 5_000_000
ATTEMPTS = 3
# Seconds: a recovering server rejects, a hanging or dying one is silent, and one
# whose files were removed still answers.
PATIENCE = {Ping.REJECT: 60, Ping.NO_RESPONSE: 3}


class Cluster:
    """The server whose files lie in `home`; any number of processes may share it.

    `durable` counts when the server is started: without it a power cut may cost the
    data, which tests do not mind.
    """

    def __init__(self, home: str | os.PathLike[str], *, durable: bool = True) -> None:
        self.home = Path(home).resolve()
        self.durable = durable
        # Short: the path of a socket may hold 107 bytes, on macOS 103.
        self.base = Path(f"/tmp/rudersdal-frivillig-{os.geteuid()}")
        self.socket_dir = self.base / accounts.key(self.home)

    def connection_params(self) -> dict[str, str]:
        own = {"host": str(self.socket_dir), "port": "5432", "user": "postgres"}
        return own | NEUTRAL

    @property
    def data(self) -> Path:
        return accounts.find_folder(self.home) / "pgdata"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def is_up(self) -> bool:
        return self.ping() == Ping.OK and self.log.exists()

    def ping(self) -> Ping:
        where = make_conninfo(**self.connection_params(), connect_timeout=3)
        return Ping(PGconn.ping(where.encode()))

    def pid(self) -> int | None:
        return next((p.pid for p in processes.list_heads(self.data)), None)

    def ensure(self) -> None:
        """Have the server up. Raises `ClusterError` if that cannot be."""
        if self.is_up():
            return
        with self._locked():
            if not self.is_up():
                self._start()

    def stop(self) -> None:
        with self._locked() if self.home.is_dir() else nullcontext():
            processes.end_processes(self.data)
            shutil.rmtree(self.socket_dir, ignore_errors=True)

    def create_database(self, name: str) -> None:
        """Create the database unless it is there."""
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        with self._connect() as connection:
            if not connection.execute(known, [name]).fetchone():
                # Another process may be faster.
                with suppress(errors.DuplicateDatabase, errors.UniqueViolation):
                    connection.execute(create)

    def _connect(self) -> psycopg.Connection:
        params = self.connection_params() | {"dbname": "postgres"}
        return psycopg.connect(make_conninfo(**params), autocommit=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        while True:
            with self._open_lock() as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                # The folder may have been removed while this waited.
                if self._is_lock(file):
                    yield
                    return

    def _open_lock(self) -> TextIO:
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            # The lock is the first file of a cluster.
            found = os.listdir(self.home)
            if found and not {"lock", "pgdata"} & set(found):
                raise ClusterError(
                    f"{self.home} holds other files; give PostgreSQL its own folder."
                )
            return (self.home / "lock").open("a")
        except PermissionError as error:
            raise ClusterError(
                f"{self.home} cannot be written; run this as the user who owns it."
            ) from error

    def _is_lock(self, file: TextIO) -> bool:
        with suppress(FileNotFoundError):
            now = (self.home / "lock").stat()
            return os.path.samestat(now, os.fstat(file.fileno()))
        return False

    def _start(self) -> None:
        account = accounts.choose_account(self.home)
        for attempt in range(ATTEMPTS):
            if self._settle():
                return
            self._prepare(account)
            try:
                account.run("pg_ctl", *self._pg_ctl())
            except ClusterError as error:
                if attempt == ATTEMPTS - 1 and not self.is_up():
                    raise ClusterError(f"{error}\n{self._last_lines()}") from error
                time.sleep(1)
            else:
                return

    def _settle(self) -> bool:
        """Wait until what runs answers or is gone; end it if it does neither."""
        began = time.monotonic()
        while processes.list_processes(self.data):
            if self.is_up():
                return True
            if time.monotonic() - began > PATIENCE.get(self.ping(), 0):
                processes.end_processes(self.data)
            time.sleep(0.1)
        return False

    def _prepare(self, account: Account) -> None:
        accounts.open_own_folder(self.base, 0o711)
        self.socket_dir.mkdir(exist_ok=True, mode=0o700)
        account.own(self.socket_dir)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(account)
        self._check_version(account)
        # Nothing of this server is left, so these are stale. PostgreSQL would believe
        # them if their process number is another program's now, or a zombie's.
        for left in (self.data / "postmaster.pid", *self.socket_dir.iterdir()):
            left.unlink(missing_ok=True)
        if self.log.exists() and self.log.lstat().st_size > LOG_LIMIT:
            self.log.unlink()

    def _initialise(self, account: Account) -> None:
        """Make the data directory whole or not at all."""
        for left in (*account.folder.glob("new-pgdata-*"), self.data):
            shutil.rmtree(left, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix="new-pgdata-", dir=account.folder))
        account.own(new)
        sync = [] if self.durable else ["--no-sync"]
        account.run("initdb", *INITDB, *sync, "-D", new)
        new.rename(self.data)

    def _check_version(self, account: Account) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        command = (account.bin / "postgres", "--version")
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        installed = answer.stdout.split()[-1].split(".")[0]
        if found != installed:
            raise ClusterError(
                f"{self.home} was made by PostgreSQL {found}, but PostgreSQL "
                f"{installed} is installed; run `make clean-demo` or remove it."
            )

    def _pg_ctl(self) -> list[str | Path]:
        settings = SETTINGS | {
            "cluster_name": processes.name_cluster(self.data),
            "unix_socket_directories": str(self.socket_dir),
        }
        if not self.durable:
            settings |= FORGETFUL
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        wait = ["--wait", "--timeout=60", "--silent"]
        return ["start", *wait, "-D", self.data, "-l", self.log, "-o", options]

    def _last_lines(self) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])


def main(command: str, home: str) -> int:
    cluster = Cluster(home)
    if command == "start":
        cluster.ensure()
    elif command == "stop":
        cluster.stop()
    pid = cluster.pid()
    print(f"up, process {pid}" if pid else "down")
    return 0 if (pid is None) == (command == "stop") else 3


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("start", "stop", "status"):
        sys.exit(f"Usage: python -m {__spec__.name} start|stop|status PATH")
    try:
        sys.exit(main(*sys.argv[1:]))
    except ClusterError as error:
        sys.exit(str(error))
