"""What every request to an HTTP API of ours passes: tokens, limits, problems, paging, revisions."""
