"""Running a verb over many stacks: which, in what order, at what pace, and what came of it."""
