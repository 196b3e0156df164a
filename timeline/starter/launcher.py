#!/usr/bin/env python3
"""Build this timeline: starts the program that made this folder, with this folder as its home. All options are the program's: --help."""

import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
# Where the program is, seen from here; the environment variable TIMELINE_TOOL says so where it lies elsewhere.
TOOL = Path(os.environ.get("TIMELINE_TOOL") or HOME / "TOOL").resolve()


def main() -> int:
    """Run the program, and return its exit code."""
    program = TOOL / "build_timeline.py"
    if not program.is_file():
        print(f"The program is not in {TOOL}. Put it there, or name its folder: TIMELINE_TOOL=FOLDER", file=sys.stderr)
        return 2
    own = [TOOL / ".venv" / "bin" / "python", TOOL / ".venv" / "Scripts" / "python.exe"]
    python = next((path for path in own if path.is_file()), sys.executable)
    try:
        return subprocess.call([python, program, *sys.argv[1:]], env={**os.environ, "TIMELINE_HOME": str(HOME)})
    except KeyboardInterrupt:  # the program has said so
        return 130


if __name__ == "__main__":
    sys.exit(main())
