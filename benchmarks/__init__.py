"""Programs that print figures: how Care bears many people at once, and many days in a row."""
