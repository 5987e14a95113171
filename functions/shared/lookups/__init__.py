"""What FreeSWITCH asks, read in one place by who answers it and by who keeps answers."""
