"""Events of the foundation. Sent inside the transaction; receivers only write rows."""

from django.dispatch import Signal

firm_founded = Signal()  # firm; its scope is entered
