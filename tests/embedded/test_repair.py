import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from rudersdal_frivillig.embedded.errors import ClusterError
from rudersdal_frivillig.embedded.processes import list_processes
from tests.embedded.clusters import ENSURE, ask, kill_postmaster, start_python


def test_a_killed_server_is_started_again(cluster):
    cluster.ensure()
    with ThreadPoolExecutor() as pool:
        question = "SELECT count(*) FROM generate_series(1, 1e8)"
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


def test_a_large_log_is_begun_anew(cluster, monkeypatch):
    cluster.ensure()
    cluster.stop()
    cluster.log.write_text("old\n" * 2_000_000)

    cluster.ensure()

    assert cluster.log.stat().st_size < 10_000
