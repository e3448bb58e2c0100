"""The case types every firm begins with, by practice area: each with what its clients read in Spanish."""

CASE_TYPES = {
    "Family": {
        "Divorce — Standard": "Divorcio",
        "Divorce — Business Owner": "Divorcio con negocio propio",
        "Custody Only": "Custodia de los hijos",
        "Child Support Calculation": "Cálculo de la manutención de los hijos",
        "Post-Decree Modification": "Modificación de una sentencia",
    },
    "Immigration": {
        "Family-Based Green Card": "Residencia permanente por familia",
        "Naturalization": "Ciudadanía por naturalización",
        "Asylum": "Asilo",
    },
    "Estate Planning": {
        "Wills": "Testamento",
        "Living Trust": "Fideicomiso en vida",
        "Probate": "Sucesión",
    },
    "Personal Injury": {
        "Motor Vehicle Accident": "Accidente de vehículo",
        "Slip and Fall": "Caída",
    },
}
