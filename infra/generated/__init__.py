"""What a test holds against a document or a file that was made by it."""
