"""The site server: WATS-compatible, in a process of its own.

`server` starts it, `app` assembles it, `routes` speak HTTP, `rules` decide (pure),
`store` keeps. What had to be chosen because WATS is silent stands in `assumptions`.
"""
