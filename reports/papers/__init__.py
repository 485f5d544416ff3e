"""Papers as .docx: a template that an office edits with its word processor, and what fills it."""
