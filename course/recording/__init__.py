"""From what was done in the course to a solution block that holds in every phase of the clock."""
