"""What runs on the FreeSWITCH host."""
