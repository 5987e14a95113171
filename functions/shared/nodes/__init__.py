"""What a FreeSWITCH node proves itself with, and what it says of its gateways."""
