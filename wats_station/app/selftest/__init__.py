"""The self-test: an operator's whole scenario in a real window of this very program.

A site server and a window are started as an operator's would be, codes are scanned into the
window by the system's own key events, and what came of them is read back from the server.
Nothing is needed but the package and a display.
"""
