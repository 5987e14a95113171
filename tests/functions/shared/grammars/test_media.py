"""The catalogue of prompts is what the node has."""

from pathlib import Path

from functions.shared.grammars.media import IMAGES, PROMPTS

NODE = Path(__file__).parents[4] / "freeswitch"


def test_every_prompt_is_a_file_of_the_node() -> None:
    shipped = {str(path.relative_to(NODE / "prompts")) for path in (NODE / "prompts").glob("*/*.wav")}

    assert set(PROMPTS.values()) == shipped


def test_a_prompt_without_a_language_is_english() -> None:
    assert PROMPTS["welcome"] == PROMPTS["en/welcome"] == "en/welcome.wav"


def test_images_are_files_without_a_folder() -> None:
    assert IMAGES
    assert all("/" not in path and path.endswith(".png") for path in IMAGES.values())
