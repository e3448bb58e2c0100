"""Every sentence the portal can say, gathered from its templates and its code."""

import ast
import re
from pathlib import Path

import intake
from intake.models import Category

HOME = Path(intake.__file__).parent
TEMPLATES = HOME.parent / "templates" / "intake"
TAG = re.compile(r"""\{%\s*(?:say|both)\s+(?:"([^"]+)"|'([^']+)')""")
SPEAKERS = {"said", "Unclear"}
CODE = [
    *sorted((HOME / "portal").glob("*.py")),
    HOME / "words.py",
    *sorted((HOME / "answers").glob("*.py")),
]


def in_templates():
    for template in (TEMPLATES / "portal").glob("*.html"):
        for double, single in TAG.findall(template.read_text()):
            yield double or single


def in_code():
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and name_of(node.func) in SPEAKERS:
                yield from constants(node.args[0]) if node.args else ()
            if isinstance(node, ast.Assign) and name_of(node.targets[0]) == "words":
                yield from constants(node.value)
            if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Dict):
                yield from sentences_of(node.value)


def name_of(node):
    return getattr(node, "id", None) or getattr(node, "attr", None)


def constants(node):
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]


def sentences_of(table):
    """Tables from an excuse to what is said of it."""
    if all(isinstance(key, ast.Attribute) for key in table.keys):
        for value in table.values:
            yield from constants(value)


def all_sentences():
    return {one for one in [*in_templates(), *in_code(), *Category.labels] if one}
