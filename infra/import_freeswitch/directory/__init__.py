"""Domains, users, groups and gateways."""
