"""The repair panel's flow: a failed test, what was wrong, and one report of it."""
