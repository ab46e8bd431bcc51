"""A moment as somebody types it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.errors import NotPossible
from console.rules.local_moments import local_moment

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 10, 4, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:00", "2026-11-20T14:00:00+00:00"),
        (" 9.30 ", "2026-11-20T09:30:00+00:00"),
        ("today 14:00", "2026-11-20T14:00:00+00:00"),
        ("Tomorrow  09:00", "2026-11-21T09:00:00+00:00"),
        ("Monday 09:00", "2026-11-23T09:00:00+00:00"),
        ("fri 16:00", "2026-11-20T16:00:00+00:00"),
        ("2026-12-24 12:00", "2026-12-24T12:00:00+00:00"),
        ("2026-12-24T12:00", "2026-12-24T12:00:00+00:00"),
        ("24 Dec 12:00", "2026-12-24T12:00:00+00:00"),
        ("24 december 2026 12:00", "2026-12-24T12:00:00+00:00"),
        ("4 Jan 09:00", "2027-01-04T09:00:00+00:00"),
        ("29 Feb 2028 09:00", "2028-02-29T09:00:00+00:00"),
        ("1 Jul 2027 09:00", "2027-07-01T09:00:00+01:00"),
        ("25 Oct 2026 01:30", "2026-10-25T01:30:00+01:00"),
        ("now", "2026-11-20T10:04:00+00:00"),
    ],
)
def test_a_moment_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert local_moment(typed, NOW, LONDON).isoformat() == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "does not end with a time"),
        ("noon", "does not end with a time"),
        ("tomorrow", "does not end with a time"),
        ("24:00", "no time of day"),
        ("12:61", "no time of day"),
        ("someday 12:00", "is no day"),
        ("31 Feb 12:00", "is no day"),
        ("2026-13-01 12:00", "is no day"),
        ("28 Mar 2027 01:30", "clocks go forward"),
    ],
)
def test_what_is_no_moment_says_what_would_be(typed: str, said: str) -> None:
    with pytest.raises(NotPossible, match=said):
        local_moment(typed, NOW, LONDON)
