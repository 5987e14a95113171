"""What things cost, each as a ratio."""
