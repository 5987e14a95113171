"""What a host has made of somebody for as long as the meeting lasts: a host, a participant, somebody kept out."""
