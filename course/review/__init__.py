"""Review: the questions of the steps that a learner has met come back after a day, three days and a week."""
