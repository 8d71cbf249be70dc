"""What every entry of the content library is held to."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


class Entry(BaseModel):
    """Something that a file of the library holds; what it does not know is a mistake, as most likely mistyped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
