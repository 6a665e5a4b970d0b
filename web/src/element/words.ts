import { shellStrings, type ShellStrings, type Strings, type Tongue } from './strings.js';

type PanelStrings = Omit<Strings, keyof ShellStrings>;

const en: PanelStrings = {
  startOver: 'Start over', startedOver: 'The conversation starts over.', undo: 'Undo', undone: 'The last message was taken back.',
  copy: 'Copy the conversation', copied: 'The conversation was copied.', notCopied: 'The browser did not let it be copied.',
  you: 'You', assistant: 'Assistant', thinking: 'Thinking …', loading: 'Getting ready …', offline: 'You are offline. The assistant works on.',
  suggestions: 'Suggested replies', why: 'Why this one', rating: 'Rated {rating}', more: '+{count}', clipped: '({characters} characters in all)',
  wishes: 'Your wishes', edit: 'Change: {wish}', must: 'Must have', wish: 'Nice to have', value: 'Value', from: 'From', to: 'To', apply: 'Apply',
  remove: 'Remove', cancel: 'Cancel', not: 'not {value}', without: 'without “{value}”', likes: 'likes {items}', dislikes: 'not {items}', known: 'knows {items}',
  ascending: 'lowest {attribute} first', descending: 'highest {attribute} first',
  takesBack: 'Never mind: {wish}.', changes: 'Rather {wish}.', insists: 'A must: {wish}.', relents: 'Only if possible: {wish}.',
  rejects: 'Not {item}.', forgets: 'Never mind what I said of {item}.', anyOrder: 'Any order is fine.', compares: 'Compare {items}.',
  save: 'Save', saved: 'Saved.', unsaved: 'No longer saved.', savedItems: 'Saved items', noneSaved: 'Nothing is saved yet.', back: 'Back to the conversation',
  pick: 'Compare', picked: '{count} picked to compare', compare: 'Compare', clear: 'Clear', comparison: 'Comparison', reject: 'Not for me',
  addToCart: 'Add to cart', added: 'In the cart.', price: 'Price', year: 'Year', ratingOf: 'Rating',
  good: 'Good reply', bad: 'Bad reply', whyBad: 'What was wrong?',
  reasons: { fit: 'Not what I asked for', wrong: 'Something is not true', known: 'I know these already', price: 'Too expensive', wording: 'Hard to understand' },
  thanks: 'Thank you.',
};

const de: PanelStrings = {
  startOver: 'Von vorn', startedOver: 'Das Gespräch beginnt von vorn.', undo: 'Rückgängig', undone: 'Die letzte Nachricht ist zurückgenommen.',
  copy: 'Gespräch kopieren', copied: 'Das Gespräch ist kopiert.', notCopied: 'Der Browser hat das Kopieren nicht erlaubt.',
  you: 'Sie', assistant: 'Beratung', thinking: 'Denkt nach …', loading: 'Macht sich bereit …', offline: 'Sie sind offline. Die Beratung geht weiter.',
  suggestions: 'Vorgeschlagene Antworten', why: 'Was dafür spricht', rating: 'Bewertet mit {rating}', more: '+{count}', clipped: '({characters} Zeichen insgesamt)',
  wishes: 'Ihre Wünsche', edit: 'Ändern: {wish}', must: 'Muss sein', wish: 'Wäre schön', value: 'Wert', from: 'Von', to: 'Bis', apply: 'Übernehmen',
  remove: 'Entfernen', cancel: 'Abbrechen', not: 'nicht {value}', without: 'ohne „{value}“', likes: 'mag {items}', dislikes: 'nicht {items}', known: 'kennt {items}',
  ascending: '{attribute}: niedrigste zuerst', descending: '{attribute}: höchste zuerst',
  takesBack: 'Doch nicht: {wish}.', changes: 'Lieber {wish}.', insists: 'Das muss sein: {wish}.', relents: 'Nur wenn möglich: {wish}.',
  rejects: '{item} nicht.', forgets: 'Vergessen Sie, was ich zu {item} gesagt habe.', anyOrder: 'Die Reihenfolge ist egal.', compares: 'Vergleichen Sie {items}.',
  save: 'Merken', saved: 'Gemerkt.', unsaved: 'Nicht mehr gemerkt.', savedItems: 'Gemerkt', noneSaved: 'Noch ist nichts gemerkt.', back: 'Zurück zum Gespräch',
  pick: 'Vergleichen', picked: '{count} zum Vergleich gewählt', compare: 'Vergleichen', clear: 'Leeren', comparison: 'Vergleich', reject: 'Nichts für mich',
  addToCart: 'In den Warenkorb', added: 'Im Warenkorb.', price: 'Preis', year: 'Jahr', ratingOf: 'Bewertung',
  good: 'Gute Antwort', bad: 'Schlechte Antwort', whyBad: 'Was war falsch?',
  reasons: { fit: 'Danach habe ich nicht gefragt', wrong: 'Etwas stimmt nicht', known: 'Das kenne ich schon', price: 'Zu teuer', wording: 'Schwer zu verstehen' },
  thanks: 'Danke.',
};

const es: PanelStrings = {
  startOver: 'Empezar de nuevo', startedOver: 'La conversación empieza de nuevo.', undo: 'Deshacer', undone: 'Se ha retirado el último mensaje.',
  copy: 'Copiar la conversación', copied: 'La conversación está copiada.', notCopied: 'El navegador no ha permitido copiarla.',
  you: 'Tú', assistant: 'Asistente', thinking: 'Pensando …', loading: 'Preparándose …', offline: 'Estás sin conexión. El asistente sigue funcionando.',
  suggestions: 'Respuestas sugeridas', why: 'Por qué este', rating: 'Valorado con {rating}', more: '+{count}', clipped: '({characters} caracteres en total)',
  wishes: 'Tus deseos', edit: 'Cambiar: {wish}', must: 'Imprescindible', wish: 'Si es posible', value: 'Valor', from: 'Desde', to: 'Hasta', apply: 'Aplicar',
  remove: 'Quitar', cancel: 'Cancelar', not: 'no {value}', without: 'sin «{value}»', likes: 'le gusta {items}', dislikes: 'no {items}', known: 'conoce {items}',
  ascending: '{attribute}: de menor a mayor', descending: '{attribute}: de mayor a menor',
  takesBack: 'Da igual: {wish}.', changes: 'Mejor {wish}.', insists: 'Imprescindible: {wish}.', relents: 'Solo si es posible: {wish}.',
  rejects: '{item} no.', forgets: 'Olvida lo que dije de {item}.', anyOrder: 'El orden da igual.', compares: 'Compara {items}.',
  save: 'Guardar', saved: 'Guardado.', unsaved: 'Ya no está guardado.', savedItems: 'Guardados', noneSaved: 'Todavía no hay nada guardado.', back: 'Volver a la conversación',
  pick: 'Comparar', picked: '{count} elegidos para comparar', compare: 'Comparar', clear: 'Vaciar', comparison: 'Comparación', reject: 'No es para mí',
  addToCart: 'Añadir al carrito', added: 'En el carrito.', price: 'Precio', year: 'Año', ratingOf: 'Valoración',
  good: 'Buena respuesta', bad: 'Mala respuesta', whyBad: '¿Qué estaba mal?',
  reasons: { fit: 'No es lo que pedí', wrong: 'Algo no es cierto', known: 'Ya los conozco', price: 'Demasiado caro', wording: 'Difícil de entender' },
  thanks: 'Gracias.',
};

const panel: Record<Tongue, PanelStrings> = { en, de, es };

/** All words in a language, with those that the page replaces. */
export function words(language: Tongue, own: Partial<Strings>): Strings {
  const reasons = { ...panel[language].reasons, ...own.reasons };
  return { ...shellStrings[language], ...panel[language], ...own, reasons };
}
