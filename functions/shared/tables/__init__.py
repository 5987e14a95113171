"""The DynamoDB items and look-ups, one noun a file; nothing else imports pynamodb."""
