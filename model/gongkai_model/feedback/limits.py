"""By when a message has to be answered."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

LONGEST = 999
"""The largest number that is taken for a limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a portal: settings, with their sources in the pack.

    Attributes:
        months: Outer limit from the day of receipt; later is marked down in yearly assessments.
        days: Working days to answer; a choice of the portal's own.
        complex_days: The same for what is 复杂.
    """

    months: int = 1
    days: int = 3
    complex_days: int = 10

    def outer(self, received_on: date) -> date:
        """Return the last day within the outer limit.

        It is the same day of a later month, or the month's last where it has no such day.
        """
        years, month = divmod(received_on.month - 1 + self.months, 12)
        year, month = received_on.year + years, month + 1
        return date(year, month, min(received_on.day, calendar.monthrange(year, month)[1]))
