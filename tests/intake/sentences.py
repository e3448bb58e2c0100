"""Every sentence a client can read in the portal, gathered from its templates and its code."""

import ast
from pathlib import Path

from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

import intake
from intake.models import Category
from matters.domain import filetypes, recordings

HOME = Path(intake.__file__).parent
CODE = [
    *sorted((HOME / "portal").glob("*.py")),
    *sorted((HOME / "answers").glob("*.py")),
    *(HOME / "uploads" / f"{name}.py" for name in ("refusals", "remarks", "unlocking")),
    Path(filetypes.__file__),
    Path(recordings.__file__),
]
TEMPLATES = sorted((HOME.parent / "templates" / "intake" / "portal").glob("*.html"))
# What of a message each argument is.
MARKS = {
    "_": ("id",),
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
}


def in_templates():
    for file in TEMPLATES:
        nodes = get_template(f"portal/{file.name}").template.nodelist
        for node in nodes.get_nodes_by_type(TranslateNode):
            if said := node.filter_expression.var.literal:  # A variable's sentence is in the code.
                yield context_of(node), (said.replace("%", "%%"),)
        for node in nodes.get_nodes_by_type(BlockTranslateNode):
            parts = [one for one in (node.singular, node.plural) if one]
            yield context_of(node), tuple(node.render_token_list(one)[0] for one in parts)


def context_of(node):
    return node.message_context.resolve({}) if node.message_context else ""


def in_code():
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and (marks := MARKS.get(name_of(node.func))):
                said = [one.value for one in node.args[: len(marks)]]
                context = said.pop(0) if marks[0] == "context" else ""
                yield context, tuple(said)


def name_of(node):
    return getattr(node, "id", "")


def all_sentences():
    """(context, (sentence, its plural if it has one))"""
    return {*in_templates(), *in_code(), *(("", (str(one),)) for one in Category.labels)}
