"""What commands have in common: how their text is made, their replies read, their end seen."""
