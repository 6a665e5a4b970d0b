import type { Gesture, Reply } from '../../rso.js';

/** What the shopper thinks of a reply. */
export interface Verdict {
  of: 'up' | 'down';
  /** Why, in keys of the page's own choice. */
  reasons: readonly string[];
}

/** One message of the conversation as shown. A recommender's message grows until its reply is complete. */
export interface Message {
  id: number;
  from: 'seeker' | 'recommender';
  text: string;
  /** The shopper did it by hand; `text` puts it in words. */
  gesture?: Gesture;
  reply?: Reply;
  growing?: boolean;
  /** Why there is no reply. */
  error?: string;
  verdict?: Verdict | undefined;
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

  judge(id: number, verdict: Verdict | undefined): void {
    this.change(id, (message) => ({ ...message, verdict }));
  }

  /** Cuts the conversation back to what was before a message. */
  cut(id: number): void {
    const at = this.messages.findIndex((message) => message.id === id);
    if (at >= 0) this.messages = this.messages.slice(0, at);
  }

  clear(): void {
    this.messages = [];
  }

  /** Puts messages of an earlier page before those of this one; their ids count up to 0. */
  recall(messages: readonly Message[]): void {
    const whole = messages.filter((message) => !message.growing && message.error === undefined);
    this.messages = [...whole.map((message, i) => ({ ...message, id: i - whole.length + 1 })), ...this.messages];
  }

  /** Drops the messages of an earlier page again. */
  forget(): void {
    this.messages = this.messages.filter(({ id }) => id > 0);
  }

  /** The message that a recommender's message answers. */
  asked(id: number): Message | undefined {
    const before = this.messages[this.messages.findIndex((message) => message.id === id) - 1];
    return before?.from === 'seeker' ? before : undefined;
  }

  /** The exchanges that got a reply. */
  exchanges(): Exchange[] {
    return this.messages.flatMap(({ id, from, reply, text: said }) => {
      const asked = from === 'recommender' && reply ? this.asked(id) : undefined;
      return asked && reply ? [{ text: asked.text, reply, said }] : [];
    });
  }

  private change(id: number, edit: (message: Message) => Message): void {
    this.messages = this.messages.map((message) => (message.id === id ? edit(message) : message));
  }
}
