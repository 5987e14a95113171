"""The API describes itself: OpenAPI for programs, a page for people."""
