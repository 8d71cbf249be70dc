"""Tea Time: a small Bolt app with a slash command, a button, a modal, a Home tab and an ear for reactions.

`python app.py` connects over Socket Mode; `python app.py --http 3000` takes signed requests at /slack/events.
"""

import argparse
import os
from typing import Any

from slack_bolt import Ack, App, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

# Without SLACK_API_URL this is Slack itself. The address ends in a slash.
SLACK = os.environ.get("SLACK_API_URL", "https://slack.com/api/")
app = App(
    client=WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=SLACK),
    signing_secret=os.environ.get("SLACK_SIGNING_SECRET"),
)
orders: list[str] = []


@app.command("/tea")
def put_the_kettle_on(ack: Ack, say: Say, command: dict[str, Any]) -> None:
    """Offers tea to the whole channel."""
    ack("The kettle is on.")
    button = {"type": "button", "action_id": "choose", "text": plain("Choose a tea")}
    occasion = command["text"] or "a break"
    offer = {"type": "section", "text": {"type": "mrkdwn", "text": f"Tea for {occasion}?"}, "accessory": button}
    say(text=f"Tea for {occasion}?", blocks=[offer])


@app.action("choose")
def ask_which(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
    """Opens the form; it remembers the channel that the button was pressed in."""
    ack()
    field = {"type": "plain_text_input", "action_id": "name", "max_length": 40}
    view = {
        "type": "modal",
        "callback_id": "order",
        "private_metadata": body["channel"]["id"],
        "title": plain("Your tea"),
        "submit": plain("Order"),
        "blocks": [{"type": "input", "block_id": "tea", "label": plain("Which one?"), "element": field}],
    }
    client.views_open(trigger_id=body["trigger_id"], view=view)


@app.view("order")
def take_order(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
    """Writes an order down, unless it is for coffee."""
    tea = view["state"]["values"]["tea"]["name"]["value"]
    if "coffee" in tea.lower():
        ack(response_action="errors", errors={"tea": "There is no coffee here."})
        return
    ack()
    orders.append(tea)
    client.chat_postMessage(channel=view["private_metadata"], text=f"<@{body['user']['id']}> would like {tea}.")


@app.event("app_home_opened")
def show_orders(event: dict[str, Any], client: WebClient) -> None:
    """Shows in the Home tab what was ordered so far."""
    if event["tab"] == "home":
        listed = "\n".join(f"• {tea}" for tea in orders) or "Nobody has ordered yet."
        section = {"type": "section", "text": plain(listed)}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section]})


@app.event("reaction_added")
def serve(event: dict[str, Any], client: WebClient) -> None:
    """Says in the thread of a message that got a :tea: that it is served."""
    if event["reaction"] == "tea":
        item = event["item"]
        client.chat_postMessage(channel=item["channel"], thread_ts=item["ts"], text="Here it is. Careful, it is hot.")


def plain(text: str) -> dict[str, str]:
    """Returns a text without any markup."""
    return {"type": "plain_text", "text": text}


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="A small Bolt app about tea.")
    options.add_argument("--http", type=int, metavar="PORT", help="take signed requests in place of Socket Mode")
    port = options.parse_args().http
    if port:
        app.start(port)
    else:
        SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
