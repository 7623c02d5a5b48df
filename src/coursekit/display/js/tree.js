// Elements that Python describes as plain data, grown here: a text, or [tag, attributes, ...children]. Texts are set as text.
import { drawn } from './curves.js';
import { h } from './dom.js';

export function grow(node, inSvg = false) {
  if (typeof node === 'string') return node;
  const [tag, given, ...children] = node;
  const svg = inSvg || tag === 'svg';
  return (svg ? drawn : h)(tag, given, ...children.map(child => grow(child, svg)));
}

export const wordsOf = node => (typeof node === 'string' ? node : node.slice(2).map(wordsOf).join(''));
