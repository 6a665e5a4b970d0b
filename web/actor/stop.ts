/**
 * Why a reply is stopped from outside, as the reason of its signal: the shopper has written again, and what stands is completed
 * at once; or the conversation is gone, and so is the reply.
 */
export type Stop = 'overtaken' | 'unwanted';

/** Whether a signal says that its reply is wanted no more. */
export function unwanted({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason !== ('overtaken' satisfies Stop);
}
