"""What is counted atomically over all processes: what somebody may use up, and guesses at PINs."""
