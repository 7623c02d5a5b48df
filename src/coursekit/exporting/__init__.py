"""The question bank taken elsewhere: GIFT, Moodle XML, QTI, Anki and CSV.

``export_quiz`` writes one file and says what that format cannot hold. Each format has a module of its own with a
function ``render`` from questions to bytes; a new format is one more line in ``FORMATS``.
"""

from coursekit.exporting.exports import FORMATS, Export, ExportError, export_quiz

__all__ = ["FORMATS", "Export", "ExportError", "export_quiz"]
