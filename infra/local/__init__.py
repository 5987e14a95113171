"""The parts of the local stack."""
