"""The spoken prompts: their texts and the sound files made from them."""
