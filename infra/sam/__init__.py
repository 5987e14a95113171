"""What `sam local` needs: the running stack's environment, and an event for each function."""
