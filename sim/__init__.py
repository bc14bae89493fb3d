"""A simulated AWS account with people, phones and a clock: a pure core, without UI, I/O or host time."""
