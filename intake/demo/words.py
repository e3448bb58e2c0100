"""What the story's clients say and how far each of them goes."""

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

# By the question's title, else by its kind of answer.
ANSWERS = {
    "Names and dates of birth of the children": "Lucía, 4 May 2016\nMateo, 19 September 2019",
    "Other names you have used": "None",
    "How may we reach you safely?": ["call", "email"],
    "What do you earn in a month, before taxes?": "4,867",
    "short": "As on my papers",
    "long": "We have tried to settle this ourselves and would like it to stay calm.",
    "date": "2014-06-14",
    "money": "1,250",
    "yes_no": "yes",
    "phone": "(503) 555-0118",
    "address": {"line1": "418 SE Alder Street", "city": "Portland", "state": "OR", "zip": "97214"},
    "person": {"name": "Marcus Rivera", "relation": "family", "phone": "(503) 555-0199"},
}
