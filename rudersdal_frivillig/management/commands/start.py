import os
import shlex
import signal
import socket
import subprocess
import sys
from io import StringIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.urls import reverse

from rudersdal_frivillig.demo import data


class Command(BaseCommand):
    help = "Prepare the database, and run web server, worker and schedule together."

    def handle(self, **options):
        port = urlsplit(settings.SITE_ADDRESS).port or 80
        self._check_port_is_free(port)
        self._prepare()
        self._say_where()
        run_dir = settings.BASE_DIR / ".local/run"
        run_dir.mkdir(parents=True, exist_ok=True)
        config = settings.BASE_DIR / "deploy/supervisord.conf"
        environment = os.environ | {
            "RUN_DIR": str(run_dir),
            "RUN_PYTHON": shlex.quote(sys.executable),
            "RUN_WEB": shlex.join(self._web_command(port)),
            # Lines come as they are written, not when a buffer is full.
            "PYTHONUNBUFFERED": "1",
        }
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(config)]
        # Ctrl-C, a closed terminal and a stop all end the supervisor, and so its
        # children, in order. Its session is its own, so that none reaches it twice.
        stops = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
        signal.pthread_sigmask(signal.SIG_BLOCK, stops)
        supervisor = subprocess.Popen(
            command,
            env=environment,
            cwd=settings.BASE_DIR,
            start_new_session=True,
            preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, stops),
        )
        for number in stops:
            signal.signal(number, lambda *_: supervisor.terminate())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, stops)
        supervisor.wait()
        self._stop_cluster()

    def _check_port_is_free(self, port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except PermissionError:
                raise CommandError(
                    f"You may not use port {port}. Put another in SITE_ADDRESS in .env."
                ) from None
            except OSError:
                raise CommandError(
                    f"Port {port} is taken. Stop what uses it, or put another port in "
                    "SITE_ADDRESS in .env."
                ) from None

    def _prepare(self):
        self._step("Starting the database")
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database cannot be reached: {error}") from None
        self._step("Bringing it up to date")
        call_command("migrate", verbosity=0)
        if not settings.DEBUG:
            self._step("Collecting static files")
            call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO:
            self._step("Filling in the demo")
            call_command("demo", stdout=StringIO())

    def _step(self, words):
        self.stdout.write(f"{words} …")

    def _web_command(self, port):
        if settings.DEBUG:
            return [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"]
        options = {
            "bind": f"127.0.0.1:{port}",
            "worker-class": "gthread",
            "workers": 2,
            "threads": 4,
            "max-requests": 5000,
            "max-requests-jitter": 500,
            "log-level": "warning",
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        module = "rudersdal_frivillig.wsgi"
        return [sys.executable, "-m", "gunicorn", module, "--no-control-socket", *flags]

    def _say_where(self):
        address = settings.SITE_ADDRESS
        lines = [
            "",
            f"The portal   {address}/",
            f"Staff        {address}{reverse('admin:index')}",
        ]
        if settings.DEMO:
            lines += [f"Its mails    {address}{reverse('postkasse')}", ""]
            lines += [f"  {email:<28} {data.PASSWORD}" for email, *_ in data.BRUGERE]
        lines += ["", "Stop it with Ctrl-C.", ""]
        self.stdout.write("\n".join(lines))

    def _stop_cluster(self):
        cluster = getattr(connection, "cluster", None)
        if cluster is not None:
            connection.close()
            cluster.stop()
