"""Tests of the bans, with fail2ban's own tool."""
