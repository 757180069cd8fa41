// A weighing question: the question first, the drawing beside or below it.
import { el, grouped } from "../dom.js";
import { flow } from "../flow.js";
import { markdown } from "../markdown.js";
import { T } from "../text.js";
import { frame } from "./frame.js";

export function weighingCard({ number, question, answers = {}, explanation = "", examples = [] }) {
  const at = Number(number);
  return frame("weighing", { above: `${T.weighing.title}, ${T.weighing.question(at)}: ${T.weighing.names[at - 1] ?? ""}`, title: question },
    el("div", { class: "beside" },
      el("div", { class: "column" }, el("div", { class: "answers" }), (explanation || examples.length > 0) && more(explanation, examples),
        el("p", { class: "quiet" }, T.weighing.unknown)),
      flow({ at, answers })));
}

function more(explanation, examples) {
  return el("details", { class: "more" }, el("summary", {}, T.weighing.more), el("div", { class: "text" }, markdown(explanation),
    Array.from(grouped(examples, ({ kind }) => kind), ([kind, members]) => [
      el("h3", {}, T.weighing.examples[kind] ?? kind), el("ul", {}, members.map(({ text }) => el("li", {}, text)))])));
}
