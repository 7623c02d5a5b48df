"""The page's own code: the bundle for other front ends is sound, and words come from the catalogue only."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from js_strings import literals, spoken

import coursekit as ck
from coursekit.display import widget
from coursekit.display.card import LiveCard
from coursekit.display.widget import PARTS, SCRIPTS, bundle
from coursekit.lab import launch

PAGE = Path(launch.__file__).parent / "labextensions" / "coursekit" / "static"
FILES = [*sorted(SCRIPTS.glob("*.js")), *sorted(PAGE.glob("*.js"))]


def node_check(source: bytes, file: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: the JavaScript was not parsed")
    file.write_bytes(source)
    done = subprocess.run([node, "--check", str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_bundle_is_valid_javascript(tmp_path: Path) -> None:
    node_check(bundle(), tmp_path / "cards.mjs")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_script_is_valid_javascript(file: Path, tmp_path: Path) -> None:
    node_check(file.read_bytes(), tmp_path / "script.mjs")


def test_the_bundle_imports_nothing_and_exports_only_render() -> None:
    lines = bundle().decode().splitlines()
    assert [line for line in lines if re.match(r"\s*import\b", line)] == []
    exported = [line for line in lines if line.startswith("export")]
    assert len(exported) == 1
    assert exported[0].startswith("export function render(")
    assert "export " not in "\n".join(lines).replace(exported[0], "")


def test_the_bundle_holds_every_part_and_the_style() -> None:
    assert {file.name for file in SCRIPTS.glob("*.js")} == {*PARTS, "loader.js"}
    told = bundle().decode()
    for part in PARTS:
        functions = re.findall(r"^(?:export )?function (\w+)", (SCRIPTS / part).read_text(encoding="utf-8"), re.M)
        assert functions
        for name in functions:
            assert f"function {name}(" in told
    assert ".ck-card" in told


def test_parts_need_only_parts_before_them() -> None:
    for number, part in enumerate(PARTS):
        needed = re.findall(r"^import .* from '\./(.*)';$", (SCRIPTS / part).read_text(encoding="utf-8"), re.M)
        assert set(needed) <= set(PARTS[:number])


def test_a_page_that_cannot_fetch_is_sent_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    card = ck.predict("peak-after-five-days")
    assert isinstance(card, LiveCard)
    sent: list[tuple[object, list[bytes]]] = []
    monkeypatch.setattr(card.widget, "send", lambda content, buffers: sent.append((content, buffers)))
    before = card.widget.state
    for what in ("cards", "plotly", "/etc/passwd"):
        for callback in card.widget._msg_callbacks.callbacks:
            callback(card.widget, {"do": "send", "what": what}, [])
    assert [content for content, _ in sent] == [{"here": "cards"}, {"here": "plotly"}]
    assert sent[0][1] == [bundle()]
    assert sent[1][1][0].lstrip().startswith(b"/**")
    assert len(sent[1][1][0]) > 1_000_000
    assert card.widget.state == before


def test_nothing_travels_with_each_widget_but_the_small_loader() -> None:
    assert len(str(widget.CardWidget._esm)) < 3000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_words_of_the_page_come_from_the_catalogue(file: Path) -> None:
    assert spoken(file.read_text(encoding="utf-8")) == []


def test_words_in_javascript_are_found() -> None:
    source = """
      // 'a comment may say this'   /* "or these words" */
      const a = 'Press the button'; const b = "Wait a moment"; const c = `Dose is ${x ? 'too high' : y} today`;
      console.warn('this is for programmers', `and this too`); throw new Error('so is this one');
      h('p', { class: 'ck-one ck-two' }); node.className = 'ck-one two'; document.querySelector('.ck-a .ck-b input');
      button.textContent = 'Close'; if (event.key === 'Enter') go('OKAY');
      const fine = 'single'; const css = 'rgba(0,0,0,0)'; const key = 'ck-word ck-other'; const r = /['"] not a string/;
    """
    assert spoken(source) == ["Press the button", "Wait a moment", "Dose is  today", "too high", "Close"]
    assert "or these words" not in " ".join(text for _, text in literals(source))
