import signal
import threading

import pytest
from django.core.management import call_command
from django_tasks_db.management.commands import db_worker

from tests.grundlag.mailserver import MailServer


@pytest.fixture
def mail_server():
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=[0.05]).start()
        yield server
        server.release()
        server.shutdown()


@pytest.fixture
def smtp(mail_server, settings):
    """The portal's mails really go to this mail server."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": mail_server.port},
        }
    }
    return mail_server


@pytest.fixture
def work(monkeypatch):
    """Call it to run the worker until no task is due."""
    # It would drop the connection whose transaction the test rolls back.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    signals = signal.SIGINT, signal.SIGTERM, signal.SIGQUIT
    handlers = [signal.getsignal(number) for number in signals]

    def run(name="test-worker"):
        options = {"interval": 0, "startup_delay": False, "verbosity": 0}
        call_command("db_worker", batch=True, worker_id=name, **options)

    yield run
    for number, handler in zip(signals, handlers, strict=True):
        signal.signal(number, handler)
