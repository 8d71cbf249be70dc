"""How Care says no."""

from typing import Literal

About = Literal["story", "kudos", ""]
# One for both, so that it tells nobody outside what there is.
OUT_OF_REACH = "This is for those in its circle. If you are one of them, it was taken back."


class CareError(Exception):
    """A refusal; its text is one kind, clear sentence for the person who asked.

    `words` is what the person wrote, so that it can be given back to them and is never lost; `about` says whether
    they were to be a story or kudos; `field` names the form field that the refusal is about.
    """

    def __init__(self, sentence: str, *, words: str = "", about: About = "", field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.words = words
        self.about = about
        self.field = field
