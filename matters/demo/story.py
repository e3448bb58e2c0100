"""The firms of the demo."""

from matters.demo import hart_vale, lindgren
from matters.demo.cast import JONAS, LENA, MARA, OTTO, FirmStory

FIRMS = [
    FirmStory(
        "Hart & Vale",
        "firm",
        "(503) 555-0142",
        "office@hartvale.example",
        [MARA, LENA, JONAS],
        hart_vale.MATTERS,
    ),
    FirmStory(
        "Lindgren Law",
        "practice",
        "(206) 555-0111",
        "office@lindgren.example",
        [OTTO, JONAS],
        lindgren.MATTERS,
    ),
]
