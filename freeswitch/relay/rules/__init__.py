"""What happens in a conference by its room's rules, without anybody's hand."""
