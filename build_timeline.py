#!/usr/bin/env python3
"""Turn a folder of articles into a published timeline: seeds/ -> docs/ -> site/. See README.md, or --help."""

import sys
from pathlib import Path

from timeline.cli import main

if __name__ == "__main__":
    sys.exit(main(home=Path(__file__).resolve().parent))
