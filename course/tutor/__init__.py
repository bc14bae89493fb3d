"""The tutor: where a learner stands in a lesson, what is said to an act, and how the lesson ended."""
