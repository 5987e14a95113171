"""The life of FreeSWITCH nodes, for who operates the installation."""
