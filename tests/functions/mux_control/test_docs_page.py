"""The page for people at /docs: what it says to type works."""

import re
import shlex
from html import unescape
from itertools import pairwise

from starlette.testclient import TestClient

from tests.functions.control import ADA

# What curl says of a body unless it is told otherwise.
CURL = {"Content-Type": "application/x-www-form-urlencoded"}


def test_the_example_of_the_page_is_a_request_that_the_api_takes(api: TestClient) -> None:
    (example,) = re.findall(r"<pre>(curl .*?)</pre>", api.get("/docs").text, re.DOTALL)
    words = shlex.split(unescape(example).replace("\\\n", " "))
    path = words[3].partition("…")[2].replace("UUID", ADA)
    given = dict(pairwise(words))
    headers = CURL | dict(word.split(": ", 1) for flag, word in pairwise(words) if flag == "-H")
    # The client signs in with a token of its own.
    headers |= {"Authorization": api.headers["Authorization"], "Prefer": "wait=0"}

    answer = api.request(given["-X"], path, headers=headers, content=given["-d"])

    assert answer.status_code == 202, answer.text
