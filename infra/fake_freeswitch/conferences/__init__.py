"""What happens in a conference: who comes, speaks and goes, what is recorded, what events it makes."""
