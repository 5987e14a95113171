"""A room's layouts as FreeSWITCH reads them."""
