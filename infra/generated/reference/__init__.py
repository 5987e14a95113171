"""The site's reference, made of the code that it describes: `python -m infra.generated.reference`."""
