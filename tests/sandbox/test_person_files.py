"""Files that people give to an app: taken in base64, answered as Slack's file object, and there for the app."""

import base64

import pytest

from careapp.sandbox.files import MOST_BYTES
from careapp.sandbox.refusals import ControlError

WORDS = b"three words here"


async def test_a_file_comes_back_as_its_object_and_the_app_can_read_it(slack):
    data = base64.b64encode(WORDS).decode()
    file = (await slack.control("upload", user="UMAYA", name="notes.txt", data=data))["file"]
    assert (file["user"], file["name"], file["size"], file["filetype"]) == ("UMAYA", "notes.txt", len(WORDS), "txt")
    assert (await slack.app.files_info(file=file["id"]))["file"]["user"] == "UMAYA"
    async with slack.http.get(file["url_private"]) as answer:
        assert await answer.read() == WORDS


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("notes.txt", "no base64!", "in base64"),
        ("notes.txt", "", "1 to 20,000,000 bytes"),
        ("notes.txt", base64.b64encode(b"x" * (MOST_BYTES + 1)).decode(), "1 to 20,000,000 bytes"),
        ("", "eA==", "a name without slashes"),
        ("a/b.txt", "eA==", "a name without slashes"),
    ],
    ids=["no base64", "empty", "too large", "no name", "a path"],
)
async def test_what_is_no_file_is_refused(slack, name, data, sentence):
    with pytest.raises(ControlError) as refusal:
        await slack.sandbox.act("upload", user="UMAYA", name=name, data=data)
    assert sentence in refusal.value.sentence
