"""freeswitch-functions from a terminal, by nothing but its public client."""
