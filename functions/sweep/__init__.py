"""Scheduled: resends what was never sent, ends what is late."""
