"""The real program with the monkey at it: `python -m tests.support.monkey.window ...`.

It is started as `wats-station` starts; the monkey stands where the tour would.
"""

import argparse
import asyncio
import json
import logging
import sys
from collections import Counter
from pathlib import Path

from tests.support.monkey.play import Monkey
from wats_station.app import lifecycle
from wats_station.app.start import WindowOptions, run_window
from wats_station.ui.bridge import Bridge

_asked = argparse.Namespace()
_figures: dict[str, object] = {}


class WatchedLife(lifecycle.Life):
    """The program's one life, with the monkey between its start and its end."""

    async def live(self) -> int:
        """As ever; and no task is left at the end."""
        code = await super().live()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        _figures["left"] = [repr(task) for task in left]
        return code

    async def _play(self, folder: Path, bridge: Bridge) -> None:
        shell = self._stage.shell
        monkey = Monkey(shell, self._station, folder, _asked.seed)
        logging.getLogger().addHandler(monkey.ear)
        try:
            _figures.update(await monkey.play(_asked.steps))
        finally:
            logging.getLogger().removeHandler(monkey.ear)
            self._closing.set()
        _figures["log"] = dict(Counter(monkey.ear.heard).most_common(40))
        _figures["faults"] = monkey.ear.faults


def main() -> int:
    """Run the window; its figures on standard output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.parse_args(namespace=_asked)
    lifecycle.Life = WatchedLife  # type: ignore[misc] # the start takes it from there
    code = run_window(
        WindowOptions(
            demo=False,
            server=_asked.server,
            token=_asked.token,
            data_dir=_asked.folder / "data",
            json_log=_asked.folder / "events.jsonl",
            given=("display.theme=light", "display.language=en"),
            tour=_asked.folder / "home",
        )
    )
    print("figures", json.dumps(_figures), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
