"""The prompts that circles wrote themselves, and those they switched off."""

from sqlite_utils import Database

from careapp.practice.prompt import CirclePrompt

_OWN = "own:"  # no prompt of a library is called so


def own(db: Database, channel_id: str) -> list[CirclePrompt]:
    """Return a circle's own prompts in the order they were written."""
    rows = db.execute("SELECT id, value_id, text FROM prompts WHERE channel_id = ? ORDER BY id", [channel_id])
    return [CirclePrompt(f"{_OWN}{number}", value_id, text) for number, value_id, text in rows.fetchall()]


def off(db: Database, channel_id: str) -> set[str]:
    """Return the ids of the prompts that a circle switched off."""
    rows = db.execute("SELECT prompt_id FROM prompts_off WHERE channel_id = ?", [channel_id])
    return {prompt_id for (prompt_id,) in rows.fetchall()}


def add(db: Database, channel_id: str, value_id: str, text: str, source_key: str) -> None:
    """Keep a prompt that a circle wrote; nothing where the same act wrote it before."""
    sql = "INSERT INTO prompts (channel_id, value_id, text, source_key) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
    db.execute(sql, [channel_id, value_id, text, source_key])


def is_known(db: Database, source_key: str) -> bool:
    """Say whether an act wrote a prompt."""
    return bool(db.execute("SELECT 1 FROM prompts WHERE source_key = ?", [source_key]).fetchone())


def change(db: Database, channel_id: str, prompt: CirclePrompt) -> None:
    """Keep the changed words and value of a circle's own prompt."""
    sql = "UPDATE prompts SET value_id = ?, text = ? WHERE id = ? AND channel_id = ?"
    db.execute(sql, [prompt.value_id, prompt.text, int(prompt.id.removeprefix(_OWN)), channel_id])


def switch(db: Database, channel_id: str, prompt_id: str, *, is_on: bool) -> None:
    """Keep whether a circle is asked a prompt."""
    if is_on:
        db.execute("DELETE FROM prompts_off WHERE channel_id = ? AND prompt_id = ?", [channel_id, prompt_id])
    else:
        db.execute("INSERT OR IGNORE INTO prompts_off VALUES (?, ?)", [channel_id, prompt_id])
