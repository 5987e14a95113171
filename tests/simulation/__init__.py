"""A fleet for a day: the functions' own code over tables in memory, on a clock that does not wait."""
