"""`python -m tests.support.monkey [--seed N] [--steps M] [--json]`: one run, and what it showed."""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.support.monkey.world import a_world


def main() -> int:
    """Let a monkey in; 1 where something is wrong afterwards."""
    parser = argparse.ArgumentParser(prog="monkey")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--steps", type=int, default=1_000)
    parser.add_argument("--folder", type=Path, help="keep what the window leaves here")
    options = parser.parse_args()
    print(f"monkey: seed {options.seed}, {options.steps} steps", flush=True)
    with tempfile.TemporaryDirectory(prefix="monkey-") as temporary:
        folder = options.folder or Path(temporary)
        with a_world(folder, options.seed) as world:
            code = world.run(options.seed, options.steps)
            complaints = world.complaints()
    if code:
        complaints.append(f"the window ended with {code}")
    for name, figure in world.figures.items():
        print(f"{name}: {json.dumps(figure, indent=1, ensure_ascii=False)}")
    for each in complaints:
        print(f"WRONG: {each}")
    print(f"monkey: seed {options.seed}: {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
