"""Tests of the packet filter."""
