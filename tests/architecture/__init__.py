"""House rules that linters cannot express, each with a message that says what to do instead."""
