/**
 * Types only: what React 19 has to know of `<rso-assistant>` to let it stand in JSX.
 *
 * ```tsx
 * import 'rso/define';
 * import type {} from 'rso/react';
 *
 * const shop = <rso-assistant catalog="/shop.rsoc" onrso-select={({ detail }) => open(detail.item.url)} />;
 * ```
 */
import type { HTMLAttributes, RefAttributes } from 'react';
import type { RsoAssistant, RsoAssistantEventMap } from './element/element.js';

/** What can be set. */
type Settable =
  | 'mode' | 'open' | 'load' | 'catalog' | 'catalogData' | 'policy' | 'module' | 'worker' | 'base' | 'language' | 'locale' | 'strings' | 'heading'
  | 'placeholder' | 'noPictures' | 'noWorker' | 'debug' | 'persist' | 'persistDays' | 'consent' | 'gateway' | 'actor' | 'firstToken' | 'stall' | 'total'
  | 'cart' | 'analytics';

type Told = Exclude<keyof RsoAssistantEventMap, keyof HTMLElementEventMap>;

/** The element's properties, its events as `onrso-turn` and the like, and what every element has. */
export type RsoAssistantProps = Partial<Pick<RsoAssistant, Settable>>
  & { [E in Told as `on${E}`]?: (event: RsoAssistantEventMap[E]) => void }
  & Omit<HTMLAttributes<RsoAssistant>, Settable> & RefAttributes<RsoAssistant>;

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- it is React's
  namespace JSX {
    interface IntrinsicElements {
      'rso-assistant': RsoAssistantProps;
    }
  }
}
