"""Tests of the dial-in script: a stubbed session, Debian's Lua, a real HTTP server."""
