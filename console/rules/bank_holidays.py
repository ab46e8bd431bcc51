"""Bank holidays of one nation of the United Kingdom, substitute days included; local days are the pack's."""

from __future__ import annotations

from datetime import date
from typing import Literal

Nation = Literal["ENG", "SCT", "WLS", "NIR"]


def bank_holidays(nation: Nation, first_year: int, last_year: int) -> dict[date, str]:
    """Name the bank holidays of `first_year` to `last_year`, both included, in order of date.

    A holiday that falls on a weekend is there twice: on its own date, and as "… (observed)" on the day given instead.
    Days proclaimed for one year only (a coronation) are known for as long as the installed package knows them.
    Source: package holidays, equal to the government's list on every weekday 2012–2028 (house.md §5).
    """
    from holidays import country_holidays  # 0.1 s to import, and only the building of a calendar needs it

    listed = country_holidays("GB", subdiv=nation, years=range(first_year, last_year + 1), observed=True)
    return {day: listed[day] for day in sorted(listed)}
