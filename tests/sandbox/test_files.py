"""files.*: a picture announced, uploaded, shared and served."""

import json
import struct
import zlib

import aiohttp
import pytest
from yarl import URL

from .conftest import section


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\x00\xff\x00\x00")
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def uploaded(slack, name="week.png", data=None):
    data = data or png()
    announced = await slack.app.files_getUploadURLExternal(filename=name, length=len(data))
    async with slack.http.post(announced["upload_url"], data=data) as answer:
        assert (answer.status, await answer.text()) == (200, f"OK - {len(data)}")
    return announced["file_id"]


async def test_the_sdk_uploads_and_shares_in_one_go(slack):
    parent = await slack.say("The week")
    await slack.app.files_upload_v2(
        channel="CDESK", filename="week.png", content=png(), title="Week 10", initial_comment="Look", thread_ts=parent
    )
    reply = (await slack.messages(thread_ts=parent))[-1]
    (file,) = reply["files"]
    assert (reply["text"], file["title"], file["mimetype"]) == ("Look", "Week 10", "image/png")
    async with slack.http.get(file["url_private"]) as picture:
        assert (picture.content_type, await picture.read()) == ("image/png", png())
    assert (await slack.app.files_info(file=file["id"]))["file"]["channels"] == ["CDESK"]


async def test_an_image_block_shows_a_completed_picture(slack):
    file_id = await uploaded(slack)
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "The week"}
    post = {"channel": "CDESK", "text": "The week", "blocks": [image]}
    refusal = await slack.refused(slack.app.chat_postMessage(**post))
    assert refusal["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    await slack.app.files_completeUploadExternal(files=[{"id": file_id}])
    assert (await slack.app.chat_postMessage(**post))["ok"]
    by_url = {"url": (await slack.app.files_info(file=file_id))["file"]["url_private"]}
    assert (await slack.app.chat_postMessage(**post | {"blocks": [image | {"slack_file": by_url}]}))["ok"]
    async with slack.http.get(f"{slack.sandbox.url}/_sandbox/file", params={"id": file_id}) as picture:
        assert picture.content_type == "image/png"


async def test_bytes_come_as_a_form_too(slack):
    announced = await slack.app.files_getUploadURLExternal(filename="note.txt", length=5)
    form = aiohttp.FormData()
    form.add_field("file", b"hello", filename="note.txt")
    async with slack.http.post(announced["upload_url"], data=form) as answer:
        assert answer.status == 200
    await slack.app.files_completeUploadExternal(files=[{"id": announced["file_id"], "title": "Note"}])
    async with slack.http.get(f"{slack.sandbox.url}/_sandbox/file?id={announced['file_id']}") as served:
        assert served.headers["Content-Disposition"] == "attachment"


async def test_bytes_of_another_length_or_for_nothing_are_refused(slack):
    announced = await slack.app.files_getUploadURLExternal(filename="note.txt", length=5)
    async with slack.http.post(announced["upload_url"], data=b"too long") as answer:
        assert (answer.status, await answer.text()) == (400, "invalid_length")
    async with slack.http.post(f"{slack.sandbox.url}/upload/v1/none", data=b"x") as answer:
        assert answer.status == 400
    early = slack.app.files_completeUploadExternal(files=[{"id": announced["file_id"]}])
    assert await slack.error(early) == "file_not_found"
    async with slack.http.get(f"{slack.sandbox.url}/_sandbox/file?id={announced['file_id']}") as served:
        assert served.status == 404


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"length": 0}, "missing_argument"),
        ({"length": "many"}, "invalid_arguments"),
        ({"length": 20_000_001}, "file_upload_size_restricted"),
        ({"alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_an_announcement_is_refused_for(slack, args, error):
    query = {"filename": "x.png", "length": 5} | args
    assert await slack.error(slack.app.api_call("files.getUploadURLExternal", params=query)) == error


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"files": []}, "invalid_arguments"),
        ({"files": [7]}, "file_not_found"),
        ({"channel_id": "CLOBBY"}, "not_in_channel"),
        ({"channel_id": "CSECRET"}, "channel_not_found"),
        ({"channel_id": "CDESK", "blocks": [section("")]}, "invalid_blocks"),
        ({"channel_id": "CDESK", "thread_ts": "1.000000"}, "invalid_arguments"),
    ],
)
async def test_a_completion_is_refused_for(slack, args, error):
    body = {"files": [{"id": await uploaded(slack)}]} | args
    assert await slack.error(slack.app.api_call("files.completeUploadExternal", json=body)) == error
    assert await slack.messages() == []


async def test_an_unknown_file_is_not_found(slack):
    assert await slack.error(slack.app.files_info(file="F404")) == "file_not_found"


async def test_a_shared_file_is_an_event_of_its_own_kind(slack):
    socket = await slack.socket()
    file_id = await uploaded(slack)
    await slack.app.files_completeUploadExternal(files=[{"id": file_id}], channel_id="CDESK")
    event = await socket.event()
    assert (event["subtype"], event["files"][0]["id"]) == ("file_share", file_id)


@pytest.mark.parametrize(
    ("channel", "lists"),
    [("CDESK", (["CDESK"], [], [])), ("CQUIET", ([], ["CQUIET"], [])), ("D", ([], [], ["D"]))],
)
async def test_a_file_is_public_only_where_everybody_may_see_it(slack, channel, lists):
    opened = (await slack.app.conversations_open(users="UMAYA"))["channel"]["id"]
    channel, *lists = [json.loads(json.dumps(each).replace('"D"', f'"{opened}"')) for each in (channel, *lists)]
    file_id = await uploaded(slack)
    for _ in range(2):
        await slack.app.files_completeUploadExternal(files=[{"id": file_id}], channel_id=channel)
    file = (await slack.app.files_info(file=file_id))["file"]
    assert [file["channels"], file["groups"], file["ims"]] == lists
    assert file["is_public"] is (channel == "CDESK")
    assert list(file["shares"]) == ["public" if channel == "CDESK" else "private"]


async def test_a_file_is_found_at_its_address_whatever_its_name(slack):
    file_id = await uploaded(slack, name="week 10/#1?.png")
    await slack.app.files_completeUploadExternal(files=[{"id": file_id}])
    file = (await slack.app.files_info(file=file_id))["file"]
    assert file["name"] == "week 10/#1?.png"
    async with slack.http.get(URL(file["url_private"], encoded=True)) as picture:
        assert (picture.status, await picture.read()) == (200, png())


async def test_a_title_is_a_text(slack):
    file_id = await uploaded(slack)
    assert await slack.error(slack.app.files_completeUploadExternal(files=[{"id": file_id, "title": 7}])) == (
        "invalid_arguments"
    )
    assert await slack.error(slack.app.files_info(file=file_id)) == "file_not_found"


async def test_a_file_is_shared_in_several_channels_at_once(slack):
    await slack.app.conversations_join(channel="CLOBBY")
    file_id = await uploaded(slack)
    complete = slack.app.files_completeUploadExternal
    refused = complete(files=[{"id": file_id}], channels=["CDESK", "CSECRET"], initial_comment="Look")
    assert await slack.error(refused) == "channel_not_found"
    await complete(files=[{"id": file_id}], channels=["CDESK", "CLOBBY", "CDESK"], initial_comment="Look")
    assert [each["text"] for each in await slack.messages("CDESK")] == ["Look"]
    assert (await slack.messages("CLOBBY"))[-1]["text"] == "Look"
    assert (await slack.app.files_info(file=file_id))["file"]["channels"] == ["CDESK", "CLOBBY"]
