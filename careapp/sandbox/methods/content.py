"""What a message may hold: text, blocks, attachments, metadata, checked and completed."""

import json
from typing import Any

from careapp.sandbox.block_kit import blocks_complaints, completed, too_many_tables
from careapp.sandbox.methods.call import Call, warned
from careapp.sandbox.refusals import Json, SlackError

TEXT_SHOWN = 40_000
MARKDOWN_MOST = 12_000
BLOCKS_WRITTEN = 13_200  # characters of all texts in blocks: seen in the wild, not in the reference
ATTACHMENTS_MOST = 100
METADATA_BYTES = 8_000


def content_of(call: Call) -> Json:
    """The content of a post; raises SlackError where it is empty or breaks a limit of Slack."""
    content: Json = {"text": call.text("text")[:TEXT_SHOWN]}
    blocks = blocks_of(call)
    attachments = _attachments(call)
    markdown = _markdown(call, blocks)
    if markdown:
        content.update(text=markdown, blocks=completed([{"type": "markdown", "text": markdown}]))
    if blocks:
        content["blocks"] = blocks
    if attachments:
        content["attachments"] = attachments
    if not (content["text"] or blocks or attachments):
        raise SlackError("no_text")
    metadata = _metadata(call)
    return content | ({"metadata": metadata} if metadata else {})


def truncation(call: Call) -> Json:
    """What an answer says beside itself where the text was too long to be shown in full; else {}."""
    return warned("message_truncated") if len(call.text("text")) > TEXT_SHOWN else {}


def blocks_of(call: Call) -> list[Json]:
    """The `blocks` argument, valid and completed; [] where there is none."""
    blocks = call.data("blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    refuse_blocks(blocks_complaints(blocks))
    refuse_blocks(missing_files(call, blocks, "/blocks"))
    if too_many_tables(blocks):
        raise SlackError("invalid_attachments", "only_one_table_allowed")
    if _written(blocks) > BLOCKS_WRITTEN:
        raise SlackError("msg_blocks_too_long")
    return completed(blocks)


def refuse_blocks(complaints: list[str]) -> None:
    """Raises invalid_blocks with these complaints, if there are any."""
    if complaints:
        raise SlackError("invalid_blocks", *complaints, errors=complaints)


def missing_files(call: Call, value: Any, at: str) -> list[str]:
    """A complaint for each slack_file in these blocks that is not there or no picture."""
    if isinstance(value, list):
        return [each for index, item in enumerate(value) for each in missing_files(call, item, f"{at}/{index}")]
    if not isinstance(value, dict):
        return []
    complaints = [each for name, item in value.items() for each in missing_files(call, item, f"{at}/{name}")]
    if "slack_file" in value and not _is_picture(call, value["slack_file"]):
        complaints.append(f"invalid slack file [json-pointer:{at}/slack_file]")
    return complaints


def _written(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(_written, value))
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    return len(text) if isinstance(text, str) else sum(map(_written, value.values()))


def _is_picture(call: Call, reference: Json) -> bool:
    shown = call.slack.files.shown
    if "id" in reference:
        file = shown(reference["id"])
    else:
        file = shown(reference["url"].rpartition("/files-pri/")[2].partition("/")[0].rpartition("-")[2])
    return bool(file and file.is_picture)


def _markdown(call: Call, blocks: list[Json]) -> str:
    markdown = call.text("markdown_text")
    if markdown and (call.text("text") or blocks):
        raise SlackError("markdown_text_conflict")
    if len(markdown) > MARKDOWN_MOST:
        raise SlackError("msg_too_long")
    return markdown


def _attachments(call: Call) -> list[Json]:
    attachments = call.data("attachments", "invalid_attachments") or []
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > ATTACHMENTS_MOST:
        raise SlackError("too_many_attachments")
    for index, attachment in enumerate(attachments):
        refuse_blocks(blocks_complaints(attachment.get("blocks", []), f"/attachments/{index}/blocks"))
    return [_attachment(each, index + 1) for index, each in enumerate(attachments)]


def _attachment(attachment: Json, number: int) -> Json:
    blocks = {"blocks": completed(attachment["blocks"])} if "blocks" in attachment else {}
    return {"id": number, "fallback": "[no preview available]"} | attachment | blocks


def _metadata(call: Call) -> Json | None:
    metadata = call.data("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}
