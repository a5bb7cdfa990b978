"""A virus scanner that finds EICAR, or misbehaves as it is told."""

import socketserver
import struct


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        self.server.asked += 1
        data = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            assert size <= self.server.largest_chunk
            data += self.rfile.read(size)
        self.server.seen.append(data)
        found = b"stream: Eicar-Signature FOUND\0"
        honest = found if b"EICAR" in data else b"stream: OK\0"
        for piece in self.server.says or [honest]:
            self.wfile.write(piece)


class _Clamd:
    daemon_threads = True
    block_on_close = False
    largest_chunk = 1024 * 1024

    def start(self):
        self.says = []
        self.seen = []
        self.asked = 0


class Clamd(_Clamd, socketserver.ThreadingTCPServer):
    """Listens on a free port of 127.0.0.1. `says` are the pieces of its answer."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.start()

    @property
    def address(self):
        return f"127.0.0.1:{self.server_address[1]}"


class ClamdOnSocket(_Clamd, socketserver.ThreadingUnixStreamServer):
    def __init__(self, path):
        super().__init__(str(path), _Talk)
        self.start()
        self.address = str(path)
