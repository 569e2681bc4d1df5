"""A mail server for the end-to-end test: STARTTLS and a password are wanted, letters go into a folder."""

import ssl
import sys
import time
import uuid

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

folder, port, certificate, key = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]


class Keep:
    async def handle_DATA(self, server, session, envelope):
        with open(f"{folder}/{uuid.uuid4().hex}.eml", "wb") as letter:
            letter.write(envelope.content)
        return "250 taken"


def known(server, session, envelope, mechanism, data):
    good = data.login == b"ju" and data.password == b"shili-kouling"
    return AuthResult(success=good, handled=good)


context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)
Controller(
    Keep(),
    hostname="127.0.0.1",
    port=port,
    tls_context=context,
    require_starttls=True,
    authenticator=known,
    auth_required=True,
).start()
print("ready", flush=True)
while True:
    time.sleep(60)
