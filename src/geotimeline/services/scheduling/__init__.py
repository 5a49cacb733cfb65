"""The scheduler at work: live, once for cron, in a replay, simulated."""
