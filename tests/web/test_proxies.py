"""Who is asking, when proxies stand in front."""

import re
import threading
from dataclasses import replace
from http.client import HTTPConnection

import pytest
from sqlalchemy import select

from app.factory import create_app
from app.serve import build_server
from bench.ports import free_port
from cases.models.sign_in_attempt import SignInAttempt

PROXY = "127.0.0.1"
BROWSER = "203.0.113.7"
CLAIMED = "198.51.100.9"


@pytest.fixture
def address_of_a_failure(office):
    """Sign in with a wrong password behind so many trusted proxies; tell what was noted."""

    def fail(proxies, **headers):
        settings = replace(office.settings, trusted_proxies=proxies)
        browser = create_app(settings, office).test_client()
        page = browser.get("/dang-nhap", headers=headers).get_data(as_text=True)
        token = re.search(r'name="_csrf" value="([^"]+)"', page)[1]
        typed = {"_csrf": token, "email": "ai.do@danang.gov.vn", "password": "sai"}
        assert browser.post("/dang-nhap", data=typed, headers=headers).status_code == 401
        with office.database.reading() as tx:
            return tx.scalars(select(SignInAttempt.address)).one()

    return fail


class TestAddress:
    def test_is_that_of_the_connection_when_no_proxy_is_trusted(self, address_of_a_failure):
        assert address_of_a_failure(0, **{"X-Forwarded-For": CLAIMED}) == PROXY

    def test_is_what_the_trusted_proxy_says(self, address_of_a_failure):
        assert address_of_a_failure(1, **{"X-Forwarded-For": BROWSER}) == BROWSER

    def test_is_not_what_the_browser_claims_to_the_proxy(self, address_of_a_failure):
        assert address_of_a_failure(1, **{"X-Forwarded-For": f"{CLAIMED}, {BROWSER}"}) == BROWSER

    def test_is_counted_from_the_nearest_proxy(self, address_of_a_failure):
        chain = f"{CLAIMED}, {BROWSER}, 192.0.2.1"
        assert address_of_a_failure(2, **{"X-Forwarded-For": chain}) == BROWSER

    def test_is_that_of_the_connection_when_the_proxy_says_nothing(self, address_of_a_failure):
        assert address_of_a_failure(1) == PROXY


class TestServerProcess:
    @pytest.mark.parametrize(("proxies", "heard"), [(0, ""), (1, BROWSER)])
    def test_hears_only_trusted_proxies(self, office, proxies, heard):
        settings = replace(office.settings, trusted_proxies=proxies, port=free_port())
        server = build_server(settings, _echo, b"")
        running = threading.Thread(target=server.run, daemon=True)
        running.start()
        connection = HTTPConnection(settings.host, settings.port, timeout=60)
        connection.request("GET", "/", headers={"X-Forwarded-For": BROWSER})
        assert connection.getresponse().read().decode() == heard
        connection.close()
        # Closed by the thread that waits for its sockets: it must not wait for a closed one.
        server.trigger.pull_trigger(server.close)
        running.join(timeout=60)
        assert not running.is_alive()


def _echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ.get("HTTP_X_FORWARDED_FOR", "").encode()]
