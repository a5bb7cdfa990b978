"""A mail server that notes what it says yes to, and stops at a step when asked."""

import email
import socket
import socketserver
import threading
import time


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of 127.0.0.1.

    `pause_at` is "greeting", "recipient", "yes" or "after yes"; it stops there until
    `release`. `accepted` has the Message-ID of each mail it took, `envelopes`
    the sender on the envelope with the mail.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.accepted = []
        self.envelopes = []
        self.pause_at = ""
        self.refuses = False
        self.seconds_to_think = 0
        self.paused = threading.Event()
        self._released = threading.Event()

    @property
    def port(self):
        return self.server_address[1]

    def release(self):
        self.pause_at = ""
        self._released.set()

    def reach(self, step):
        if step == self.pause_at:
            self.paused.set()
            self._released.wait(60)

    def handle_error(self, request, client_address):
        """Clients are killed in the middle of a word here."""


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.reach("greeting")
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"MAIL":
                self.sender = line.decode().partition("<")[2].partition(">")[0]
            if verb == b"QUIT":
                self._say("221 bye")
                return
            if verb == b"DATA":
                self._take_mail()
            elif verb == b"RCPT" and self.server.refuses:
                self._say("550 no mailbox " + line.decode().strip())
            else:
                self._say("250 ok")
            if verb == b"RCPT":
                self.server.reach("recipient")

    def _take_mail(self):
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        message = email.message_from_bytes(b"".join(lines))
        time.sleep(self.server.seconds_to_think)
        self.server.reach("yes")
        if not self._is_alone():
            self.server.accepted.append(message["Message-ID"])
            self.server.envelopes.append((self.sender, message))
            self._say("250 taken")
            self.server.reach("after yes")

    def _is_alone(self):
        try:
            peek = socket.MSG_PEEK | socket.MSG_DONTWAIT
            return self.connection.recv(1, peek) == b""
        except BlockingIOError:
            return False
        except ConnectionError:
            return True

    def _say(self, line):
        self.wfile.write(line.encode() + b"\r\n")
