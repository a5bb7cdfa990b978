import subprocess
import sys

from tests.embedded.clusters import ROOT

SETTINGS = """
import os, signal, sys, warnings
import django
from django.conf import settings
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "rudersdal_frivillig.embedded",
            "NAME": "portal",
            "CLUSTER": sys.argv[1],
            "DURABLE": False,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.staticfiles"],
    STATIC_URL="static/",
    STATIC_ROOT=sys.argv[1] + "-static",
)
django.setup()
from django.core.management import call_command
from django.db import close_old_connections, connection
from rudersdal_frivillig.embedded.processes import list_processes

def kill_server():
    os.kill(connection.cluster.pid(), signal.SIGKILL)
    while list_processes(connection.cluster.data):
        pass

def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
"""


def run_django(code, cluster):
    command = [sys.executable, "-W", "error", "-c", SETTINGS + code, cluster.home]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=50
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_killed_server_is_back_at_the_next_connection(cluster):
    code = """
connection.ensure_connection()
kill_server()
connection.close()
assert ask("SELECT current_database()") == "portal"
kill_server()
try:
    ask("SELECT 1")
except django.db.OperationalError:
    pass
close_old_connections()
print(ask("SELECT current_database()"))
"""
    assert run_django(code, cluster) == "portal\n"


def test_commands_without_a_database_start_no_server(cluster):
    run_django("""call_command("check"); call_command("collectstatic")""", cluster)

    assert not cluster.home.exists()


def test_the_test_runner_makes_its_databases_itself(cluster):
    code = """
creation = connection.creation
creation.create_test_db(verbosity=0, autoclobber=True)
creation.clone_test_db("gw0", verbosity=0, autoclobber=True)
names = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database"
print(ask(names))
creation.destroy_test_db(verbosity=0, suffix="gw0")
creation.destroy_test_db("portal", verbosity=0)
connection.close()
connection.settings_dict["NAME"] = "test_missing"
try:
    ask("SELECT 1")
except django.db.OperationalError as error:
    print("does not exist" in str(error))
"""
    assert run_django(code, cluster) == (
        "postgres template0 template1 test_portal test_portal_gw0\nTrue\n"
    )


def test_dbshell_uses_the_servers_own_psql(cluster):
    code = """call_command("dbshell", "--", "-Atc", "SELECT current_database()")"""

    assert run_django(code, cluster) == "portal\n"


def test_many_processes_and_threads_connect_at_once(cluster):
    code = """
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(6) as pool:
    print(sum(pool.map(lambda _: ask("SELECT 1"), range(6))))
"""
    command = [sys.executable, "-c", SETTINGS + code, cluster.home]
    started = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(3)
    ]

    assert [process.communicate(timeout=50)[0] for process in started] == [b"6\n"] * 3
