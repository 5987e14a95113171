"""Meetings that were, over HTTP: read by who administers a domain, as JSON or as a table for a spreadsheet."""
