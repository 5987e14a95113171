"""Tests of the audit over HTTP."""
