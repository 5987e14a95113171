"""Tests of what a look-up asks and how long its answer may be kept."""
