"""Every message and every view that Care can show, made with whatever people may write."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import careapp.blocks
from careapp.blocks import (
    answer,
    basics,
    circle,
    forget,
    help,
    kudos,
    letter,
    milestone,
    post,
    praise,
    privacy,
    prompt,
    pulse,
    refusal,
    rest,
    round,
    setup,
    story,
)
from careapp.blocks import digest as digest_blocks
from careapp.library import Library
from careapp.practice.circle import Circle, Missed
from careapp.practice.digest import Digest
from careapp.practice.letter import LETTERS
from careapp.practice.milestone import Kind, Milestone
from careapp.practice.post import Doubt
from careapp.practice.praise import Source
from careapp.practice.privacy import Hidden
from careapp.practice.prompt import CirclePrompt, circle_prompts
from careapp.practice.pulse import Answers, Overview, Pulse, Result
from careapp.practice.rest import Rest
from careapp.practice.story import Gathered, Story
from tests.blocks.answer_surfaces import about_view, answer_messages
from tests.blocks.playbook_surfaces import playbook_messages, playbook_views
from tests.blocks.workshop_surfaces import answer_forms, workshop_messages
from tests.practice import made

Surface = dict[str, Any]
DOUBT = Doubt("round:C1:2026-11-02", "C1", "the round of Monday", "I cannot read direct messages")
MISSED = Missed("the round of Monday", "Care was not awake at 16:55")
AWAY = Rest(is_paused=True, back_on=made.DAY + timedelta(days=1))
OWN = [*letter.letter_blocks(["pulse"]), *rest.rest_blocks(AWAY, made.DAY)]
PULSE = Pulse("C1", "2026-W45", "open", made.NOW, made.NOW + timedelta(days=4))
SURFACES = ("Message", "View", "list[Message]")


def messages(library: Library, said: str, name: str, people: int = 3) -> dict[str, Surface]:
    """Return every message by the name of its maker, with these words and names of people and channels in it."""
    ours, value = _circle(name), library.values[0]
    told = [_story(n, said, people) for n in range(1, people + 1)]
    gathered = Gathered(people, sum(each.cheers for each in told), tuple(each.teller for each in told))
    thanks = made.kudos(receivers=made.ids(people), reason=said, from_manager=True)
    round_ = made.round_()
    closed = made.round_(state="closed", told=people)
    later = made.NOW + timedelta(minutes=1)
    week = _digest(said, people)
    pages = digest_blocks.digest_messages(week, library, lambda _: name, ours.zone, said[:300])
    previews = digest_blocks.preview_messages(week, library, lambda _: name, ours.zone)
    because = f"there is no time zone called {name}"
    paused = made.circle(name=name, state="paused", paused_because=because)
    return {
        "hello_message": circle.hello_message("C1"),
        "kept_message of a circle": circle.kept_message(ours, made.NOW, is_new=True),
        "kept_message of changed settings": circle.kept_message(ours, made.NOW, is_new=False),
        "without_keeper": circle.without_keeper(circle.kept_message(ours, made.NOW, is_new=True), "UMAYA"),
        "paused_message": circle.paused_message(ours, because),
        "invite_me_message": circle.invite_me_message(made.CHANNEL),
        "posted_message": digest_blocks.posted_message(),
        "help_message": help.help_message(ours, "C1", made.NOW),
        "unknown_message": help.unknown_message(said, "forget me", "/care"),
        "help_message, paused": help.help_message(paused, "C1", made.NOW, missed=[MISSED] * 14),
        "values_message": basics.values_message(library),
        "basics_message": basics.basics_message(library),
        "basics_message, none": basics.basics_message(replace(library, chapters=())),
        **answer_messages(ours, told, thanks, name),
        "kudos_message": kudos.kudos_message(thanks, name, value),
        "kudos_dm": kudos.kudos_dm(thanks, name, value, name),
        "given_message": kudos.given_message(thanks, [said], [made.person("U7", name=name)] * people),
        "given_message of masked kudos": kudos.given_message(
            thanks, [said], [], *privacy.masked_note(thanks.key, _hidden(said, people))
        ),
        "followed_message": privacy.followed_message(told[0].key, _hidden(said, people)),
        "praise_message": praise.praise_message(replace(told[0], is_praise=True), name, value),
        "praise_letter": praise.praise_letter(said, name, name),
        "taken_back_message": kudos.taken_back_message(),
        "help_message, in doubt": help.help_message(
            ours, "C1", made.NOW, doubts=post.doubt_blocks(DOUBT, may_settle=True) * 10
        ),
        "doubt_message": post.doubt_message(DOUBT, name),
        "trusted_message": post.trusted_message(DOUBT.what, "U1"),
        "sent_again_message": post.sent_again_message(DOUBT.what, "U1"),
        "settled_message": post.settled_message(),
        "refusal_message": refusal.refusal_message("Only <@U1> can do that.", said, "story", 1),
        "not_saved_message": refusal.not_saved_message(said),
        **playbook_messages(told, said, name),
        "round_message": round.round_message(round_, value, gathered, 0, later, ours.zone),
        "open_message": round.open_message(round_, None, Gathered(), made.NOW, "Asia/Kathmandu"),
        "summary_message": round.summary_message(closed, value, gathered, people),
        "summary_message, reached": round.summary_message(
            closed, value, gathered, people, reached=milestone.milestone_blocks(_reached(people), library)
        ),
        "summary_message, nobody": round.summary_message(closed, None, Gathered(), 0),
        "rest_message": round.rest_message(),
        "opened_message": round.opened_message(round_),
        "story_message": story.story_message(told[0], name, value),
        "kept_message of a story": story.kept_message(told[0]),
        "kept_message of a reply": story.kept_message(made.story(way="reply"), privacy.as_written_note()),
        "kept_message, elsewhere": story.kept_message(told[0], today=made.DAY, is_elsewhere=True),
        "kept_message of praise": story.kept_message(replace(told[0], is_praise=True), is_elsewhere=True),
        "given_message, elsewhere": kudos.given_message(thanks, [said], [], is_elsewhere=True),
        "undone_message": story.undone_message(),
        "sure_message": forget.sure_message(),
        "forgotten_message": forget.forgotten_message(),
        "with_opt_out": letter.with_opt_out(forget.forgotten_message(), LETTERS[0]),
        "stopped_message": letter.stopped_message(LETTERS[0]),
        "away_message": rest.away_message(AWAY),
        "away_message, no end": rest.away_message(Rest(is_paused=True)),
        "back_message": rest.back_message(True),
        "resumed_message": letter.resumed_message(LETTERS[0]),
        **_pulse_messages(said, ours, people),
        **workshop_messages(library, said, name, people),
        **{f"digest_messages, {n}": page for n, page in enumerate(pages, 1)},
        **{f"preview_messages, {n}": page for n, page in enumerate(previews, 1)},
    }


def views(library: Library, said: str, name: str, people: int = 3) -> dict[str, Surface]:
    """Return every view by the name of its maker."""
    ours = _circle(name)
    several = [made.circle(channel_id=f"C{n}", name=name or "care") for n in range(1, 60)]
    managed = made.circle(
        managers=frozenset(made.ids(people)), country="DE", decks=tuple(d.deck for d in library.decks)
    )
    told = _story(1, said, people)
    return {
        "setup_form": setup.setup_form(ours, library),
        "setup_form, filled in": setup.setup_form(managed, library),
        "home_view": help.home_view(name, [ours], made.NOW),
        "home_view, many circles": help.home_view(name, several, made.NOW, {"C1": [MISSED] * 14}),
        "home_view, in doubt": help.home_view(
            name, several, made.NOW, doubts=post.doubt_blocks(DOUBT, may_settle=True) * 10
        ),
        "home_view, letters": help.home_view(name, several, made.NOW, letters=OWN),
        "home_view, care notes": help.home_view(name, [replace(ours, writes_care_note=True)] * 60, made.NOW),
        "home_view, none": help.home_view(name, [], made.NOW),
        "kudos_form": kudos.kudos_form(library, [ours]),
        "kudos_form, filled in": kudos.kudos_form(library, several, receivers=made.ids(people), reason=said),
        **_prompt_views(library, said, ours),
        "story_form": story.story_form(library, [ours], prompt="What did you do?", value_id="empathy"),
        "story_form, filled in": story.story_form(library, several, text=said, prompt=said[:240]),
        "thank_form": answer.thank_form(told, [name] * people),
        "change_form": story.change_form(told, library),
        "whole_story": story.whole_story(told),
        "praise_form": praise.praise_form(library, [ours]),
        "praise_form, filled in": praise.praise_form(
            library, several, about=made.ids(people), text=said, source=Source("C1", "1.1")
        ),
        "saved_view": praise.saved_view(replace(told, is_praise=True), name, name),
        "sentence_form": pulse.sentence_form("C1", PULSE.week, "https://hooks.slack.com/actions/T1/1/x"),
        **answer_forms(library, said, people),
        "about_view": about_view(ours, [_story(n, said, people) for n in range(1, people + 1)], name),
        "asking_form": privacy.asking_form(
            story.story_form(library, several, text=said, prompt=said[:240]), _hidden(said, people)
        ),
        **playbook_views(told, said),
    }


def _prompt_views(library: Library, said: str, ours: Circle) -> dict[str, Surface]:
    own = [CirclePrompt(f"own:{n}", "empathy", said[:240] or "x") for n in range(50)]
    asked = circle_prompts(library, ours, own, {"own:21", library.decks[0].prompt[0].id})
    mistaken = replace(library, mistakes=(f"prompts/{said[:300]}.toml: cannot be read",) * 9)
    return {
        "prompts_view": prompt.prompts_view(asked, ours, library, prompt.Leaf("C1", page=1)),
        "prompts_view, a deck": prompt.prompts_view(asked, ours, mistaken, prompt.Leaf("C1", library.decks[0].deck)),
        "prompts_view, none": prompt.prompts_view([], ours, library, prompt.Leaf("C1")),
        "prompt_form": prompt.prompt_form(prompt.Leaf("C1"), library),
        "prompt_form, filled in": prompt.prompt_form(prompt.Leaf("C1"), library, asked[0]),
    }


def makers() -> set[str]:
    """Return the names of the functions in careapp/blocks that make a message or a view."""
    modules = Path(careapp.blocks.__file__).parent.glob("*.py")
    found = {name for module in modules if module.stem != "kit" for name in _made_in(module)}
    assert len(found) > 20
    return found


def _made_in(module: Path) -> Iterator[str]:
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_" and _returns(node) in SURFACES:
            yield node.name


def _returns(node: ast.FunctionDef) -> str:
    return ast.unparse(node.returns) if node.returns else ""


def _circle(name: str) -> Circle:
    keepers = frozenset({"UFAC", "UOTHER"})
    return made.circle(
        name=name,
        definition="We call back. _Always_ <!here>",
        facilitators=keepers,
        zone="America/Argentina/Rio_Gallegos",
    )


def _pulse_messages(said: str, ours: Circle, people: int) -> dict[str, Surface]:
    sentences = (said[: pulse.LONGEST_SENTENCE] or "-",) * people
    told = [Result("C1", f"2026-W{n}", Answers("2026-W09", 5 * n, 17 * n, sentences)) for n in range(10, 23)]
    seen = Overview(tuple(told), PULSE)
    return {
        "pulse_letter": pulse.pulse_letter(PULSE, ours),
        "closed_letter": pulse.closed_letter(PULSE, ours),
        "thanks_message": pulse.thanks_message("C1 2026-W45"),
        "once_message": pulse.once_message(),
        "said_message": pulse.said_message(),
        "overview_messages, none yet": pulse.overview_messages(Overview((), None), ours)[0],
        **{f"result_messages, {n}": page for n, page in enumerate(pulse.result_messages(told))},
        **{f"result_letters, {n}": page for n, page in enumerate(pulse.result_letters(told, ours))},
        **{f"overview_messages, {n}": page for n, page in enumerate(pulse.overview_messages(seen, ours))},
    }


def _story(number: int, said: str, people: int) -> Story:
    side = said[:3000]
    return made.story(
        number, text=said, meant=side, lesson=side, thanked=made.ids(people)[:50], cheers=number, is_edited=True
    )


def _hidden(said: str, people: int) -> list[Hidden]:
    return [Hidden("[telephone]", said[:200], n) for n in range(people)]


def _reached(people: int) -> list[Milestone]:
    others: list[tuple[Kind, str]] = [("stories", "100"), ("years", "2"), ("value", "empathy"), ("value", "gone")]
    firsts: list[tuple[Kind, str]] = [("first-story", user_id) for user_id in made.ids(people)]
    return [Milestone("C1", kind, name, made.NOW) for kind, name in [*firsts, *others]]


def _digest(said: str, people: int) -> Digest:
    thanks = [made.kudos(n, reason=said, receivers=made.ids(min(people, 50))) for n in range(1, people + 1)]
    bosses = [made.kudos(n, reason=said, from_manager=True) for n in range(1, people + 1)]
    told = [_story(n, said, people) for n in range(1, people + 1)]
    told += [_story(n, said, people) for n in range(people + 1, 2 * people + 1)]
    told = [replace(one, is_praise=one.id > people) for one in told]
    return made.digest(stories=told, kudos=[*thanks, *bosses], rounds=[made.round_(told=people)])
