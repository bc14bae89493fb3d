"""AWS Identity and Access Management: the operations that the course needs, one module for each kind of entity."""
