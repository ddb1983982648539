"""The program on Linux: its folder, and the Debian package made of it."""
