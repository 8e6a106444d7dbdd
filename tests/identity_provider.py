"""An identity provider on this machine, in a process of its own, and its page as a person answers it."""

import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace

import requests


@contextmanager
def running():
    """Give the address of a provider that insists on a nonce; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said = ""
        while "running on" not in said:
            line = process.stdout.readline()
            assert line, f"the identity provider did not start:\n{said}"
            said += line
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate()


def settings_with(settings, issuer):
    """Return settings with which people log in there."""
    return replace(
        settings,
        oidc_issuer=issuer,
        oidc_client_id="tovholder",
        oidc_client_secret="hemmelig",
        oidc_name="Fjordby-konto",
    )


def answer(page, **fields):
    """Answer the provider's page, as `sub` or with `action="deny"`; return the path that it sends the browser to."""
    sent = requests.post(page, data=fields, allow_redirects=False, timeout=10)
    assert sent.status_code == 302, sent.text[:500]
    assert sent.headers["Location"].startswith("http://localhost/"), "not our public address"
    return sent.headers["Location"].removeprefix("http://localhost")
