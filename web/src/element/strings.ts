/** What the element says before anything is loaded. */
export interface ShellStrings {
  heading: string;
  placeholder: string;
  /** Stands in the empty conversation until the assistant greets. */
  welcome: string;
  /** Names the text field for a screen reader. */
  field: string;
  send: string;
  conversation: string;
  /** The launcher. */
  open: string;
  close: string;
  failed: string;
  retry: string;
}

/** Every word that the element says of itself; `{…}` is filled in. Replace any of them by the `strings` property or attribute. */
export interface Strings extends ShellStrings {
  startOver: string;
  startedOver: string;
  undo: string;
  undone: string;
  copy: string;
  copied: string;
  notCopied: string;
  you: string;
  assistant: string;
  thinking: string;
  loading: string;
  /** The network is away. */
  offline: string;
  suggestions: string;
  why: string;
  /** `{rating}` */
  rating: string;
  /** `{count}` */
  more: string;
  /** `{characters}` */
  clipped: string;

  /** Names the list of what is believed of the shopper's wishes. */
  wishes: string;
  /** `{wish}` */
  edit: string;
  must: string;
  wish: string;
  value: string;
  from: string;
  to: string;
  apply: string;
  remove: string;
  cancel: string;
  not: string;
  without: string;
  /** `{items}` */
  likes: string;
  dislikes: string;
  known: string;
  /** `{attribute}` */
  ascending: string;
  descending: string;
  /** What the shopper says by hand. `{wish}` */
  takesBack: string;
  changes: string;
  insists: string;
  relents: string;
  /** `{item}` */
  rejects: string;
  forgets: string;
  anyOrder: string;
  /** `{items}` */
  compares: string;

  save: string;
  saved: string;
  unsaved: string;
  savedItems: string;
  noneSaved: string;
  back: string;
  pick: string;
  picked: string;
  compare: string;
  clear: string;
  comparison: string;
  reject: string;
  addToCart: string;
  added: string;
  price: string;
  year: string;
  ratingOf: string;

  good: string;
  bad: string;
  whyBad: string;
  reasons: { fit: string; wrong: string; known: string; price: string; wording: string };
  thanks: string;
}

/** Languages that the element's own words are there in. */
export type Tongue = 'en' | 'de' | 'es';

/** The language for a tag such as `de-AT`; English where there is no other. */
export function tongue(tag: string | undefined): Tongue {
  const [language = ''] = (tag ?? '').toLowerCase().split('-');
  return language === 'de' || language === 'es' ? language : 'en';
}

/** Fills in `{…}`. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export const shellStrings: Record<Tongue, ShellStrings> = {
  en: {
    heading: 'Assistant', placeholder: 'What are you looking for?', welcome: 'Hello! What are you looking for?', field: 'Your message', send: 'Send',
    conversation: 'Conversation', open: 'Open the assistant', close: 'Close', failed: 'The assistant could not start.', retry: 'Try again',
  },
  de: {
    heading: 'Beratung', placeholder: 'Was suchen Sie?', welcome: 'Guten Tag! Was suchen Sie?', field: 'Ihre Nachricht', send: 'Senden',
    conversation: 'Gespräch', open: 'Beratung öffnen', close: 'Schließen', failed: 'Die Beratung konnte nicht starten.', retry: 'Noch einmal versuchen',
  },
  es: {
    heading: 'Asistente', placeholder: '¿Qué buscas?', welcome: '¡Hola! ¿Qué buscas?', field: 'Tu mensaje', send: 'Enviar',
    conversation: 'Conversación', open: 'Abrir el asistente', close: 'Cerrar', failed: 'El asistente no pudo arrancar.', retry: 'Intentar de nuevo',
  },
};
