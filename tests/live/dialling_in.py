"""How a telephone gets into a room: it calls, and answers the two questions by keys."""

from tests.live.telephone import Telephone

NUMBER = "496131123456789"


def dial_in(telephone: Telephone, room: str, pin: str) -> None:
    assert telephone.call(NUMBER) == 200
    answer(telephone, room, pin)


def answer(telephone: Telephone, room: str, pin: str) -> None:
    telephone.sound.await_pause()
    telephone.sound.press(f"{room}#")
    telephone.sound.await_pause()
    telephone.sound.press(f"{pin}#")
