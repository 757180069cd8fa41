// Draws the afwegingskader: five questions downwards, ways out to the side, with the path taken and the place where the user is.
import { el, newId, svg } from "./dom.js";
import { FRAMEWORK } from "./framework.js";
import { T } from "./text.js";

const PITCH = 48;
const NODE = { x: 1, width: 132, height: 32 };
const EXIT = { x: 196, width: 103 };
const MIDDLE = NODE.x + NODE.width / 2;
const top = (number) => 2 + (number - 1) * PITCH;

/** Returns the drawing with its text alternative; `at` is the open question, or null when there is an outcome. */
export function flow({ at = null, answers = {}, outcome = null }) {
  const taken = path(at, answers);
  const title = newId("stroom");
  const list = newId("weg");
  const reached = Object.values(taken).find((target) => typeof target === "string");
  const drawing = svg("svg", { viewBox: `0 0 300 ${top(6) + 36}`, class: "flow", role: "img", "aria-labelledby": title, "aria-describedby": list },
    svg("title", { id: title }, T.weighing.flow(at)),
    ...FRAMEWORK.flatMap((ways, i) => edges(i + 1, ways, taken[i + 1])),
    exit("afsluiten", top(1), NODE.height, reached), exit("melden", top(2), 3 * PITCH + NODE.height, reached),
    box("exit", NODE.x, top(6), NODE.width, 34, T.outcome.short.hulp_en_volgen, reached === "hulp_en_volgen"),
    ...FRAMEWORK.map((_, i) => question(i + 1, state(i + 1, at, answers))));
  return el("figure", { class: "figure" }, drawing, el("ol", { class: "sr-only", id: list }, alternative(at, answers, outcome)));
}

/** Returns for each question that was left where the answer led: a question, or an outcome. */
function path(at, answers) {
  const taken = {};
  FRAMEWORK.forEach((ways, i) => {
    const given = answers[i + 1] ?? (at && i + 1 < at ? onward(ways) : null);
    if (given && Object.hasOwn(ways, given)) taken[i + 1] = ways[given];
  });
  return taken;
}

function onward(ways) {
  return Object.keys(ways).find((answer) => typeof ways[answer] === "number");
}

function state(number, at, answers) {
  if (number === at) return "now";
  if (answers[number] === "onbekend") return "unknown";
  return answers[number] || (at && number < at) ? "past" : "open";
}

function question(number, status) {
  const node = box(`node ${status}`, NODE.x, top(number), NODE.width, NODE.height, "", false);
  node.append(
    svg("text", { x: NODE.x + 14, y: top(number) + 21, class: "number" }, String(number)),
    svg("text", { x: NODE.x + 30, y: top(number) + 21 }, T.weighing.names[number - 1]));
  return node;
}

function exit(outcome, y, height, reached) {
  return box(`exit ${outcome}`, EXIT.x, y, EXIT.width, height, T.outcome.short[outcome], reached === outcome);
}

function box(name, x, y, width, height, text, reached) {
  const group = svg("g", { class: reached ? `${name} reached` : name }, svg("rect", { x, y, width, height, rx: 6 }));
  if (text) group.append(svg("text", { x: x + width / 2, y: y + height / 2 + 4.5, "text-anchor": "middle" }, text));
  return group;
}

function edges(number, ways, taken) {
  return Object.entries(ways).map(([answer, target]) => {
    const down = typeof target === "number" || target === "hulp_en_volgen";
    return edge(number, answer, down, taken === target);
  });
}

function edge(number, answer, down, taken) {
  const y = top(number);
  const line = down
    ? `M${MIDDLE} ${y + NODE.height} V${y + PITCH - 1} m-4 -6 l4 6 l4 -6`
    : `M${NODE.x + NODE.width} ${y + 16} H${EXIT.x - 1} m-6 -4 l6 4 l-6 4`;
  const label = down ? { x: MIDDLE + 9, y: y + NODE.height + 12 } : { x: NODE.x + NODE.width + 16, y: y + 11 };
  return svg("g", { class: taken ? "edge taken" : "edge" }, svg("path", { d: line }), svg("text", label, T.answers[answer].toLowerCase()));
}

function alternative(at, answers, outcome) {
  const lines = FRAMEWORK.map((_, i) => {
    const number = i + 1;
    const said = answers[number] && T.answers[answers[number]].toLowerCase();
    const place = number === at ? T.weighing.here : said ?? (at && number < at ? T.weighing.passed : T.weighing.open);
    return T.weighing.path(number, T.weighing.names[i], place);
  });
  if (outcome) lines.push(T.weighing.outcome(T.outcome[outcome] ?? outcome));
  return lines.map((line) => el("li", {}, line));
}

/** Hides every drawing but the latest; the questions and answers stay. */
export function hideOldFlows(log) {
  const figures = Array.from(log.querySelectorAll(".figure"));
  for (const figure of figures.slice(0, -1)) figure.hidden = true;
}
