"""Every public page against the W3C's HTML checker."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.pages import PUBLIC

CHECKER = Path(__file__).parents[2] / ".ci/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture
def checker():
    if shutil.which("java") and CHECKER.exists():
        return ["java", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always"]
    reason = "The HTML checker needs java, and vnu-jar: (cd .ci && npm ci)."
    return pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


def test_public_pages_are_valid_html(checker, visitor, opslag_list, tmp_path):
    # Beside the folder of what visitors upload.
    pages = tmp_path / "sider"
    pages.mkdir()
    for name, go in PUBLIC.items():
        visitor.page.context.clear_cookies()
        go(visitor)
        (pages / f"{name}.html").write_text(visitor.source())

    result = subprocess.run([*checker, pages], capture_output=True, text=True)

    messages = json.loads(result.stderr)["messages"]
    faults = [m for m in messages if m["type"] == "error" or m.get("subType")]
    assert [(Path(m["url"]).name, m["message"]) for m in faults] == []
