// Finds the words that led to a signal in the user's own text, and marks them.
import { el, hidden } from "./dom.js";
import { T } from "./text.js";

const SAID = { present: T.signals.mark, uncertain: T.signals.markUncertain, absent: T.signals.markAbsent };

/** Returns the nodes of a text in which the evidence of a signals card is marked. */
export function markEvidence(text, { present = [], absent = [] }) {
  const spans = [
    ...present.flatMap((signal) => spansOf(text, signal, signal.certain === false ? "uncertain" : "present")),
    ...absent.flatMap((signal) => spansOf(text, signal, "absent")),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const nodes = [];
  let from = 0;
  for (const group of merged(spans)) {
    nodes.push(text.slice(from, group.start), mark(text.slice(group.start, group.end), group.signals));
    from = group.end;
  }
  nodes.push(text.slice(from));
  return nodes;
}

function spansOf(text, signal, status) {
  return (signal.evidence ?? []).flatMap((quote) => {
    const words = String(quote).trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!words.length) return [];
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.join("\\s+")}(?![\\p{L}\\p{N}])`, "giu");
    return Array.from(text.matchAll(pattern), (found) => ({ start: found.index, end: found.index + found[0].length, signal, status }));
  });
}

/** Joins spans that overlap: one stretch of text can show more than one signal, and each signal is named once. */
function merged(spans) {
  const groups = [];
  for (const { start, end, signal, status } of spans) {
    const last = groups.at(-1);
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      if (!last.signals.some((known) => known.signal.id === signal.id)) last.signals.push({ signal, status });
    } else {
      groups.push({ start, end, signals: [{ signal, status }] });
    }
  }
  return groups;
}

/** A link to the signals in the list; which list, is found when it is followed (see case_text.js). */
function mark(words, signals) {
  const label = signals.map(({ signal, status }) => SAID[status](signal.label)).join("; ");
  const link = el("a", { href: "#log", class: "word" }, words, hidden(` (${label})`));
  link.signals = signals;
  return el("mark", { class: `mark ${signals[0].status}` }, link);
}
