"""The Windows program, built and tried on Debian: a Windows Python under Wine freezes it."""
