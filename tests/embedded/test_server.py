import subprocess
import sys

import psycopg
import pytest

from rudersdal_frivillig.embedded.errors import ClusterError
from rudersdal_frivillig.embedded.processes import list_processes
from tests.embedded.clusters import ROOT, ask, params


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


def test_a_folder_with_other_files_is_refused(cluster):
    cluster.home.mkdir()
    (cluster.home / "letter.txt").touch()

    with pytest.raises(ClusterError, match="holds other files"):
        cluster.ensure()

    (cluster.home / "letter.txt").unlink()


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
