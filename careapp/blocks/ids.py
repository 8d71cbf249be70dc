"""Every callback, action and block id, each declared once; `feature.verb`."""

# Views (callback_id)
CIRCLE_KEEP = "circle.keep"
STORY_TELL = "story.tell"
STORY_CHANGE = "story.change"
STORY_WHOLE = "story.whole"
KUDOS_GIVE = "kudos.give"
ANSWER_SEND = "answer.send"
NOTE_READ = "note.read"
PROMPT_LIST = "prompt.list"
PROMPT_WRITE = "prompt.write"
PRAISE_SAVE = "praise.save"
PULSE_SAY = "pulse.say"
WORKSHOP_KEEP = "workshop.keep"
LESSON_KEEP = "lesson.keep"
BEHAVIOUR_BEGIN = "behaviour.begin"
BEHAVIOUR_CHANGE = "behaviour.change"

# Buttons and menus (action_id)
CIRCLE_SET_UP = "circle.set_up"
ROUND_TELL = "round.tell"
ROUND_REST = "round.rest"
STORY_UNDO = "story.undo"
STORY_MENU = "story.menu"
STORY_RETRY = "story.retry"
KUDOS_START = "kudos.start"
KUDOS_RETRY = "kudos.retry"
KUDOS_TAKE_BACK = "kudos.take_back"
ANSWER_START = "answer.start"
NOTE_THANK = "note.thank"
NOTE_SHOW = "note.show"
DIGEST_PREVIEW = "digest.preview"
PERSON_FORGET = "person.forget"
PROMPT_SHOW = "prompt.show"
PROMPT_DECK = "prompt.deck"
PROMPT_EARLIER = "prompt.earlier"
PROMPT_LATER = "prompt.later"
PROMPT_ADD = "prompt.add"
PROMPT_MENU = "prompt.menu"
PROMPT_SWITCH = "prompt.switch"
PRAISE_START = "praise.start"
PRIVACY_AS_WRITTEN = "privacy.as_written"
POST_TRUST = "post.trust"
POST_SEND_AGAIN = "post.send_again"
LETTER_STOP = "letter.stop"
LETTER_RESUME = "letter.resume"
LETTER_CHOOSE = "letter.choose"
REST_BACK = "rest.back"
REST_QUIET_FROM = "rest.quiet_from"
REST_QUIET_UNTIL = "rest.quiet_until"
PULSE_ONE = "pulse.one"
PULSE_TWO = "pulse.two"
PULSE_THREE = "pulse.three"
PULSE_FOUR = "pulse.four"
PULSE_FIVE = "pulse.five"
PULSE_ADD = "pulse.add"
WORKSHOP_BEGIN = "workshop.begin"
WORKSHOP_MOVE_ON = "workshop.move_on"
WORKSHOP_PAUSE = "workshop.pause"
WORKSHOP_RESUME = "workshop.resume"
WORKSHOP_END = "workshop.end"
WORKSHOP_ANSWER = "workshop.answer"
WORKSHOP_SUPPORT = "workshop.support"
WORKSHOP_LEAVE = "workshop.leave"
LESSON_ADD = "lesson.add"
LESSON_SUPPORT = "lesson.support"
LESSON_LEAVE = "lesson.leave"
LESSON_CHOOSE = "lesson.choose"
BEHAVIOUR_YES = "behaviour.yes"
BEHAVIOUR_PARTLY = "behaviour.partly"
BEHAVIOUR_NOT_YET = "behaviour.not_yet"
BEHAVIOUR_END = "behaviour.end"
BEHAVIOUR_KEEP = "behaviour.keep"
BEHAVIOUR_REWORD = "behaviour.reword"
BEHAVIOUR_DROP = "behaviour.drop"
BEHAVIOUR_LET_GO = "behaviour.let_go"  # what was kept

# Shortcuts (callback_id), as in the manifest
STORY_TELL_ANYWHERE = "story.tell_anywhere"
KUDOS_GIVE_FOR_MESSAGE = "kudos.give_for_message"
PRAISE_SAVE_MESSAGE = "praise.save_message"

VIEWS = (
    CIRCLE_KEEP,
    STORY_TELL,
    STORY_CHANGE,
    STORY_WHOLE,
    KUDOS_GIVE,
    ANSWER_SEND,
    NOTE_READ,
    PROMPT_LIST,
    PROMPT_WRITE,
    PRAISE_SAVE,
    PULSE_SAY,
    WORKSHOP_KEEP,
    LESSON_KEEP,
    BEHAVIOUR_BEGIN,
    BEHAVIOUR_CHANGE,
)
READ_ONLY = (STORY_WHOLE, NOTE_READ, PROMPT_LIST)  # views with nothing to submit
ACTIONS = (
    CIRCLE_SET_UP,
    ROUND_TELL,
    ROUND_REST,
    STORY_UNDO,
    STORY_MENU,
    STORY_RETRY,
    KUDOS_START,
    KUDOS_RETRY,
    KUDOS_TAKE_BACK,
    ANSWER_START,
    NOTE_THANK,
    NOTE_SHOW,
    DIGEST_PREVIEW,
    PERSON_FORGET,
    PROMPT_SHOW,
    PROMPT_DECK,
    PROMPT_EARLIER,
    PROMPT_LATER,
    PROMPT_ADD,
    PROMPT_MENU,
    PROMPT_SWITCH,
    PRAISE_START,
    PRIVACY_AS_WRITTEN,
    POST_TRUST,
    POST_SEND_AGAIN,
    LETTER_STOP,
    LETTER_RESUME,
    LETTER_CHOOSE,
    REST_BACK,
    REST_QUIET_FROM,
    REST_QUIET_UNTIL,
    PULSE_ONE,
    PULSE_TWO,
    PULSE_THREE,
    PULSE_FOUR,
    PULSE_FIVE,
    PULSE_ADD,
    WORKSHOP_BEGIN,
    WORKSHOP_MOVE_ON,
    WORKSHOP_PAUSE,
    WORKSHOP_RESUME,
    WORKSHOP_END,
    WORKSHOP_ANSWER,
    WORKSHOP_SUPPORT,
    WORKSHOP_LEAVE,
    LESSON_ADD,
    LESSON_SUPPORT,
    LESSON_LEAVE,
    LESSON_CHOOSE,
    BEHAVIOUR_YES,
    BEHAVIOUR_PARTLY,
    BEHAVIOUR_NOT_YET,
    BEHAVIOUR_END,
    BEHAVIOUR_KEEP,
    BEHAVIOUR_REWORD,
    BEHAVIOUR_DROP,
    BEHAVIOUR_LET_GO,
)
SHORTCUTS = (STORY_TELL_ANYWHERE, KUDOS_GIVE_FOR_MESSAGE, PRAISE_SAVE_MESSAGE)

# The one element of an input block.
INPUT = "value"
