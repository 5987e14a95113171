"""What people do in a conference without the switch: hands, and who they are there."""
