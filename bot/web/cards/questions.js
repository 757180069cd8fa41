// The safe questions: a list to tick off, and to enter the patient's answers at.
import { button, el, grouped, newId } from "../dom.js";
import { T } from "../text.js";

export function questionsCard({ questions = [] }, { say }) {
  const progress = el("p", { class: "quiet progress" });
  const boxes = [];
  const count = () => { progress.textContent = T.questions.done(boxes.filter((box) => box.checked).length, boxes.length); };
  const item = (question) => {
    const box = el("input", { type: "checkbox", onchange: count });
    boxes.push(box);
    return questionItem(question, box, (text) => {
      box.checked = true;
      count();
      say(`antwoord ${question.id}: ${text}`, { shown: text, about: T.questions.answered(question.text) });
    });
  };
  const themes = Array.from(grouped(questions, ({ theme }) => theme), ([theme, members]) =>
    el("fieldset", {}, el("legend", {}, T.themes[theme] ?? theme), members.map(item)));
  count();
  return el("section", { class: "card questions" }, el("header", { class: "spread" }, el("h2", {}, T.questions.title), questions.length > 0 && progress), themes);
}

function questionItem({ text }, box, send) {
  const form = answerForm(send, () => {
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }, (given) => form.replaceWith(el("p", { class: "given" }, el("span", { class: "quiet" }, `${T.questions.noted} `), given)));
  const opener = button("reply small note-answer", T.questions.note, () => {
    form.hidden = !form.hidden;
    opener.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("textarea").focus();
  }, { "aria-label": T.questions.noteFor(text), "aria-expanded": "false" });
  form.opener = opener;
  return el("div", { class: "question-row" }, el("label", { class: "tick" }, box, el("span", {}, text)), opener, form);
}

function answerForm(send, cancel, done) {
  const id = newId("antwoord");
  const input = el("textarea", { id, rows: 2, autocomplete: "off", maxLength: 3500, onkeydown: (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      cancel();
    }
  } });
  const form = el("form", { class: "answer", hidden: true, onsubmit: (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    form.opener.remove();
    done(text);
    send(text);
  } }, el("label", { htmlFor: id }, T.questions.label), el("div", { class: "field" }, input, el("button", { type: "submit", class: "send" }, T.questions.send)));
  return form;
}
