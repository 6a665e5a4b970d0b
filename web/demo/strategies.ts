/** The strategies in the order that the glass box shows them: by group, so that the eye finds each at its place. */
export const groups: readonly (readonly [string, readonly string[]])[] = [
  ['Elicitation', ['opinion_inquiry', 'experience_inquiry', 'preference_confirmation', 'rephrase_preference']],
  ['Persuasion', ['recommend', 'explain', 'credibility', 'social_proof', 'compare', 'encouragement']],
  ['Social', ['acknowledgment', 'offer_help', 'transparency', 'no_strategy']],
];

/** A strategy, feature or act name in plain words. */
export function plain(name: string): string {
  return name.replaceAll('_', ' ');
}
