"""DynamoDB, SQS and S3 on this machine, and who is answered by them."""
