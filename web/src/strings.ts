/** Every word that the element says of itself. Replace any of them through its `strings` property. */
export interface Strings {
  heading: string;
  placeholder: string;
  /** Names the text field for a screen reader. */
  field: string;
  send: string;
  startOver: string;
  startedOver: string;
  conversation: string;
  you: string;
  assistant: string;
  thinking: string;
  loading: string;
  failed: string;
  retry: string;
  suggestions: string;
  why: string;
  rating: (rating: string) => string;
  more: (count: number) => string;
  clipped: (characters: string) => string;
}

export const english: Strings = {
  heading: 'Assistant',
  placeholder: 'What are you looking for?',
  field: 'Your message',
  send: 'Send',
  startOver: 'Start over',
  startedOver: 'The conversation starts over.',
  conversation: 'Conversation',
  you: 'You',
  assistant: 'Assistant',
  thinking: 'Thinking …',
  loading: 'Getting ready …',
  failed: 'The assistant could not start.',
  retry: 'Try again',
  suggestions: 'Suggested replies',
  why: 'Why this one',
  rating: (rating) => `Rated ${rating}`,
  more: (count) => `+${String(count)}`,
  clipped: (characters) => `(${characters} characters in all)`,
};
