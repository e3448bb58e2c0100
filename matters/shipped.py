"""The case types every firm begins with, by practice area."""

CASE_TYPES = {
    "Family": [
        "Divorce — Standard",
        "Divorce — Business Owner",
        "Custody Only",
        "Child Support Calculation",
        "Post-Decree Modification",
    ],
    "Immigration": [
        "Family-Based Green Card",
        "Naturalization",
        "Asylum",
    ],
    "Estate Planning": [
        "Wills",
        "Living Trust",
        "Probate",
    ],
    "Personal Injury": [
        "Motor Vehicle Accident",
        "Slip and Fall",
    ],
}
