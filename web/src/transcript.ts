import type { Reply } from '../rso.js';

/** One message of the conversation as shown. A recommender's message grows until its reply is complete. */
export interface Message {
  id: number;
  from: 'seeker' | 'recommender';
  text: string;
  reply?: Reply;
  growing?: boolean;
  /** Why there is no reply. */
  error?: string;
}

/** A shopper's message and the reply to it. */
export interface Exchange {
  text: string;
  reply: Reply;
  /** The words that were shown: an actor's, or those of the reply. */
  said: string;
}

/** The messages in order. Every change makes a new list, so that a view can compare. */
export class Transcript {
  messages: readonly Message[] = [];
  private next = 1;

  add(from: Message['from'], text: string, rest: Partial<Message> = {}): number {
    const id = this.next++;
    this.messages = [...this.messages, { id, from, text, ...rest }];
    return id;
  }

  /** Gives a growing message its text so far. */
  write(id: number, text: string): void {
    this.change(id, (message) => ({ ...message, text }));
  }

  /** Completes a growing message. */
  finish(id: number, rest: Pick<Message, 'reply' | 'error'>): void {
    this.change(id, (message) => ({ ...message, ...rest, growing: false }));
  }

  remove(id: number): void {
    this.messages = this.messages.filter((message) => message.id !== id);
  }

  clear(): void {
    this.messages = [];
  }

  /** Takes over messages of an earlier page. */
  load(messages: readonly Message[]): void {
    this.messages = messages.filter((message) => !message.growing && message.error === undefined);
    this.next = Math.max(0, ...this.messages.map((message) => message.id)) + 1;
  }

  /** The exchanges that got a reply. */
  exchanges(): Exchange[] {
    return this.messages.flatMap(({ from, reply, text: said }, i) => {
      const asked = this.messages[i - 1];
      return from === 'recommender' && reply && asked?.from === 'seeker' ? [{ text: asked.text, reply, said }] : [];
    });
  }

  private change(id: number, edit: (message: Message) => Message): void {
    this.messages = this.messages.map((message) => (message.id === id ? edit(message) : message));
  }
}
