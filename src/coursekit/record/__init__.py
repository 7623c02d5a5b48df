"""What the learner did: an append-only log of events in one SQLite file. It knows nothing of the course."""

from coursekit.record.events import Event
from coursekit.record.folding import Fold
from coursekit.record.places import default_path
from coursekit.record.status import Status
from coursekit.record.store import Record
from coursekit.record.summary import Summary, summary
from coursekit.record.transfer import Imported, Refused

__all__ = ["Event", "Fold", "Imported", "Record", "Refused", "Status", "Summary", "default_path", "summary"]
