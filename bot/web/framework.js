// Where each answer of the afwegingskader leads, for the drawing only: the bot decides. A test compares it with kb/data/meldcode.yml.
export const FRAMEWORK = Object.freeze([
  { ja: 2, nee: "afsluiten" },
  { ja: "melden", nee: 3 },
  { ja: 4, nee: "melden" },
  { ja: 5, nee: "melden" },
  { ja: "hulp_en_volgen", nee: "melden" },
]);
