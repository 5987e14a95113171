"""The pictures of the catalogue: backgrounds, a frame, a logo and what stands for a camera that is off."""
