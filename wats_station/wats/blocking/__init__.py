"""The blocking client: the asynchronous one, run for scripts, threads and notebooks."""
