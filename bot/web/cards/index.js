// One function per card type: data of the contract in, elements out.
import { contactsCard, emergencyCard } from "./contacts.js";
import { meldcodeCard } from "./meldcode.js";
import { noteCard } from "./note.js";
import { outcomeCard } from "./outcome.js";
import { questionsCard } from "./questions.js";
import { signalsCard } from "./signals.js";
import { confirmCard, faqCard, forgottenCard, howToCard, privacyCard } from "./small.js";
import { weighingCard } from "./weighing.js";

const DRAW = {
  signals: signalsCard,
  confirm: confirmCard,
  safe_questions: questionsCard,
  how_to_ask: howToCard,
  meldcode_step: meldcodeCard,
  weighing: weighingCard,
  outcome: outcomeCard,
  contacts: contactsCard,
  emergency: emergencyCard,
  privacy: privacyCard,
  note: noteCard,
  faq: faqCard,
  forgotten: forgottenCard,
};

/**
 * Returns the drawn card; null for a type that is not known, or for data that cannot be drawn: then the text says it all.
 * `context.say(message, options)` speaks for the user; `context.entries` takes the place of each signal.
 */
export function card(data, context) {
  if (!data || !Object.hasOwn(DRAW, data.type)) return null;
  try {
    return DRAW[data.type](data, context);
  } catch {
    return null;
  }
}
