"""What the settings read from the environment, for tests. A pytest plugin."""

import os
import tempfile
from pathlib import Path

_ROOT = Path(__file__).parent.parent

os.environ |= {
    "SECRET_KEY": "only-for-tests-" + "x" * 50,
    "SITE_ADDRESS": "http://testserver",
    "DEBUG": "0",
    "DEMO": "0",
    "SMTP_HOST": "127.0.0.1",
    "SMTP_PORT": "9",
    "SMTP_TLS": "0",
    # Two runs at once need a cluster each.
    "CLUSTER": os.environ.get("TEST_CLUSTER") or str(_ROOT / ".local/test-postgres"),
    "CLUSTER_FOR_TESTS": "1",
    "FILES_ROOT": str(Path(tempfile.gettempdir()) / "rudersdal-frivillig-tests"),
    "LOG_LEVEL": "WARNING",
}
