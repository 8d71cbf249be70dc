"""files.getUploadURLExternal, files.completeUploadExternal and files.info."""

from typing import Any

from careapp.sandbox import messaging
from careapp.sandbox.channel import Channel
from careapp.sandbox.files import MOST_BYTES, File, file_object
from careapp.sandbox.messaging import bots_message
from careapp.sandbox.methods.call import Call
from careapp.sandbox.methods.chat import limit_posts, post_target
from careapp.sandbox.methods.content import blocks_of
from careapp.sandbox.refusals import Json, SlackError

ALT_MOST = 1_000


def upload_url(call: Call) -> Json:
    """Announces a file and says where to send its bytes."""
    length = call.whole("length", 0)
    if not length:
        raise SlackError("missing_argument")
    if length > MOST_BYTES:
        raise SlackError("file_upload_size_restricted")
    if len(call.text("alt_txt")) > ALT_MOST:
        raise SlackError("alt_txt_too_large")
    created = int(call.slack.clock.seconds())
    file, path = call.slack.files.announce(call.text("filename"), length, call.text("alt_txt"), created)
    return {"upload_url": f"{call.slack.url}{path}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Finishes uploads and shares them in a channel where one is given."""
    given = call.data("files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise SlackError("invalid_arguments", "must provide an array [json-pointer:/files]")
    files = [_uploaded(call, each) for each in given]
    comments = [(channel, _comment(call, channel)) for channel in _shared_in(call)]
    for file, each in zip(files, given, strict=True):
        file.completed, file.title = True, each.get("title") or file.title
    for channel, message in comments:
        _share(call, channel, files, message)
    return {"files": [_shown(call, file) for file in files]}


def file_info(call: Call) -> Json:
    """Describes one file."""
    file = call.slack.files.shown(call.text("file"))
    if file is None:
        raise SlackError("file_not_found")
    return {"file": _shown(call, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def _uploaded(call: Call, given: Any) -> File:
    file_id = given.get("id") if isinstance(given, dict) else None
    file = call.slack.files.by_id.get(file_id) if isinstance(file_id, str) else None
    if file is None or file.data is None:
        raise SlackError("file_not_found")
    if not isinstance(given.get("title") or "", str):
        raise SlackError("invalid_arguments", "must provide a string [json-pointer:/files/title]")
    return file


def _shared_in(call: Call) -> list[Channel]:
    """The conversation of `channel_id`, else those of `channels`, each once."""
    named = call.text("channel_id") or call.text("channels")
    ids = dict.fromkeys(each.strip() for each in named.split(",") if each.strip())
    channels = [post_target(call, Call(call.slack, {"channel": each}).channel()) for each in ids]
    for channel in channels:
        limit_posts(call, channel)
    return channels


def _comment(call: Call, channel: Channel) -> Json:
    blocks, comment, thread_ts = blocks_of(call), call.text("initial_comment"), call.text("thread_ts")
    if thread_ts and thread_ts not in channel.messages:
        raise SlackError("invalid_arguments", "invalid `thread_ts`")
    message: Json = {"text": comment} | ({"blocks": blocks} if blocks and not comment else {})
    if thread_ts:
        message["thread_ts"] = channel.messages[thread_ts].get("thread_ts", thread_ts)
    return message


def _share(call: Call, channel: Channel, files: list[File], message: Json) -> None:
    for file in files:
        file.channels.append(channel.id)
    content = message | {"files": [_shown(call, file) for file in files], "upload": True}
    posted = messaging.post(call.slack, channel, bots_message(call.slack, channel, content))
    share: Json = {"ts": posted["ts"], "channel_name": channel.name, "team_id": call.slack.workspace.team_id}
    share.update(reply_users=[], reply_users_count=0, reply_count=0)
    for file in files:
        shares = file.shares.setdefault("public" if channel.kind == "channel" else "private", {})
        shares.setdefault(channel.id, []).append(share)


def _shown(call: Call, file: File) -> Json:
    return file_object(file, call.slack.workspace, call.slack.url)
