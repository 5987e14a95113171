"""Starlette applications and schedules as Lambda handlers; what every look-up of FreeSWITCH passes."""
