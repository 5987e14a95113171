"""What the pictures look like."""

from freeswitch.images.png import Colour, Paint

CLEAR: Colour = (0, 0, 0, 0)
DARK: Colour = (29, 31, 33, 255)
LIGHT: Colour = (245, 247, 250, 255)
GREY: Colour = (138, 144, 153, 255)
BLUE: Colour = (52, 120, 246, 255)
RED: Colour = (214, 69, 65, 255)

FRAME_WIDTH = 6


def background_dark(_x: int, y: int) -> Colour:
    return _shaded(DARK, y // 60)


def background_light(_x: int, y: int) -> Colour:
    return _shaded(LIGHT, -(y // 60))


def frame(x: int, y: int) -> Colour:
    edge = min(x, y, 1279 - x, 719 - y)
    return BLUE if edge < FRAME_WIDTH else CLEAR


def logo(x: int, y: int) -> Colour:
    """Four cells of a picture, one of them lit."""
    if x % 24 < 2 or y % 24 < 2 or x >= 48 or y >= 48:
        return CLEAR
    return BLUE if (x < 24) == (y < 24) else LIGHT


def camera_off(x: int, y: int) -> Colour:
    """A camera with a stroke through it, in the middle of a dark field."""
    across, down = x - 320, y - 180
    if abs(across - down) < 6 and abs(across) < 90:
        return RED
    body = -80 <= across <= 30 and abs(down) <= 45
    lens = 38 <= across <= 80 and abs(down) <= 12 + (across - 38) * 0.6
    return GREY if body or lens else DARK


def _shaded(colour: Colour, steps: int) -> Colour:
    red, green, blue, alpha = colour
    return red + steps, green + steps, blue + steps, alpha


PICTURES: dict[str, tuple[int, int, Paint]] = {
    "background_dark": (1280, 720, background_dark),
    "background_light": (1280, 720, background_light),
    "camera_off": (640, 360, camera_off),
    "frame": (1280, 720, frame),
    "logo": (48, 48, logo),
}
