"""`halfday open` as everybody starts it, on a clock that begins at the moment of the measured stores.

At the system's time all their open items would be late by weeks. Imports nothing that the console would not: it is what
is measured.
"""

from __future__ import annotations

import sys
from datetime import datetime

from console import __main__, clock


def main() -> None:
    moment = datetime.fromisoformat(sys.argv.pop(1))
    clock.SystemClock.now = clock.ShiftedClock(moment).now  # type: ignore[method-assign,assignment]
    __main__.main()


if __name__ == "__main__":
    main()
