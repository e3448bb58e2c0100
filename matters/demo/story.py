"""Who works where and what they have on their desks. Nobody here exists."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    role: str = "staff"


@dataclass(frozen=True, slots=True)
class ClientStory:
    first_name: str
    last_name: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    title: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class MatterStory:
    title: str
    case_type: str
    days_ago: float
    by: str
    client: ClientStory | None = None
    state: str = "OR"
    county: str = ""
    status: str = "open"
    client_facing_name: str = ""
    papers: list[Paper] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FirmStory:
    name: str
    plan: str
    phone: str
    members: list[Person]
    matters: list[MatterStory]


MARA = Person("Mara Hart", "mara@hartvale.example", "admin")
LENA = Person("Lena Ortiz", "lena@hartvale.example")
JONAS = Person("Jonas Vale", "jonas@hartvale.example")
OTTO = Person("Otto Lindgren", "otto@lindgren.example", "admin")


def tax_return(name: str, year: int, income: int) -> Paper:
    return Paper(
        f"{name} tax return {year}.pdf",
        f"Individual income tax return {year}",
        [
            f"Taxpayer: {name}",
            "Filing status: married filing separately",
            f"Wages, salaries, tips: {income:,}",
            "Taxable interest: 118",
            f"Total income: {income + 118:,}",
            "A made-up return for showing CaseHug. No such person exists.",
        ],
    )


def pay_stub(name: str, employer: str, gross: int) -> Paper:
    return Paper(
        f"Pay stub {employer}.pdf",
        f"{employer}: earnings statement",
        [f"Employee: {name}", "Period: 1 Oct 2026 to 31 Oct 2026", f"Gross pay: {gross:,}.00"],
    )


def letter(name: str, title: str, *lines: str) -> Paper:
    return Paper(name, title, list(lines))


ANA = ClientStory("Ana", "Rivera", "ana.rivera@example.com", "(503) 555-0118")
CHIDI = ClientStory("Chidi", "Okafor", "chidi.okafor@example.com", "(503) 555-0164")
THEO = ClientStory("Theo", "Lindqvist", "theo.lindqvist@example.com", "(971) 555-0121")
MAYA = ClientStory("Maya", "Ruiz", "maya.ruiz@example.com", "(360) 555-0187")
SAM = ClientStory("Samuel", "Whitfield", "sam.whitfield@example.com", "(503) 555-0175")
GRACE = ClientStory("Grace", "Nakamura", "grace.nakamura@example.com", "(206) 555-0139")
WALTER = ClientStory("Walter", "Brandt", "", "(503) 555-0190")
LEILA = ClientStory("Leila", "Haddad", "leila.haddad@example.com", "(971) 555-0156")
PRIYA = ClientStory("Priya", "Raman", "priya.raman@example.com", "(425) 555-0103")
DECLAN = ClientStory("Declan", "O’Brien", "declan.obrien@example.com", "(503) 555-0127")
SOFIA = ClientStory("Sofía", "Muñoz", "sofia.munoz@example.com", "(541) 555-0148")

HART_VALE_MATTERS = [
    MatterStory(
        "Whitfield — Modification",
        "Post-Decree Modification",
        171,
        "jonas@hartvale.example",
        SAM,
        county="Clackamas",
        status="closed",
        client_facing_name="Your parenting plan",
        papers=[
            letter(
                "Judgment of dissolution 2021.pdf",
                "General judgment of dissolution",
                "Circuit Court of the State of Oregon",
                "In the matter of the marriage of Whitfield",
            ),
            letter(
                "Stipulated modification.docx",
                "Stipulated modification of parenting time",
                "The parties agree to the following schedule.",
                "Weekdays with the mother, alternate weekends with the father.",
            ),
        ],
    ),
    MatterStory(
        "Raman — Child Support",
        "Child Support Calculation",
        96,
        "lena@hartvale.example",
        PRIYA,
        state="WA",
        county="King",
        papers=[pay_stub("Priya Raman", "Cascade Dental", 6450)],
    ),
    MatterStory(
        "Brandt — Will",
        "Wills",
        74,
        "jonas@hartvale.example",
        WALTER,
        county="Multnomah",
        client_facing_name="Your will",
        papers=[
            letter(
                "List of assets.txt",
                "What I own",
                "House on Alder Street",
                "Savings at the credit union",
                "The boat, which goes to my niece",
            )
        ],
    ),
    MatterStory(
        "Nakamura — Trust",
        "Living Trust",
        61,
        "mara@hartvale.example",
        GRACE,
        state="WA",
        county="King",
        papers=[
            letter(
                "Deed Fremont house.pdf",
                "Statutory warranty deed",
                "Grantee: Grace Nakamura",
                "Parcel 000-000-0000",
            ),
            letter(
                "Beneficiaries.docx",
                "Beneficiaries",
                "Hana Nakamura, daughter",
                "Kenji Nakamura, son",
            ),
        ],
    ),
    MatterStory(
        "O’Brien — Motor Vehicle",
        "Motor Vehicle Accident",
        47,
        "lena@hartvale.example",
        DECLAN,
        county="Washington",
        client_facing_name="Your accident on Murray Boulevard",
        papers=[
            letter(
                "Police report.pdf",
                "Traffic crash report",
                "Date of crash: 12 Aug 2026",
                "Unit 2 failed to yield.",
            ),
            letter(
                "Emergency room bill.pdf",
                "Statement of account",
                "Emergency visit: 2,310.00",
                "Imaging: 845.00",
            ),
            Paper(
                "Scan of insurance card.png",
                "",
                [
                    "Pacific Mutual Casualty",
                    "Declan O'Brien",
                    "Policy 000 000",
                    "Effective 1 Jan 2026",
                ],
            ),
        ],
    ),
    MatterStory(
        "Haddad — Naturalization",
        "Naturalization",
        33,
        "jonas@hartvale.example",
        LEILA,
        county="Multnomah",
        papers=[
            Paper(
                "Permanent resident card.png",
                "",
                ["Permanent resident", "Leila Haddad", "Resident since 2019", "Card expires 2029"],
            ),
            letter(
                "Travel since 2021.txt",
                "Trips outside the United States",
                "June 2022: Beirut, 19 days",
                "December 2024: Montreal, 6 days",
            ),
        ],
    ),
    MatterStory(
        "Muñoz — Green Card",
        "Family-Based Green Card",
        26,
        "lena@hartvale.example",
        SOFIA,
        county="Lane",
        status="pending",
        papers=[
            letter(
                "Acta de matrimonio.pdf",
                "Acta de matrimonio",
                "Sofía Muñoz y Daniel Price",
                "Eugene, Oregon, 2025",
            )
        ],
    ),
    MatterStory(
        "Ruiz — Divorce",
        "Divorce — Business Owner",
        19,
        "mara@hartvale.example",
        MAYA,
        state="WA",
        county="Clark",
        client_facing_name="Your divorce",
        papers=[
            tax_return("Maya Ruiz", 2025, 91200),
            letter(
                "Ruiz Bakery profit and loss 2025.pdf",
                "Ruiz Bakery LLC: profit and loss 2025",
                "Income: 412,300",
                "Cost of goods: 187,450",
                "Net income: 61,200",
            ),
            letter(
                "Lease 4th Plain.docx",
                "Commercial lease",
                "Premises: 4th Plain Boulevard",
                "Term: five years from 1 Mar 2023",
            ),
        ],
    ),
    MatterStory(
        "Rivera — Divorce",
        "Divorce — Standard",
        12,
        "lena@hartvale.example",
        ANA,
        county="Multnomah",
        client_facing_name="Your divorce",
        papers=[
            tax_return("Ana Rivera", 2025, 58400),
            pay_stub("Ana Rivera", "Willamette School District", 4867),
            letter(
                "Marriage certificate.pdf",
                "Certificate of marriage",
                "Ana Rivera and Marcus Rivera",
                "Portland, Oregon, 14 June 2014",
            ),
            letter(
                "Notes from first meeting.txt",
                "First meeting with Ana Rivera",
                "Two children, 7 and 10.",
                "Wants to keep the house if the numbers allow it.",
            ),
        ],
    ),
    MatterStory(
        "Okafor — Custody",
        "Custody Only",
        8,
        "lena@hartvale.example",
        CHIDI,
        county="Washington",
        client_facing_name="Time with your son",
        papers=[
            letter(
                "School calendar 2026-27.pdf",
                "School calendar 2026-27",
                "First day: 1 September",
                "Winter break: 21 December to 1 January",
            ),
            letter(
                "Parenting plan draft.docx",
                "Draft parenting plan",
                "Week on, week off, exchange on Fridays after school.",
            ),
        ],
    ),
    MatterStory(
        "Lindqvist, T. — Probate",
        "Probate",
        5,
        "jonas@hartvale.example",
        THEO,
        county="Multnomah",
        client_facing_name="Your mother’s estate",
        papers=[
            letter(
                "Death certificate.pdf",
                "Certificate of death",
                "Ingrid Lindqvist",
                "Portland, Oregon, 2 Oct 2026",
            ),
            letter(
                "Last will.pdf", "Last will of Ingrid Lindqvist", "I leave my house to my son Theo."
            ),
        ],
    ),
    MatterStory(
        "Lindqvist — Estate",
        "Wills",
        3,
        "jonas@hartvale.example",
        None,
        county="Multnomah",
        status="pending",
        papers=[
            letter(
                "Call notes.txt",
                "Telephone call, 18 Nov",
                "Brother of Theo wants a will of his own.",
                "Name and email to follow.",
            )
        ],
    ),
    MatterStory(
        "Haddad — Slip and Fall",
        "Slip and Fall",
        1.2,
        "lena@hartvale.example",
        LEILA,
        county="Multnomah",
        status="pending",
    ),
]

LINDGREN_MATTERS = [
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

FIRMS = [
    FirmStory("Hart & Vale", "firm", "(503) 555-0142", [MARA, LENA, JONAS], HART_VALE_MATTERS),
    FirmStory("Lindgren Law", "practice", "(206) 555-0111", [OTTO, JONAS], LINDGREN_MATTERS),
]
