"""Django's PostgreSQL backend, on a server that it starts when it is needed.

`DATABASES` needs `CLUSTER`, the folder of the server's files, and `DURABLE`.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.db.backends.postgresql import base, client

from rudersdal_frivillig.embedded.account import find_wheel
from rudersdal_frivillig.embedded.errors import ClusterError
from rudersdal_frivillig.embedded.server import Cluster


class DatabaseClient(client.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        args, env = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(find_wheel() / "bin" / "psql"), *args[1:]], env

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.ensure_connection()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def __init__(
        self, settings_dict: dict[str, Any], alias: str = DEFAULT_DB_ALIAS
    ) -> None:
        super().__init__(settings_dict, alias)
        if not settings_dict.get("CLUSTER"):
            raise ImproperlyConfigured(
                "CLUSTER in DATABASES is empty; name a folder for PostgreSQL's files."
            )
        self.cluster = Cluster(
            settings_dict["CLUSTER"], durable=settings_dict.get("DURABLE", True)
        )
        # `dbshell` and the test runner look here.
        for name in ("host", "port", "user"):
            settings_dict[name.upper()] = self.cluster.connection_params()[name]

    def get_connection_params(self) -> dict[str, Any]:
        return {**self.cluster.connection_params(), **super().get_connection_params()}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            # No server, or no database in it; libpq tells only in words which.
            # Neither repair does anything where nothing is broken.
            self._repair()
        return super().get_new_connection(conn_params)

    def _repair(self) -> None:
        try:
            self.cluster.ensure()
        except ClusterError as error:
            # So that a page says the database is away, and a command says why.
            raise self.Database.OperationalError(str(error)) from error
        name = self.settings_dict["NAME"]
        if name and not self._is_test_database(name):
            self.cluster.create_database(name)

    def _is_test_database(self, name: str) -> bool:
        """The test runner creates its databases itself and wants to be the first."""
        test_name = self.settings_dict.get("TEST", {}).get("NAME")
        return name.startswith(TEST_DATABASE_PREFIX) or name == test_name
