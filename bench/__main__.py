"""Starts the measurements; imports stand inside, because every measuring process reads this module before it begins."""

import sys

if __name__ == "__main__":
    from bench.report import main

    sys.exit(main())
