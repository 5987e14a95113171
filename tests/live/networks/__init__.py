"""Callers in networks that let little through, or that change; each needs root, coturn and nft beside a FreeSWITCH."""
