"""How far each of the story's clients goes, and what they say of what they do not have."""

# Matters without a part have a draft that nobody was sent.
PARTS = {
    "Rivera — Divorce": "reviewing",
    "Raman — Child Support": "synced",
    "O’Brien — Motor Vehicle": "synced",
    "Nakamura — Trust": "reviewing",
    "Okafor — Custody": "uploading",
    "Haddad — Naturalization": "uploading",
    "Lindqvist, T. — Probate": "invited",
    "Castellan — Asylum": "uploading",
}
EXCUSES = {
    "School calendar": ("someone_else", "His teacher has it."),
    "Messages with the other parent": ("need_help", "How do I save them from my phone?"),
    "Proof of where you live": ("coming", "The landlord sends it."),
    "Life insurance policy": ("not_applicable", ""),
    "Birth certificate of each child": ("coming", "Ordered from the county."),
}
RETURNS = {"Nakamura — Trust": "Page 2 is missing. Send the whole statement."}
