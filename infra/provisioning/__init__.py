"""From one YAML file to the tables: read, check, compare, apply."""
