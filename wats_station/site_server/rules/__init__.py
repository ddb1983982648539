"""What WATS decides, as pure functions: no I/O, no clock, no HTTP, no SQL."""
