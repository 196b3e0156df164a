#!/usr/bin/env python3
"""Turn a folder of articles into a published timeline: seeds/ -> docs/ -> site/. See README.md, or --help."""

import gc
import os
import sys
from pathlib import Path

gc.disable()  # neither modules nor the values of a build hold circles; what may (rendering, --serve) collects its own
STOPPED = "\nStopped. What was published is as it was; run it again."
try:
    from timeline.cli import main
except KeyboardInterrupt:
    sys.exit(STOPPED)
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed here. Run `make site` once, then .venv/bin/python build_timeline.py")

if __name__ == "__main__":
    try:
        # A project of one's own (`new FOLDER`) names itself as the home; else it is the folder of the program.
        code = main(home=Path(os.environ.get("TIMELINE_HOME") or Path(__file__).resolve().parent))
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # all is written; taking a million values apart one by one would only take time
    except BrokenPipeError:  # "| head": nobody reads the rest of the summary
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        sys.exit(STOPPED)
