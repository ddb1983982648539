"""Drivers of scanners that are no keyboard."""
