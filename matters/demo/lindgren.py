"""What Lindgren Law has on its desk: another firm, so that isolation is in sight."""

from matters.demo.cast import (
    ClientStory,
    MatterStory,
    letter,
)

MATTERS = [
    MatterStory(
        "Castellan — Asylum",
        "Asylum",
        21,
        "otto@lindgren.example",
        ClientStory("Iker", "Castellan", "iker.castellan@example.com", "(206) 555-0170"),
        state="WA",
        county="King",
        papers=[
            letter(
                "Declaration draft.docx",
                "Declaration of Iker Castellan",
                "I make this declaration in support of my application.",
            )
        ],
    ),
    MatterStory(
        "Ana Rivera — Naturalization",
        "Naturalization",
        9,
        "jonas@hartvale.example",
        ClientStory("Ana", "Rivera", "ana.rivera@example.com", "(503) 555-0118"),
        state="WA",
        county="Clark",
        papers=[letter("Checklist.txt", "To bring", "Green card", "Two photographs")],
    ),
]
