"""Remarks: what is odd about a file that was kept, told to the client and to staff in the same words.

A remark is kept as its code and its values, and read in the language of whoever reads it.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Remark = dict[str, str | int]

SENTENCES = {
    "cut": _(
        "Only a part of this file is here: it was cut off before it was sent."
        " Send it again from where it was first saved, if you can."
    ),
    "locked": _(
        "This PDF opens only with a password. Send a copy without one if you can; if you cannot,"
        " send it as it is and tell your law firm the password by phone."
    ),
    "unlocked": _(
        "This PDF was locked with a password, and the password was given. A copy that opens without"
        " it is kept beside it."
    ),
    "xfa": _(
        "This form can only be seen in Adobe Acrobat; other programs show one page that asks to"
        " wait. Printed to a new PDF from Acrobat, everybody can read it."
    ),
    "files": ngettext_lazy(
        "There is {count} more file inside this PDF. It is kept with it.",
        "There are {count} more files inside this PDF. They are kept with it.",
        "count",
    ),
    "same": _("This is the same file as “{name}”."),
}


def sentences(remarks: Iterable[Remark]) -> list[str]:
    """In the language that is active."""
    return [SENTENCES[str(one["code"])].format(**one) for one in remarks]
