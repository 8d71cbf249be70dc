PRAGMA application_id = 1130459749;
PRAGMA user_version = 0;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'care','m001_first','2026-11-21 23:44:07.481660+00:00');
CREATE TABLE cheers (
  subject TEXT NOT NULL CHECK (subject IN ('story', 'kudos')),
  subject_id INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  emoji TEXT NOT NULL,
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  event_ts TEXT NOT NULL,
  PRIMARY KEY (subject, subject_id, user_id, emoji)
) STRICT, WITHOUT ROWID;
INSERT INTO "cheers" VALUES('story',1,'UMAYA','tada',1,'1793635022.000000');
INSERT INTO "cheers" VALUES('story',2,'UMAYA','tada',1,'1793635022.000000');
INSERT INTO "cheers" VALUES('story',3,'UJONAS','heart',1,'1793635022.000000');
INSERT INTO "cheers" VALUES('story',3,'UMAYA','tada',1,'1793635022.000000');
CREATE TABLE circle_roles (
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('facilitator', 'manager')),
  user_id TEXT NOT NULL,
  PRIMARY KEY (channel_id, role, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "circle_roles" VALUES('CCAREFRONTLINE','facilitator','UMAYA');
INSERT INTO "circle_roles" VALUES('CCAREFRONTLINE','manager','UMAYA');
INSERT INTO "circle_roles" VALUES('CCAREFRONTLINE','manager','UTOMASZ');
CREATE TABLE circles (
  channel_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused')),
  paused_because TEXT NOT NULL DEFAULT '',
  zone TEXT NOT NULL,
  round_time TEXT NOT NULL,
  weekdays TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 60),
  country TEXT,
  digest_weekday INTEGER NOT NULL CHECK (digest_weekday BETWEEN 1 AND 7),
  digest_time TEXT NOT NULL,
  decks TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "circles" VALUES('CCAREFRONTLINE','care-frontline','active','','Europe/Berlin','16:55','1 2 3 4 5',5,NULL,5,'16:00','as-a-customer behind-the-scenes colleagues front-line','2026-11-02T08:00:00.001363Z');
CREATE TABLE digests (
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  week TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('posted', 'missed')),
  reason TEXT NOT NULL DEFAULT '',
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (channel_id, week)
) STRICT, WITHOUT ROWID;
INSERT INTO "digests" VALUES('CCAREFRONTLINE','2026-W45','posted','','2026-11-02T15:54:59.000000Z','2026-11-06T15:00:00.000000Z');
INSERT INTO "digests" VALUES('CCAREFRONTLINE','2026-W46','missed','Care was not awake at 16:00','2026-11-17T16:30:00.000000Z','2026-11-17T16:30:00.000000Z');
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY,
  user_id TEXT NOT NULL,
  words TEXT NOT NULL,
  kept_at TEXT NOT NULL
) STRICT;
INSERT INTO "drafts" VALUES(1,'USAM','<@USAM> I thank myself for the late desk','2026-11-06T15:00:01.000000Z');
CREATE TABLE highlights (
  channel_id TEXT NOT NULL,
  teller TEXT NOT NULL,
  week TEXT NOT NULL,
  place INTEGER NOT NULL,
  story_id INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  reason TEXT NOT NULL,
  PRIMARY KEY (channel_id, teller, week)
) STRICT, WITHOUT ROWID;
INSERT INTO "highlights" VALUES('CCAREFRONTLINE','UJONAS','2026-W45',2,1,'their first time in the highlights');
INSERT INTO "highlights" VALUES('CCAREFRONTLINE','UPRIYA','2026-W45',3,2,'their first time in the highlights');
INSERT INTO "highlights" VALUES('CCAREFRONTLINE','USAM','2026-W45',1,3,'their first time in the highlights');
CREATE TABLE kudos (
  id INTEGER PRIMARY KEY,
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  day TEXT NOT NULL,
  giver TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) <= 40000),
  value_id TEXT,
  from_manager INTEGER NOT NULL DEFAULT 0 CHECK (from_manager IN (0, 1)),
  story_id INTEGER UNIQUE REFERENCES stories ON DELETE CASCADE,
  given_at TEXT NOT NULL,
  source_key TEXT NOT NULL UNIQUE,
  cheers INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "kudos" VALUES(1,'CCAREFRONTLINE','2026-11-02','UPRIYA','I stayed on the chat until her oven worked','amends',0,2,'2026-11-02T15:55:02.000000Z','story:2',0);
INSERT INTO "kudos" VALUES(2,'CCAREFRONTLINE','2026-11-06','UMAYA','kept the late desk alone','ownership',1,NULL,'2026-11-06T09:00:00.000000Z','command:000008.1793955600.0c2c907177c5ea83c0f26f94183886c1',0);
INSERT INTO "kudos" VALUES(3,'CCAREFRONTLINE','2026-11-06','USAM','explained the new till twice',NULL,0,NULL,'2026-11-06T09:00:00.000000Z','command:000009.1793955600.9203a9b3a73b6c98580b32174cdaae22',0);
CREATE TABLE kudos_receivers (
  kudos_id INTEGER NOT NULL REFERENCES kudos ON DELETE CASCADE,
  channel_id TEXT NOT NULL,
  day TEXT NOT NULL,
  giver TEXT NOT NULL,
  receiver TEXT NOT NULL,
  PRIMARY KEY (kudos_id, receiver)
) STRICT, WITHOUT ROWID;
INSERT INTO "kudos_receivers" VALUES(1,'CCAREFRONTLINE','2026-11-02','UPRIYA','UINES');
INSERT INTO "kudos_receivers" VALUES(2,'CCAREFRONTLINE','2026-11-06','UMAYA','UPRIYA');
INSERT INTO "kudos_receivers" VALUES(2,'CCAREFRONTLINE','2026-11-06','UMAYA','USAM');
INSERT INTO "kudos_receivers" VALUES(3,'CCAREFRONTLINE','2026-11-06','USAM','UJONAS');
CREATE TABLE members (
  channel_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (channel_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "members" VALUES('CCAREFRONTLINE','UCARE');
INSERT INTO "members" VALUES('CCAREFRONTLINE','UJONAS');
INSERT INTO "members" VALUES('CCAREFRONTLINE','UMAYA');
INSERT INTO "members" VALUES('CCAREFRONTLINE','UPRIYA');
INSERT INTO "members" VALUES('CCAREFRONTLINE','USAM');
INSERT INTO "members" VALUES('CCAREFRONTLINE','UTOMASZ');
CREATE TABLE people (
  user_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  is_bot INTEGER NOT NULL DEFAULT 0 CHECK (is_bot IN (0, 1)),
  is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
  is_guest INTEGER NOT NULL DEFAULT 0 CHECK (is_guest IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO "people" VALUES('UCARE','Care','UTC',1,0,0);
INSERT INTO "people" VALUES('UEMRE','Emre Yildiz','Europe/Berlin',0,0,0);
INSERT INTO "people" VALUES('UINES','Inês Duarte','Europe/Lisbon',0,0,0);
INSERT INTO "people" VALUES('UJONAS','Jonas Keller','Europe/Berlin',0,0,0);
INSERT INTO "people" VALUES('UMAYA','Maya Brandt','Europe/Berlin',0,0,0);
INSERT INTO "people" VALUES('UPRIYA','Priya Shrestha','Asia/Kathmandu',0,0,0);
INSERT INTO "people" VALUES('URUTH','Ruth Okafor','America/New_York',0,0,0);
INSERT INTO "people" VALUES('USAM','Sam Whitlow','Australia/Lord_Howe',0,0,0);
INSERT INTO "people" VALUES('USLACKBOT','Slackbot','America/Los_Angeles',1,0,0);
INSERT INTO "people" VALUES('UTOMASZ','Tomasz Wolny','Europe/Berlin',0,0,0);
CREATE TABLE posts (
  key TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'reaction', 'picture')),
  channel_id TEXT NOT NULL,
  thread_key TEXT,
  content TEXT,
  revision INTEGER NOT NULL DEFAULT 1,
  delivered_revision INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sending', 'checking', 'sent', 'unknown', 'failed')),
  attempt INTEGER NOT NULL DEFAULT 0,
  not_before TEXT NOT NULL DEFAULT '',
  sent_at TEXT,
  posted_in TEXT,
  ts TEXT,
  note TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO "posts" VALUES('announcement:1',21,'message','CCAREFRONTLINE',NULL,'{"blocks": [], "text": "waits"}',1,0,'waiting',0,'',NULL,NULL,NULL,'');
INSERT INTO "posts" VALUES('digest:CCAREFRONTLINE:2026-W45',15,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"text": {"emoji": true, "text": "This week''s highlights", "type": "plain_text"}, "type": "header"}, {"elements": [{"text": "Monday, 2 November to Friday, 6 November", "type": "mrkdwn"}], "type": "context"}, {"text": {"text": "*<@USAM>*  ·  :bouquet: Making up for it", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "Rang the man from yesterday to ask if it held", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}, {"elements": [{"text": "_their first time in the highlights_", "type": "mrkdwn"}], "type": "context"}, {"text": {"text": "*<@UJONAS>*  ·  :bouquet: Making up for it", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "I drove back to the shop with the missing screws", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}, {"elements": [{"text": "_their first time in the highlights_", "type": "mrkdwn"}], "type": "context"}, {"text": {"text": "*<@UPRIYA>*  ·  :bouquet: Making up for it", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "I stayed on the chat until her oven worked", "type": "text"}], "type": "rich_text_quote"}, {"elements": [{"style": {"bold": true}, "text": "What it meant: ", "type": "text"}, {"text": "She could cook", "type": "text"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"text": "_their first time in the highlights_", "type": "mrkdwn"}], "type": "context"}, {"type": "divider"}, {"text": {"text": "*Thanks of the week*", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"elements": [{"style": {"bold": true}, "text": "Sam Whitlow thanked Jonas Keller: ", "type": "text"}, {"text": "explained the new till twice", "type": "text"}], "type": "rich_text_section"}], "style": "bullet", "type": "rich_text_list"}], "type": "rich_text"}, {"type": "divider"}, {"text": {"text": "*How we cared for each other*", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"text": "What managers thanked their people for", "type": "mrkdwn"}], "type": "context"}, {"elements": [{"elements": [{"elements": [{"style": {"bold": true}, "text": "Maya Brandt thanked Priya Shrestha and Sam Whitlow: ", "type": "text"}, {"text": "kept the late desk alone", "type": "text"}], "type": "rich_text_section"}], "style": "bullet", "type": "rich_text_list"}], "type": "rich_text"}, {"type": "divider"}, {"elements": [{"text": "5 stories by 3 people  ·  3 thank-yous  ·  4 cheers  ·  3 rounds held", "type": "mrkdwn"}], "type": "context"}], "text": "This week''s highlights are here.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-06T15:00:00.000000Z','CCAREFRONTLINE','1793977200.000000','');
INSERT INTO "posts" VALUES('digest:CCAREFRONTLINE:2026-W45:picture',16,'picture','CCAREFRONTLINE',NULL,'{"alt": "5 stories by 3 people, 3 thank-yous, 4 cheers, 3 rounds held. Stories a day and values shown: Mon 2: 3; Tue 3: 1; Wed 4: 0; Thu 5: 1; Making up for it: 3; Seeing it through: 2; In their shoes: 1.", "days": [["Mon 2", 3], ["Tue 3", 1], ["Wed 4", 0], ["Thu 5", 1]], "filename": "care-2026-W45.png", "title": "The week in numbers", "values": [["Making up for it", 3], ["Seeing it through", 2], ["In their shoes", 1]]}',1,1,'sent',1,'','2026-11-06T15:00:01.000000Z','CCAREFRONTLINE',NULL,'');
INSERT INTO "posts" VALUES('hello:CCAREFRONTLINE:1793606400.001363',1,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"text": {"emoji": true, "text": "Hello, I am Care", "type": "plain_text"}, "type": "header"}, {"text": {"text": "Once a day, for five minutes, I ask this team one question, and you tell each other what you did for a customer or a colleague. Thank each other with `/kudos`. Once a week I read the best of it back to you.", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"action_id": "circle.set_up", "style": "primary", "text": {"emoji": true, "text": "Set it up", "type": "plain_text"}, "type": "button", "value": "CCAREFRONTLINE"}], "type": "actions"}, {"elements": [{"text": "Two clicks are enough; everything can be changed later with `/care setup`.", "type": "mrkdwn"}], "type": "context"}], "text": "Hello, I am Care. Shall we set this channel up as a circle?", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-02T08:00:00.001363Z','CCAREFRONTLINE','1793606400.001365','');
INSERT INTO "posts" VALUES('kudos:1:to:UINES',5,'message','UINES',NULL,'{"blocks": [{"elements": [{"elements": [{"name": "raised_hands", "type": "emoji"}, {"text": " ", "type": "text"}, {"style": {"bold": true}, "text": "Priya Shrestha", "type": "text"}, {"text": " thanks ", "type": "text"}, {"text": "you", "type": "text"}], "type": "rich_text_section"}, {"elements": [{"text": "I stayed on the chat until her oven worked", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}, {"elements": [{"text": ":bouquet: Making up for it", "type": "mrkdwn"}], "type": "context"}, {"elements": [{"text": "Given in #care-frontline.", "type": "mrkdwn"}], "type": "context"}], "text": "Priya Shrestha thanked you.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-02T15:55:02.000000Z','DINES','1793634902.000000','');
INSERT INTO "posts" VALUES('kudos:2',13,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"elements": [{"elements": [{"name": "raised_hands", "type": "emoji"}, {"text": " ", "type": "text"}, {"style": {"bold": true}, "text": "Maya Brandt", "type": "text"}, {"text": " thanks ", "type": "text"}, {"type": "user", "user_id": "USAM"}, {"text": " and ", "type": "text"}, {"type": "user", "user_id": "UPRIYA"}, {"style": {"italic": true}, "text": "  ·  from your manager", "type": "text"}], "type": "rich_text_section"}, {"elements": [{"text": "kept the late desk alone", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}, {"elements": [{"text": ":raising_hand: Seeing it through", "type": "mrkdwn"}], "type": "context"}], "text": "Maya Brandt gave kudos.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-06T09:00:00.000000Z','CCAREFRONTLINE','1793955600.000001','');
INSERT INTO "posts" VALUES('kudos:3',14,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"elements": [{"elements": [{"name": "raised_hands", "type": "emoji"}, {"text": " ", "type": "text"}, {"style": {"bold": true}, "text": "Sam Whitlow", "type": "text"}, {"text": " thanks ", "type": "text"}, {"type": "user", "user_id": "UJONAS"}], "type": "rich_text_section"}, {"elements": [{"text": "explained the new till twice", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}], "text": "Sam Whitlow gave kudos.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-06T09:00:01.000000Z','CCAREFRONTLINE','1793955601.000000','');
INSERT INTO "posts" VALUES('mark:3',7,'reaction','CCAREFRONTLINE',NULL,'{"name": "green_heart"}',1,1,'sent',1,'','2026-11-02T15:57:02.000000Z','CCAREFRONTLINE','1793635020.000000','');
INSERT INTO "posts" VALUES('mark:7',19,'reaction','CCAREFRONTLINE',NULL,NULL,2,2,'sent',1,'','2026-11-09T15:55:05.000000Z','CCAREFRONTLINE','1794239701.000000','');
INSERT INTO "posts" VALUES('round:CCAREFRONTLINE:2026-11-02',3,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"text": {"emoji": true, "text": "Our round of Monday, 2 November", "type": "plain_text"}, "type": "header"}, {"text": {"text": "*3 stories* by 3 people  ·  4 cheers  ·  the first round of a new row", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "Told by ", "type": "text"}, {"type": "user", "user_id": "UJONAS"}, {"text": ", ", "type": "text"}, {"type": "user", "user_id": "UPRIYA"}, {"text": " and ", "type": "text"}, {"type": "user", "user_id": "USAM"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"elements": [{"style": {"italic": true}, "text": "When did a slip of ours make work for a customer? What part of it did you take off them?", "type": "text"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"text": ":bouquet: *Making up for it*  ·  Where we got it wrong we say so, put it right, and add something for the trouble.", "type": "mrkdwn"}], "type": "context"}], "text": "The round of Monday is closed: 3 stories.", "unfurl_links": false, "unfurl_media": false}',7,7,'sent',1,'','2026-11-03T15:55:01.000000Z','CCAREFRONTLINE','1793634900.000000','');
INSERT INTO "posts" VALUES('round:CCAREFRONTLINE:2026-11-03',8,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"text": {"emoji": true, "text": "Our round of Tuesday, 3 November", "type": "plain_text"}, "type": "header"}, {"text": {"text": "*1 story* by 1 person  ·  :fire: 2 rounds held in a row", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "Told by ", "type": "text"}, {"type": "user", "user_id": "UJONAS"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"elements": [{"style": {"italic": true}, "text": "What did you find half done and finish, although nobody would have known?", "type": "text"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"text": ":raising_hand: *Seeing it through*  ·  Whoever hears of a problem keeps an eye on it until it is solved, even when others do the fixing.", "type": "mrkdwn"}], "type": "context"}], "text": "The round of Tuesday is closed: 1 story.", "unfurl_links": false, "unfurl_media": false}',4,4,'sent',1,'','2026-11-04T15:55:01.000000Z','CCAREFRONTLINE','1793721300.000000','');
INSERT INTO "posts" VALUES('round:CCAREFRONTLINE:2026-11-04',10,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"text": {"emoji": true, "text": "Our round of Wednesday, 4 November", "type": "plain_text"}, "type": "header"}, {"text": {"text": "No story this time.", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"style": {"italic": true}, "text": "A complaint got as far as you. What did you change on the spot, or whom did you ask?", "type": "text"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"text": ":loudspeaker: *Taking complaints seriously*  ·  When somebody takes the trouble to complain, we put our excuses away and listen to the end.", "type": "mrkdwn"}], "type": "context"}], "text": "The round of Wednesday is closed: 0 stories.", "unfurl_links": false, "unfurl_media": false}',3,3,'sent',1,'','2026-11-05T15:55:01.000000Z','CCAREFRONTLINE','1793807700.000000','');
INSERT INTO "posts" VALUES('round:CCAREFRONTLINE:2026-11-05',11,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"text": {"emoji": true, "text": "Our round of Thursday, 5 November", "type": "plain_text"}, "type": "header"}, {"text": {"text": "*2 stories* by 2 people  ·  the first round of a new row", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "Told by ", "type": "text"}, {"type": "user", "user_id": "UJONAS"}, {"text": " and ", "type": "text"}, {"type": "user", "user_id": "UMAYA"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"elements": [{"style": {"italic": true}, "text": "You were in a hurry, worried or cross, and someone behind a counter noticed. What did they do?", "type": "text"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"text": ":athletic_shoe: *In their shoes*  ·  We try to understand what it is like for them before we reach for the answer.", "type": "mrkdwn"}], "type": "context"}], "text": "The round of Thursday is closed: 2 stories.", "unfurl_links": false, "unfurl_media": false}',5,5,'sent',1,'','2026-11-09T15:55:01.000000Z','CCAREFRONTLINE','1793894100.000000','');
INSERT INTO "posts" VALUES('round:CCAREFRONTLINE:2026-11-09',18,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"text": {"emoji": true, "text": "Our round of Monday, 9 November", "type": "plain_text"}, "type": "header"}, {"text": {"text": "*1 story* by 1 person  ·  :fire: 2 rounds held in a row", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "Told by ", "type": "text"}, {"type": "user", "user_id": "UJONAS"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"elements": [{"style": {"italic": true}, "text": "What did you test, count or check twice since yesterday because someone will rely on it?", "type": "text"}], "type": "rich_text_section"}], "type": "rich_text"}, {"elements": [{"text": ":bulb: *Knowing what we offer*  ·  We know what we sell and where it stops being the right thing, and we find out what we do not know.", "type": "mrkdwn"}], "type": "context"}, {"elements": [{"action_id": "round.tell", "text": {"emoji": true, "text": "Add a late story", "type": "plain_text"}, "type": "button", "value": "CCAREFRONTLINE"}], "type": "actions"}], "text": "The round of Monday is closed: 1 story.", "unfurl_links": false, "unfurl_media": false}',5,5,'sent',1,'','2026-11-17T16:30:00.000000Z','CCAREFRONTLINE','1794239700.000000','');
INSERT INTO "posts" VALUES('setup:CCAREFRONTLINE:1793606400',2,'message','CCAREFRONTLINE',NULL,'{"blocks": [{"text": {"text": "*This channel is a circle now.* 5 minutes at 16:55 (Monday to Friday, Europe/Berlin), highlights on Friday at 16:00. The next round is on Monday at 16:55.\n<@UMAYA> can change that with `/care setup`.", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"text": "Tell a story at any time with `/story`, thank someone with `/kudos`, see more with `/care`.", "type": "mrkdwn"}], "type": "context"}], "text": "This channel is a circle now.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-02T08:00:01.001363Z','CCAREFRONTLINE','1793606401.001363','');
INSERT INTO "posts" VALUES('story:1',4,'message','CCAREFRONTLINE','round:CCAREFRONTLINE:2026-11-02','{"blocks": [{"accessory": {"action_id": "story.menu", "options": [{"text": {"emoji": true, "text": "Change", "type": "plain_text"}, "value": "change 1"}, {"text": {"emoji": true, "text": "Take it back", "type": "plain_text"}, "value": "remove 1"}], "type": "overflow"}, "text": {"text": "*Jonas Keller* told a story  ·  :bouquet: Making up for it", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "I drove back to the shop with the missing screws", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}], "text": "Jonas Keller told a story.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-02T15:55:01.000000Z','CCAREFRONTLINE','1793634901.000000','');
INSERT INTO "posts" VALUES('story:2',6,'message','CCAREFRONTLINE','round:CCAREFRONTLINE:2026-11-02','{"blocks": [{"accessory": {"action_id": "story.menu", "options": [{"text": {"emoji": true, "text": "Change", "type": "plain_text"}, "value": "change 2"}, {"text": {"emoji": true, "text": "Take it back", "type": "plain_text"}, "value": "remove 2"}], "type": "overflow"}, "text": {"text": "*Priya Shrestha* told a story  ·  :bouquet: Making up for it", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "I stayed on the chat until her oven worked", "type": "text"}], "type": "rich_text_quote"}, {"elements": [{"style": {"bold": true}, "text": "What it meant: ", "type": "text"}, {"text": "She could cook", "type": "text"}], "type": "rich_text_section"}, {"elements": [{"text": "With thanks to ", "type": "text"}, {"type": "user", "user_id": "UINES"}], "type": "rich_text_section"}], "type": "rich_text"}], "text": "Priya Shrestha told a story.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-02T15:55:03.000000Z','CCAREFRONTLINE','1793634903.000000','');
INSERT INTO "posts" VALUES('story:4',9,'message','CCAREFRONTLINE','round:CCAREFRONTLINE:2026-11-03','{"blocks": [{"accessory": {"action_id": "story.menu", "options": [{"text": {"emoji": true, "text": "Change", "type": "plain_text"}, "value": "change 4"}, {"text": {"emoji": true, "text": "Take it back", "type": "plain_text"}, "value": "remove 4"}], "type": "overflow"}, "text": {"text": "*Jonas Keller* told a story  ·  :raising_hand: Seeing it through", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "I carried the box up, day 0", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}], "text": "Jonas Keller told a story.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-03T15:55:02.000000Z','CCAREFRONTLINE','1793721302.000000','');
INSERT INTO "posts" VALUES('story:5',12,'message','CCAREFRONTLINE','round:CCAREFRONTLINE:2026-11-05','{"blocks": [{"accessory": {"action_id": "story.menu", "options": [{"text": {"emoji": true, "text": "Change", "type": "plain_text"}, "value": "change 5"}, {"text": {"emoji": true, "text": "Take it back", "type": "plain_text"}, "value": "remove 5"}], "type": "overflow"}, "text": {"text": "*Jonas Keller* told a story  ·  :athletic_shoe: In their shoes", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "I carried the box up, day 2", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}], "text": "Jonas Keller told a story.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-05T15:55:02.000000Z','CCAREFRONTLINE','1793894102.000000','');
INSERT INTO "posts" VALUES('story:6',17,'message','CCAREFRONTLINE','round:CCAREFRONTLINE:2026-11-05','{"blocks": [{"accessory": {"action_id": "story.menu", "options": [{"text": {"emoji": true, "text": "Change", "type": "plain_text"}, "value": "change 6"}, {"text": {"emoji": true, "text": "Take it back", "type": "plain_text"}, "value": "remove 6"}], "type": "overflow"}, "text": {"text": "*Maya Brandt* told a story  ·  :athletic_shoe: In their shoes", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "Ünïcode 💚 and <b>angles</b> & ''quotes''; Ünïcode 💚 and <b>angles</b> & ''quotes''; Ünïcode 💚 and <b>angles</b> & ''quotes'';", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}], "text": "Maya Brandt told a story.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-06T15:00:02.000000Z','CCAREFRONTLINE','1793977202.000000','');
INSERT INTO "posts" VALUES('story:8',20,'message','CCAREFRONTLINE','round:CCAREFRONTLINE:2026-11-09','{"blocks": [{"accessory": {"action_id": "story.menu", "options": [{"text": {"emoji": true, "text": "Change", "type": "plain_text"}, "value": "change 8"}, {"text": {"emoji": true, "text": "Take it back", "type": "plain_text"}, "value": "remove 8"}], "type": "overflow"}, "text": {"text": "*Jonas Keller* told a story  ·  :bulb: Knowing what we offer", "type": "mrkdwn"}, "type": "section"}, {"elements": [{"elements": [{"text": "The open round holds this one", "type": "text"}], "type": "rich_text_quote"}], "type": "rich_text"}], "text": "Jonas Keller told a story.", "unfurl_links": false, "unfurl_media": false}',1,1,'sent',1,'','2026-11-09T15:55:06.000000Z','CCAREFRONTLINE','1794239706.000000','');
CREATE TABLE rounds (
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  day TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'missed')),
  reason TEXT NOT NULL DEFAULT '',
  due_at TEXT NOT NULL,
  opened_at TEXT,
  closes_at TEXT,
  prompt_id TEXT NOT NULL DEFAULT '',
  prompt TEXT NOT NULL DEFAULT '',
  value_id TEXT NOT NULL DEFAULT '',
  told INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channel_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-02','closed','','2026-11-02T15:55:00.000000Z','2026-11-02T15:55:00.000000Z','2026-11-02T16:00:00.000000Z','behind-the-scenes-31','When did a slip of ours make work for a customer? What part of it did you take off them?','amends',3);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-03','closed','','2026-11-03T15:55:00.000000Z','2026-11-03T15:55:00.000000Z','2026-11-03T16:00:00.000000Z','behind-the-scenes-19','What did you find half done and finish, although nobody would have known?','ownership',1);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-04','closed','','2026-11-04T15:55:00.000000Z','2026-11-04T15:55:00.000000Z','2026-11-04T16:00:00.000000Z','behind-the-scenes-24','A complaint got as far as you. What did you change on the spot, or whom did you ask?','complaints',0);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-05','closed','','2026-11-05T15:55:00.000000Z','2026-11-05T15:55:00.000000Z','2026-11-05T16:00:00.000000Z','as-a-customer-09','You were in a hurry, worried or cross, and someone behind a counter noticed. What did they do?','empathy',2);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-06','missed','Care was not awake at 16:55','2026-11-06T15:55:00.000000Z',NULL,NULL,'','','',0);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-09','closed','','2026-11-09T15:55:00.000000Z','2026-11-09T15:55:00.000000Z','2026-11-09T16:00:00.000000Z','behind-the-scenes-09','What did you test, count or check twice since yesterday because someone will rely on it?','product',1);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-10','missed','Care was not awake at 16:55','2026-11-10T15:55:00.000000Z',NULL,NULL,'','','',0);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-11','missed','Care was not awake at 16:55','2026-11-11T15:55:00.000000Z',NULL,NULL,'','','',0);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-12','missed','Care was not awake at 16:55','2026-11-12T15:55:00.000000Z',NULL,NULL,'','','',0);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-13','missed','Care was not awake at 16:55','2026-11-13T15:55:00.000000Z',NULL,NULL,'','','',0);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-16','missed','Care was not awake at 16:55','2026-11-16T15:55:00.000000Z',NULL,NULL,'','','',0);
INSERT INTO "rounds" VALUES('CCAREFRONTLINE','2026-11-17','missed','Care was not awake at 16:55','2026-11-17T15:55:00.000000Z',NULL,NULL,'','','',0);
CREATE TABLE stories (
  id INTEGER PRIMARY KEY,
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  day TEXT NOT NULL,
  round_day TEXT,
  teller TEXT NOT NULL,
  text TEXT NOT NULL CHECK (length(text) <= 40000),
  meant TEXT NOT NULL DEFAULT '',
  lesson TEXT NOT NULL DEFAULT '',
  value_id TEXT,
  way TEXT NOT NULL CHECK (way IN ('command', 'modal', 'reply', 'mention')),
  told_at TEXT NOT NULL,
  source_key TEXT NOT NULL UNIQUE,
  message_ts TEXT,
  cheers INTEGER NOT NULL DEFAULT 0,
  is_edited INTEGER NOT NULL DEFAULT 0 CHECK (is_edited IN (0, 1)),
  is_removed INTEGER NOT NULL DEFAULT 0 CHECK (is_removed IN (0, 1)),
  CHECK (is_removed = 0 OR text || meant || lesson = '')
) STRICT;
INSERT INTO "stories" VALUES(1,'CCAREFRONTLINE','2026-11-02','2026-11-02','UJONAS','I drove back to the shop with the missing screws','','','amends','command','2026-11-02T15:55:00.000000Z','command:000003.1793634900.f8df5c5dc38e806edc99d73e440f353f',NULL,1,0,0);
INSERT INTO "stories" VALUES(2,'CCAREFRONTLINE','2026-11-02','2026-11-02','UPRIYA','I stayed on the chat until her oven worked','She could cook','','amends','modal','2026-11-02T15:55:02.000000Z','view:V0000002',NULL,1,0,0);
INSERT INTO "stories" VALUES(3,'CCAREFRONTLINE','2026-11-02','2026-11-02','USAM','Rang the man from yesterday to ask if it held','','','amends','reply','2026-11-02T15:57:00.000000Z','message:CCAREFRONTLINE:1793635020.000000','1793635020.000000',2,0,0);
INSERT INTO "stories" VALUES(4,'CCAREFRONTLINE','2026-11-03','2026-11-03','UJONAS','I carried the box up, day 0','','','ownership','command','2026-11-03T15:55:01.000000Z','command:000006.1793721301.0f9144d300b800dd212f8e894015d6df',NULL,0,0,0);
INSERT INTO "stories" VALUES(5,'CCAREFRONTLINE','2026-11-05','2026-11-05','UJONAS','I carried the box up, day 2','','','empathy','command','2026-11-05T15:55:01.000000Z','command:000007.1793894101.6d7b54d33d1c99ef56b19e3eca3c5ec3',NULL,0,0,0);
INSERT INTO "stories" VALUES(6,'CCAREFRONTLINE','2026-11-05','2026-11-05','UMAYA','Ünïcode 💚 and <b>angles</b> & ''quotes''; Ünïcode 💚 and <b>angles</b> & ''quotes''; Ünïcode 💚 and <b>angles</b> & ''quotes'';','','','empathy','command','2026-11-06T15:00:01.000000Z','command:000013.1793977201.22e445606a2d56f6434923762b11605d',NULL,0,0,0);
INSERT INTO "stories" VALUES(7,'CCAREFRONTLINE','2026-11-09','2026-11-09','USAM','','','','product','reply','2026-11-09T15:55:01.000000Z','message:CCAREFRONTLINE:1794239701.000000','1794239701.000000',0,0,1);
INSERT INTO "stories" VALUES(8,'CCAREFRONTLINE','2026-11-09','2026-11-09','UJONAS','The open round holds this one','','','product','command','2026-11-09T15:55:05.000000Z','command:000014.1794239705.52b7e8b84803dbd97980c10bdaea0971',NULL,0,0,0);
CREATE TABLE story_thanks (
  story_id INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  PRIMARY KEY (story_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "story_thanks" VALUES(2,'UINES');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX members_by_person ON members (user_id);
CREATE INDEX rounds_open ON rounds (closes_at) WHERE state = 'open';
CREATE INDEX stories_by_round ON stories (channel_id, round_day, teller);
CREATE INDEX stories_by_time ON stories (channel_id, told_at);
CREATE INDEX stories_by_message ON stories (channel_id, message_ts) WHERE message_ts IS NOT NULL;
CREATE INDEX kudos_by_time ON kudos (channel_id, given_at);
CREATE INDEX highlights_by_week ON highlights (channel_id, week, place);
CREATE INDEX drafts_by_time ON drafts (kept_at);
CREATE INDEX posts_to_do ON posts (number) WHERE state IN ('waiting', 'sending', 'checking');
CREATE INDEX posts_failed ON posts (channel_id) WHERE state = 'failed';
CREATE INDEX posts_by_message ON posts (posted_in, ts) WHERE ts IS NOT NULL;
COMMIT;
