"""The WATS REST client library, usable on its own: no Qt, nothing else of this program.

Names load on first use, so that `import wats_station.wats.wire` costs no HTTP stack.
"""
