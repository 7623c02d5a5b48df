"""The question bank taken elsewhere: GIFT, Moodle XML, QTI, Anki and CSV."""
