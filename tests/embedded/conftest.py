import shutil

import pytest

from rudersdal_frivillig.embedded import account as accounts
from rudersdal_frivillig.embedded.processes import list_processes
from rudersdal_frivillig.embedded.server import Cluster


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
