// Text as search compares it: the same as the server's Folding, word by word.

const MARKS = /[\p{Mn}\p{Me}\p{Cf}]/gu;
const GAPS = /[^\p{L}\p{Nd}]+/gu;

/** Without accents, case and punctuation; đ is d; words parted by single spaces. */
export const fold = text =>
  text.normalize('NFD').toLowerCase().replace(MARKS, '').replace(/đ/g, 'd').replace(GAPS, ' ').trim();

/** What is searched of a person: each word of name, code, title and organisation has a space before it. */
export function haystack(card) {
  const code = fold(card.code);
  return ` ${[card.fullName, card.title, card.organisation].map(part => fold(part || '')).join(' ')} ${code} ${code.replaceAll(' ', '')}`;
}

/** Whether each word of the folded query begins some word there. */
export const matches = (hay, words) => words.every(word => hay.includes(` ${word}`));

export const words = query => {
  const folded = fold(query);
  return folded ? folded.split(' ') : [];
};
