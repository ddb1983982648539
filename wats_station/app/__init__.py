"""The window's root: the event loop, the wiring, the start and the end of the program."""
