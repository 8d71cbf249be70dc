// Tea Time: a small Bolt app with a slash command, a button, a modal, a Home tab and an ear for reactions.
// `node app.js` connects over Socket Mode; `node app.js --http 3000` takes signed requests at /slack/events.

import bolt from "@slack/bolt";

const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } = process.env;
const port = process.argv[2] === "--http" ? Number(process.argv[3]) : null;
const app = new bolt.App({
  token: SLACK_BOT_TOKEN,
  ...(port ? { signingSecret: SLACK_SIGNING_SECRET } : { appToken: SLACK_APP_TOKEN, socketMode: true }),
  // Without SLACK_API_URL this is Slack itself.
  clientOptions: SLACK_API_URL ? { slackApiUrl: SLACK_API_URL } : {},
});
const orders = [];
const plain = (text) => ({ type: "plain_text", text });

app.command("/tea", async ({ ack, say, command }) => {
  await ack("The kettle is on.");
  const text = `Tea for ${command.text || "a break"}?`;
  const button = { type: "button", action_id: "choose", text: plain("Choose a tea") };
  await say({ text, blocks: [{ type: "section", text: { type: "mrkdwn", text }, accessory: button }] });
});

// The form remembers the channel that the button was pressed in.
app.action("choose", async ({ ack, body, client }) => {
  await ack();
  const field = { type: "plain_text_input", action_id: "name", max_length: 40 };
  await client.views.open({
    trigger_id: body.trigger_id,
    view: {
      type: "modal",
      callback_id: "order",
      private_metadata: body.channel.id,
      title: plain("Your tea"),
      submit: plain("Order"),
      blocks: [{ type: "input", block_id: "tea", label: plain("Which one?"), element: field }],
    },
  });
});

app.view("order", async ({ ack, body, view, client }) => {
  const tea = view.state.values.tea.name.value;
  if (tea.toLowerCase().includes("coffee")) {
    await ack({ response_action: "errors", errors: { tea: "There is no coffee here." } });
    return;
  }
  await ack();
  orders.push(tea);
  await client.chat.postMessage({ channel: view.private_metadata, text: `<@${body.user.id}> would like ${tea}.` });
});

app.event("app_home_opened", async ({ event, client }) => {
  if (event.tab !== "home") return;
  const listed = orders.map((tea) => `• ${tea}`).join("\n") || "Nobody has ordered yet.";
  const blocks = [{ type: "section", text: plain(listed) }];
  await client.views.publish({ user_id: event.user, view: { type: "home", blocks } });
});

app.event("reaction_added", async ({ event, client }) => {
  if (event.reaction !== "tea") return;
  const { channel, ts } = event.item;
  await client.chat.postMessage({ channel, thread_ts: ts, text: "Here it is. Careful, it is hot." });
});

await (port ? app.start(port) : app.start());
console.log("Tea Time is running.");
