"""What a learner has done, kept: attempts in a database of the user's data folder, transcripts as text files."""
