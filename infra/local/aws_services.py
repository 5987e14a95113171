"""DynamoDB, SQS and S3 on this machine: moto's server as a process of its own, given a listening socket."""

import logging
import socket
import sys

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    """One connection for many requests, answered at once."""

    protocol_version = "HTTP/1.1"
    # Headers and body are written apart; without this each answer would wait 40 ms for an acknowledgement.
    disable_nagle_algorithm = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: the messages of a queue and the rows of a table are nobody's business."""


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    listening = socket.socket(fileno=int(sys.argv[1]))
    host, port = listening.getsockname()[:2]
    app = DomainDispatcherApplication(create_backend_app)
    server = make_server(host, port, app, threaded=True, request_handler=QuietHandler, fd=listening.fileno())
    server.serve_forever()


if __name__ == "__main__":
    main()
