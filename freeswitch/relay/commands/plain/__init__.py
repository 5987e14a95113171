"""One plain command on FreeSWITCH: asked first where that is due, sent, and proven."""
