"""The API command ``conference`` of the stand-in, with the exact texts of FreeSWITCH 1.10.12, lies included."""
