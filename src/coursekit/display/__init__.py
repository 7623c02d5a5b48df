"""What is seen: every ``ck.*`` of a lesson returns one card with three faces, live, static HTML and plain text."""
