"""The real program in a real window, against a real server process."""
