"""What a reader is told about the repository is so."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from rudersdal_frivillig.demo import data

ROOT = Path(__file__).parent.parent
PACKAGES = [ROOT / "opgavebank", ROOT / "puljer", ROOT / "rudersdal_frivillig"]
CODE = [
    path
    for folder in PACKAGES
    for path in sorted(folder.rglob("*.py"))
    if "migrations" not in path.parts
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A document that leaves the portal, and must be whole without it.
ON_ITS_OWN = ["templates/puljer/journal.html"]
STYLES = sorted((ROOT / "frontend/scss").rglob("*.scss"))
PINNED = sorted((ROOT / "requirements").glob("*.txt"))


def name(path):
    return str(path.relative_to(ROOT))


def test_env_example_names_the_variables_that_the_settings_read():
    settings = ast.parse((ROOT / "rudersdal_frivillig/settings.py").read_text())
    calls = [node for node in ast.walk(settings) if isinstance(node, ast.Call)]
    readers = {"env", "env_bool", "os.environ.get", "os.getenv"}
    read = {
        call.args[0].value
        for call in calls
        if ast.unparse(call.func) in readers and isinstance(call.args[0], ast.Constant)
    }

    example = (ROOT / ".env.example").read_text()

    assert {*re.findall("^([A-Z_]+)=", example, re.MULTILINE)} == read


@pytest.mark.parametrize("path", PINNED, ids=name)
def test_requirements_are_pinned_with_hashes_and_name_no_registry(path):
    text = re.sub(r"\\\n\s*", " ", path.read_text())
    lines = [line for line in text.splitlines() if not re.match(r"\s*(#|$)", line)]

    assert lines
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)
    pin = r"[\w.\[\]-]+==\S+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+"
    assert [line for line in lines if not re.fullmatch(pin, line.strip())] == []


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_named_for_what_they_do():
    files = [p for folder in PACKAGES for p in folder.rglob("migrations/0*.py")]

    assert files
    assert [name(p) for p in files if "_auto_" in p.name] == []


def test_readme_names_commands_that_exist():
    readme = (ROOT / "README.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    targets = {*re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE)}

    named = {*re.findall(r"(?:^|`)make ([a-z-]+)", readme, re.MULTILINE)}

    assert {"run", "test"} <= named
    assert named <= targets


def test_readme_names_the_log_ins_of_the_demo():
    readme = (ROOT / "README.md").read_text()

    named = {*re.findall(r"`([a-z]+@demo\.example)`", readme)}

    assert named == {email for email, *_ in data.BRUGERE}
    assert f"`{data.PASSWORD}`" in readme


@pytest.mark.parametrize("document", ["README.md", "docs/drift.md"])
def test_documents_lead_to_files_that_exist(document):
    path = ROOT / document
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text())

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(("files", "most"), [(CODE, 300), (STYLES, 80)])
def test_files_are_short(files, most):
    long = {name(p): n for p in files if (n := len(p.read_text().splitlines())) > most}

    assert files
    assert long == {}


def test_tests_are_short():
    tests = [
        (path, node)
        for path in TESTS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    long = [f"{name(p)}::{t.name}" for p, t in tests if t.end_lineno - t.lineno >= 40]

    assert tests
    assert long == []


def test_tests_do_not_replace_our_own_code():
    mock = re.compile(r"^(from|import) (unittest\.mock|mock|pytest_mock)", re.MULTILINE)

    assert [name(p) for p in TESTS if mock.search(p.read_text())] == []


def test_status_is_set_in_actions_and_move_to_alone():
    sets = [
        f"{name(path)}: {line.strip()}"
        for path in CODE
        if "actions" not in {path.stem, path.parent.name}
        for line in path.read_text().splitlines()
        if re.search(r"\.status = |\.update\([^)]*\bstatus=|setattr\(.*status", line)
    ]

    # The second is how a task of the queue is tried again.
    assert [line for line in sets if "grundlag/retries.py" not in line] == [
        "opgavebank/models/henvendelse.py: self.status = status",
        "opgavebank/models/livsloeb.py: self.status = status",
        "puljer/models/ansoegning.py: self.status = status",
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_leave_nothing_unescaped_and_nothing_inline(path):
    text = path.read_text()

    assert not re.search(r"\|\s*safe\b|autoescape off", text)
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", text)
    assert "<style" not in text or name(path) in ON_ITS_OWN
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_components_say_what_they_take():
    components = sorted((ROOT / "templates/components").glob("*.html"))

    first_lines = {p.name: p.read_text().splitlines()[0] for p in components}

    assert components
    assert [n for n, line in first_lines.items() if not line.startswith("{# ")] == []


def test_stylesheets_and_pictures_load_nothing_from_others():
    files = [p for p in (ROOT / "static").rglob("*") if p.suffix in {".css", ".js"}]

    assert files
    assert [
        name(p) for p in files if re.search(r"url\(.?https?:|@import", p.read_text())
    ] == []
