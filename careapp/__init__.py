"""Care: five minutes a day in which a team tells how it cared for its customers."""
