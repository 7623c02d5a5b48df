"""What keeps the course sound while people write it: the content gate, the lint of lessons, the coverage ratchet.

``check_course`` is what ``coursekit check`` calls. Nothing here needs Jupyter's front end or ``coursekit.display``.
"""

from __future__ import annotations
