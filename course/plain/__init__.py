"""Plain text that reads well aloud: Markdown, and a whole lesson played so."""
