"""What each of the story's clients answers, by the title of the question. Nobody here exists."""

from typing import Any


def address(line1: str, city: str, state: str, code: str, line2: str = "") -> dict[str, str]:
    return {"line1": line1, "line2": line2, "city": city, "state": state, "zip": code}


def person(name: str, relation: str, phone: str = "") -> dict[str, str]:
    return {"name": name, "relation": relation, "phone": phone}


ANA = {
    "Other names you have used": "Ana Delgado",
    "Your date of birth": "1988-03-22",
    "Where you live now": address("418 SE Alder Street", "Portland", "OR", "97214"),
    "How may we reach you safely?": ["call", "text", "email"],
    "Your spouse": person("Marcus Rivera", "husband", "(503) 555-0199"),
    "When did you marry?": "2014-06-14",
    "When did you begin to live apart?": "2026-08-30",
    "Names and dates of birth of the children": "Lucía Rivera, May 4, 2016\nMateo Rivera, September 19, 2019",
    "Where do the children live now?": "both",
    "What would be good for the children?": (
        "School nights in the house they know. Every other weekend with their father, and half of"
        " the holidays with each of us."
    ),
    "What do you earn in a month, before taxes?": "4,867",
    "What do you or your spouse have?": ["retirement", "cards", "cars"],
    "Do you own or rent your home?": "own",
    "Are you afraid of anybody in this case?": "no",
    "Has anybody given you court papers?": "no",
}
PRIYA = {
    "Your date of birth": "1985-11-08",
    "Where you live now": address("2210 Larch Avenue NE", "Bellevue", "WA", "98004", "Apt. 3"),
    "How may we reach you safely?": ["call", "voicemail", "email"],
    "Names and dates of birth of the children": "Anika Raman, March 9, 2017",
    "The other parent": person("Dev Sethi", "Anika’s father", "(425) 555-0135"),
    "How many nights do the children sleep at your home?": "most",
    "What do you earn in a month, before taxes?": "6,450",
    "What does the other parent earn in a month?": "5,200",
    "Does one of you pay child support now?": "no",
}
DECLAN = {
    "Your date of birth": "1979-02-17",
    "Where you live now": address("75 SW Hazel Court", "Beaverton", "OR", "97005"),
    "How may we reach you safely?": ["call", "voicemail", "text", "email"],
    "When did it happen?": "2026-08-12",
    "Where did it happen?": address("Murray Boulevard at Fern Street", "Beaverton", "OR", "97005"),
    "What were you doing?": "driver",
    "What happened?": (
        "I was going straight on a green light. A gray pickup turned left in front of me and I could"
        " not stop. The airbag opened. The police wrote a report."
    ),
    "The other driver": person("Karl Jensen", "did not know him"),
    "Did anybody see it?": "no",
    "Where were you hurt, and how is it now?": (
        "Neck and left shoulder. It still hurts at night, and I cannot lift more than a bag of groceries."
    ),
    "Who has treated you so far?": ["ambulance", "emergency", "therapy"],
    "Has an insurance company called or written to you?": "yes",
}
GRACE = {
    "Your date of birth": "1958-07-30",
    "Where you live now": address("1904 Linden Avenue N", "Seattle", "WA", "98133"),
    "How may we reach you safely?": ["call", "email"],
    "Are you married?": "widowed",
    "Names and dates of birth of your children": "Hana Nakamura, February 2, 1988\nKenji Nakamura, October 11, 1991",
    "Is any of them under 18?": "no",
    "What is everything you own worth, roughly?": "large",
    "Who should speak to doctors for you if you cannot?": person(
        "Hana Nakamura", "daughter", "(206) 555-0162"
    ),
    "What should the trust do?": ["probate", "privacy"],
    "Who should manage the trust after you?": person("Hana Nakamura", "daughter", "(206) 555-0162"),
    "Who should receive what?": (
        "Half to each of my children. The house to Hana if she wants it, at what it is worth then."
    ),
}
CHIDI = {
    "Your date of birth": "1990-04-11",
    "Where you live now": address("560 NE Juniper Lane", "Hillsboro", "OR", "97124"),
    "How may we reach you safely?": ["text", "email"],
    "Names and dates of birth of the children": "Emeka Okafor, January 20, 2018",
    "The other parent": person("Naomi Fletcher", "Emeka’s mother", "(503) 555-0173"),
    "Where do the children live now?": "both",
    "Were you married to the other parent?": "no",
    "What would be good for the children?": (
        "Week on, week off, changing on Fridays after school, so that he stays in the same class."
    ),
    "Has any court decided about the children before?": "no",
    "Are you afraid of anybody in this case?": "no",
    "Has anybody given you court papers?": "no",
}
LEILA = {
    "Your date of birth": "1987-12-03",
    "Where you live now": address("3317 N Maple Street", "Portland", "OR", "97217", "Unit B"),
    "How may we reach you safely?": ["call", "voicemail", "email"],
    "Town and country where you were born": "Tripoli, Lebanon",
    "Countries you are a citizen of": "Lebanon",
    "Your A-Number": "A000-000-000",
    "Permanent resident since": "2019-09-05",
    "Have you been married to a US citizen for three years or more?": "no",
    "Are you married?": "single",
    "Are you a man who lived in the United States between 18 and 26?": "no",
    "Have you ever been arrested or charged, anywhere?": "no",
}
IKER = {
    "Your date of birth": "1995-05-26",
    "Where you live now": address("88 Cedar Way S", "Seattle", "WA", "98118", "Room 12"),
    "How may we reach you safely?": ["text"],
    "Town and country where you were born": "San Pedro Sula, Honduras",
    "Countries you are a citizen of": "Honduras",
    "Are you married?": "single",
    "When did you last enter the United States?": "2026-02-14",
    "How did you enter?": "visa",
    "Why did you leave your country?": (
        "I wrote for a local newspaper about land that was taken. Men came to my house twice and said"
        " the next time they would not talk."
    ),
    "Were you harmed or threatened because of any of these?": ["politics"],
    "What would happen if you went back?": "They know my name and my street. I think they would kill me.",
    "Do you have a date in immigration court?": "yes",
    "Date of the hearing": "2027-03-09",
    "Have you ever been arrested or charged, anywhere?": "no",
}

# By the title of the matter.
PEOPLE: dict[str, dict[str, Any]] = {
    "Rivera — Divorce": ANA,
    "Raman — Child Support": PRIYA,
    "O’Brien — Motor Vehicle": DECLAN,
    "Nakamura — Trust": GRACE,
    "Okafor — Custody": CHIDI,
    "Haddad — Naturalization": LEILA,
    "Castellan — Asylum": IKER,
}
