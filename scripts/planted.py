"""A server with three holes on purpose: what `scripts/scan.mjs` must find, or its "nothing found" says nothing.

It prints its port. GET /work leads to GET /search, whose `q` is put into SQL and into the page as it came, and to a form
that fails on anything but digits.
"""

import sqlite3
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DATA = sqlite3.connect(":memory:", check_same_thread=False)
DATA.execute("CREATE TABLE person (name TEXT)")
DATA.execute("INSERT INTO person VALUES ('ash'), ('birch')")

WORK = """<h1>Work</h1><a href="/search?q=ash">Search</a>
<form method="post" action="/notes"><input name="csrf" value="secret"><input name="age" value="7"><button>Go</button></form>"""


class Planted(BaseHTTPRequestHandler):
    def answer(self, status, page):
        body = f"<!DOCTYPE html><html><body>{page}</body></html>".encode()
        self.send_response(status)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        asked = urllib.parse.urlsplit(self.path)
        if asked.path != "/search":
            return self.answer(200, WORK)
        q = urllib.parse.parse_qs(asked.query).get("q", [""])[0]
        try:
            found = DATA.execute(f"SELECT name FROM person WHERE name = '{q}'").fetchall()
        except (sqlite3.Error, sqlite3.Warning) as fault:
            return self.answer(200, f"<p>{q}</p><p>sqlite3.OperationalError: {fault}</p>")
        self.answer(200, f"<p>Searched for {q}</p><p>{len(found)} found: {found}</p>")

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers.get("content-length") or 0)).decode("latin-1"))
        age = form.get("age", ["7"])[0]
        self.answer(200 if age.isdigit() else 500, "<p>Noted</p>")

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Planted)
print(server.server_port, flush=True)
server.serve_forever()
