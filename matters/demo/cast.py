"""Who is in the story, and what its papers say. Nobody here exists."""

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
    email: str
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
