"""Run by a lesson's kernel as it starts (PYTHONSTARTUP): what every lesson needs is read while the page still loads."""

import coursekit.display.claims
import coursekit.display.explorers
import coursekit.display.lessons
import coursekit.display.questions
import coursekit.display.widget
from coursekit.knowledge import load_course
from coursekit.practice import load_quizzes

load_course()
load_quizzes()
