"""What a provisioning file brings, and the API's layouts: documents that are read far more often than written."""
