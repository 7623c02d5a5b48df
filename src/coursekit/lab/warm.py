"""Run by a lesson's kernel as it starts (PYTHONSTARTUP): what every lesson needs is read while the page still loads."""

from coursekit.knowledge import load_course
from coursekit.practice import load_quizzes

load_course()
load_quizzes()
