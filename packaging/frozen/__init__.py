"""The frozen program: what goes into it and what does not, for Linux and for Windows."""
