"""The production guide's four patterns, as programs to run and to start from.

Each runs by `python -m wats_station.wats.examples.NAME`, with `WATS_STATION_SERVER` and
`WATS_STATION_TOKEN` in the environment; `--help` says what it takes.
"""
