"""The client's daytime: the client's clock: that of the matter's state, the firm's own where we
know none.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from casehug.models import Firm
from intake.models import Preferences
from matters.states import ZONES

EVENING = 18
"""Nobody is reminded from this hour on, whatever kept us from it before."""
EARLIEST, LATEST = 7, EVENING - 2
"""The hours a firm may choose to begin at: at least two are left before the evening."""


def by_the_client(moment: datetime, state: str, firm: Firm) -> datetime:
    return moment.astimezone(ZoneInfo(ZONES.get(state, firm.time_zone)))


def is_daytime(there: datetime, preferences: Preferences) -> bool:
    return _begins(preferences) <= there.hour < EVENING


def next_daytime(there: datetime, preferences: Preferences) -> datetime:
    """When it begins there the next time."""
    begins = there.replace(hour=_begins(preferences), minute=0, second=0, microsecond=0)
    return begins if there < begins else begins + timedelta(days=1)


def _begins(preferences: Preferences) -> int:
    return min(preferences.reminder_hour, LATEST)
