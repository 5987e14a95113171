"""The one long-lived process: carries out commands on FreeSWITCH and tells what happens there."""
