"""``python -m coursekit.stage``: a room in a process of its own, as the card and the tests start it."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from pathlib import Path

from coursekit.stage.places import read_doors
from coursekit.stage.server import HOURS, serve


def main() -> None:
    """Open a room until it is stopped."""
    asked = argparse.ArgumentParser(prog="coursekit.stage")
    asked.add_argument("--folder", type=Path, required=True)
    asked.add_argument("--host", default="127.0.0.1")
    asked.add_argument("--port", type=int, default=0)
    asked.add_argument("--hours", type=float, default=HOURS)
    asked.add_argument("--resume", action="store_true")
    given = asked.parse_args()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(message)s")
    before = read_doors(given.folder) if given.resume else None
    host, port = (before.host, before.port) if before else (given.host, given.port)
    asyncio.run(serve(given.folder, host, port, hours=given.hours, before=before))


if __name__ == "__main__":
    main()
