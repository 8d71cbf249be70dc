"""The tables of release 0.1."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

TABLES = """
CREATE TABLE people (
  user_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  is_bot INTEGER NOT NULL DEFAULT 0 CHECK (is_bot IN (0, 1)),
  is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
  is_guest INTEGER NOT NULL DEFAULT 0 CHECK (is_guest IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  channel_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (channel_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_person ON members (user_id);

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

CREATE TABLE circle_roles (
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('facilitator', 'manager')),
  user_id TEXT NOT NULL,
  PRIMARY KEY (channel_id, role, user_id)
) STRICT, WITHOUT ROWID;

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
CREATE INDEX rounds_open ON rounds (closes_at) WHERE state = 'open';

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
CREATE INDEX stories_by_round ON stories (channel_id, round_day, teller);
CREATE INDEX stories_by_time ON stories (channel_id, told_at);
CREATE INDEX stories_by_message ON stories (channel_id, message_ts) WHERE message_ts IS NOT NULL;

CREATE TABLE story_thanks (
  story_id INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  PRIMARY KEY (story_id, user_id)
) STRICT, WITHOUT ROWID;

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
CREATE INDEX kudos_by_time ON kudos (channel_id, given_at);

CREATE TABLE kudos_receivers (
  kudos_id INTEGER NOT NULL REFERENCES kudos ON DELETE CASCADE,
  channel_id TEXT NOT NULL,
  day TEXT NOT NULL,
  giver TEXT NOT NULL,
  receiver TEXT NOT NULL,
  PRIMARY KEY (kudos_id, receiver)
) STRICT, WITHOUT ROWID;

CREATE TABLE cheers (
  subject TEXT NOT NULL CHECK (subject IN ('story', 'kudos')),
  subject_id INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  emoji TEXT NOT NULL,
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  event_ts TEXT NOT NULL,
  PRIMARY KEY (subject, subject_id, user_id, emoji)
) STRICT, WITHOUT ROWID;

CREATE TABLE digests (
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  week TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('posted', 'missed')),
  reason TEXT NOT NULL DEFAULT '',
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (channel_id, week)
) STRICT, WITHOUT ROWID;

CREATE TABLE highlights (
  channel_id TEXT NOT NULL,
  teller TEXT NOT NULL,
  week TEXT NOT NULL,
  place INTEGER NOT NULL,
  story_id INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  reason TEXT NOT NULL,
  PRIMARY KEY (channel_id, teller, week)
) STRICT, WITHOUT ROWID;
CREATE INDEX highlights_by_week ON highlights (channel_id, week, place);

CREATE TABLE drafts (
  id INTEGER PRIMARY KEY,
  user_id TEXT NOT NULL,
  words TEXT NOT NULL,
  kept_at TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_by_time ON drafts (kept_at);

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
CREATE INDEX posts_to_do ON posts (number) WHERE state IN ('waiting', 'sending', 'checking');
CREATE INDEX posts_failed ON posts (channel_id) WHERE state = 'failed';
CREATE INDEX posts_by_message ON posts (posted_in, ts) WHERE ts IS NOT NULL;
"""


@migrations()
def m001_first(db: Database) -> None:
    """Create the tables of the first release."""
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute(statement)
