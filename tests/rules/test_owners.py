"""Templates and static files lie together at the top: each folder has one owning app, and no other app
renders, includes or links what is in it, except through a documented slot or the foundation's own."""

import ast
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
APPS = ("casehug", "matters", "intake", "integrations")
# Whose templates and files an app may use beside its own: the direction of the rooms.
BELOW = {
    "casehug": set(),
    "matters": {"casehug"},
    "intake": {"casehug"},
    "integrations": {"casehug"},
}
REFERENCE = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"'#]+)""")
LINK = re.compile(r"""\{%\s*static\s+["']([^"']+)""")
# Fragments of one page that another room asks for by name.
SLOTS: set[tuple[str, str]] = set()

TEMPLATES = {
    str(path.relative_to(ROOT / "templates" / app)): app
    for app in APPS
    for path in (ROOT / "templates" / app).rglob("*")
    if path.is_file()
}


def strays(app, names, owners):
    mine = {app, *BELOW[app]}
    return {
        name for name in names if owners.get(name, app) not in mine and (app, name) not in SLOTS
    }


def test_every_template_has_one_owner():
    found = [
        str(path.relative_to(ROOT / "templates" / app))
        for app in APPS
        for path in (ROOT / "templates" / app).rglob("*.html")
    ]
    assert sorted(set(found)) == sorted(found)
    assert {one.name for one in (ROOT / "templates").iterdir()} == set(APPS)
    assert {one.name for one in (ROOT / "static").iterdir()} <= set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_templates_use_their_own_and_the_foundations(app):
    used = {
        name
        for path in (ROOT / "templates" / app).rglob("*.html")
        for name in REFERENCE.findall(path.read_text())
    }
    assert strays(app, used, TEMPLATES) == set()


@pytest.mark.parametrize("app", APPS)
def test_templates_link_their_own_files_and_the_foundations(app):
    used = {
        name.partition("/")[0]
        for path in (ROOT / "templates" / app).rglob("*.html")
        for name in LINK.findall(path.read_text())
    }
    assert used <= {app, *BELOW[app]}


@pytest.mark.parametrize("app", APPS)
def test_code_renders_its_own_templates(app):
    """Whatever string in an app's code is a template's name, is one of its own or the foundation's."""
    used = {
        node.value.partition("#")[0]
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert strays(app, used & set(TEMPLATES), TEMPLATES) == set()


def test_the_owner_is_the_folder_it_is_found_in():
    for name, app in TEMPLATES.items():
        if name.endswith(".html"):
            assert Path(get_template(name).origin.name).parts[-1 - name.count("/") - 1] == app
