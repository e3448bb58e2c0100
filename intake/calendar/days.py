"""The firm's calendar: which day it is there."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from casehug.models import Firm


def today(firm: Firm) -> date:
    return timezone.now().astimezone(ZoneInfo(firm.time_zone)).date()
