"""`python -m console`: the same as `halfday`."""

from console.cli import main

main()
