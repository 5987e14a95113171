"""What is told to whoever listens: frames, what a token may see of them, and the gateway that brings them."""
