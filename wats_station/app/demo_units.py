"""Units of the demo factory worth a first scan, known before the demo site is."""

# Passing, failing, untested.
DEMO_UNITS = ("DEMO-1001", "DEMO-1002", "DEMO-1003")
