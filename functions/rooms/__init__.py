"""What is provisioned in a domain, over HTTP."""
