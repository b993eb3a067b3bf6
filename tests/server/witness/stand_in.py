"""Stands in for a server of the page: says that it is well, and knows nothing else."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Well(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        well = self.path == "/_stcore/health"
        self.send_response(200 if well else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def serve(port: int) -> None:
    """Answer until the process is ended."""
    ThreadingHTTPServer(("127.0.0.1", port), _Well).serve_forever()
